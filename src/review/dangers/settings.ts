import { differences, isAbsent } from "../differences";
import type { Document } from "../documents";
import { textOf } from "../documents";
import type { Plan, Resource } from "../resources";
import type { Kind, Rule } from "./rule";

/** A setting whose change is a danger if it makes the setting weaker. */
interface Setting {
  readonly type: string;
  readonly path: RegExp;
  readonly kind: Kind;
  readonly isWeaker: (before: Document, after: Document) => boolean;
  readonly sentence: (before: Document, after: Document, path: string) => string;
  readonly why: string;
}

const isOn = (value: Document) => value === true || value === "Enabled" || value === "ENABLED";
const turnedOff = (before: Document, after: Document) =>
  isOn(before) && (after === false || isAbsent(after) || (typeof after === "string" && !isOn(after)));
const turnedOn = (before: Document, after: Document) => !isOn(before) && isOn(after);
const lost = (before: Document, after: Document) => !isAbsent(before) && isAbsent(after);
const reduced = (before: Document, after: Document) => Number(before) > Number(after) && !isAbsent(after);

/** Values from weak to strong; a value that is not among them is not judged. */
const ranked =
  (...values: readonly string[]) =>
  (before: Document, after: Document) =>
    values.includes(after as string) && values.indexOf(before as string) > values.indexOf(after as string);

/** The minor version of TLS 1 that a load balancer's security policy begins with. */
function minimumTls(policy: Document): number {
  return Number(/-(?:TLS13|TLS|FS)-1-(\d)/.exec(textOf(policy))?.[1] ?? 0);
}

const fromTo = (before: Document, after: Document) => `from ${shown(before)} to ${shown(after)}`;
const shown = (value: Document) => (isAbsent(value) ? "none" : textOf(value));

const one =
  (sentence: string): Setting["sentence"] =>
  () =>
    sentence;

const READABLE_IN_TRANSIT =
  "Anyone on the network path can read or change what is sent in plain text or by an old version of TLS.";
const READABLE_AT_REST =
  "Only a customer managed key limits, by its own policy, who can read the data, and records who did (AWS, KMS concepts).";
const DESTROYED_BY_MISTAKE = "The next plan can destroy it, and nothing refuses.";
const NOT_NOTIFIED = "The alarm still changes state, but operators are not notified.";
const UNSEEN = "What is not recorded cannot be investigated after an incident.";
const EXPIRED = "Expired objects, versions and log events cannot be restored.";
const BUCKET_OPENS = "S3 stops refusing policies or ACLs that let everyone in (Security Hub control S3.8).";

const ACCESS_BLOCK = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

const SETTINGS: readonly Setting[] = [
  {
    type: "aws_lb",
    path: /^enable_deletion_protection$/,
    kind: "protection",
    isWeaker: turnedOff,
    sentence: one("Deletion protection is turned off."),
    why: DESTROYED_BY_MISTAKE,
  },
  {
    type: "aws_instance",
    path: /^disable_api_termination$/,
    kind: "protection",
    isWeaker: turnedOff,
    sentence: one("Termination protection is turned off."),
    why: DESTROYED_BY_MISTAKE,
  },
  {
    type: "aws_s3_bucket",
    path: /^force_destroy$/,
    kind: "protection",
    isWeaker: turnedOn,
    sentence: one("A destroy of the bucket deletes all its objects from now on (force_destroy)."),
    why: DESTROYED_BY_MISTAKE,
  },
  {
    type: "aws_cloudwatch_log_group",
    path: /^skip_destroy$/,
    kind: "protection",
    isWeaker: turnedOff,
    sentence: one("A destroy deletes the log group and its events from now on (skip_destroy is off)."),
    why: DESTROYED_BY_MISTAKE,
  },
  {
    type: "aws_kms_key",
    path: /^deletion_window_in_days$/,
    kind: "protection",
    isWeaker: reduced,
    sentence: (before, after) =>
      `The time to cancel a deletion of the key is shortened ${fromTo(before, after)} days.`,
    why: "Data encrypted with a deleted key is lost (AWS, Deleting AWS KMS keys).",
  },
  {
    type: "aws_kms_key",
    path: /^is_enabled$/,
    kind: "interruption",
    isWeaker: turnedOff,
    sentence: one("The key is disabled: everything that needs it fails."),
    why: "Topics, trails and volumes cannot use a disabled key (AWS, Enabling and disabling keys).",
  },
  {
    type: "aws_kms_key",
    path: /^enable_key_rotation$/,
    kind: "encryption",
    isWeaker: turnedOff,
    sentence: one("The key is no longer rotated each year."),
    why: "A key that leaks stays useful for as long as it is not rotated (Security Hub control KMS.4).",
  },
  ...["aws_sns_topic", "aws_cloudtrail", "aws_cloudwatch_log_group"].map((type) => ({
    type,
    path: /^(?:kms_master_key_id|kms_key_id)$/,
    kind: "encryption" as const,
    isWeaker: lost,
    sentence: one("It is no longer encrypted with a customer managed key."),
    why: READABLE_AT_REST,
  })),
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    path: /\.sse_algorithm$/,
    kind: "encryption",
    isWeaker: (before, after) =>
      textOf(before).startsWith("aws:kms") && (after === "AES256" || isAbsent(after)),
    sentence: one("New objects are encrypted with S3's own key instead of a KMS key."),
    why: READABLE_AT_REST,
  },
  ...["aws_launch_template", "aws_instance"].flatMap((type): Setting[] => [
    {
      type,
      path: /(?:ebs|root_block_device)(?:\[[^\]]*\])?\.encrypted$/,
      kind: "encryption",
      isWeaker: turnedOffText,
      sentence: one("New instances have an unencrypted disk."),
      why: "A snapshot of the disk can be read by every account that it is shared with (Security Hub control EC2.3).",
    },
    {
      type,
      path: /^metadata_options\.http_tokens$/,
      kind: "permissions",
      isWeaker: ranked("optional", "required"),
      sentence: one("Instances answer metadata requests without a token (IMDSv1)."),
      why: "A web server that can be made to fetch a URL gives away the instance role's credentials (Security Hub control EC2.8).",
    },
  ]),
  {
    type: "aws_lb_listener",
    path: /^ssl_policy$/,
    kind: "encryption",
    isWeaker: (before, after) =>
      typeof after === "string" && !isAbsent(before) && minimumTls(before) > minimumTls(after),
    sentence: (before, after) =>
      `The load balancer accepts older versions of TLS (${fromTo(before, after)}).`,
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_lb_listener",
    path: /^protocol$/,
    kind: "encryption",
    isWeaker: ranked("HTTP", "HTTPS"),
    sentence: one("The load balancer answers by plain HTTP instead of HTTPS."),
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_lb_listener",
    path: /^default_action\.type$/,
    kind: "encryption",
    isWeaker: ranked("forward", "redirect"),
    sentence: one("The load balancer forwards requests that it redirected to HTTPS before."),
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_cloudfront_distribution",
    path: /^viewer_certificate\.minimum_protocol_version$/,
    kind: "encryption",
    isWeaker: ranked(
      "SSLv3",
      "TLSv1",
      "TLSv1_2016",
      "TLSv1.1_2016",
      "TLSv1.2_2018",
      "TLSv1.2_2019",
      "TLSv1.2_2021",
      "TLSv1.2_2025",
      "TLSv1.3_2025",
    ),
    sentence: (before, after) =>
      `CloudFront accepts older versions of TLS from browsers (${fromTo(before, after)}).`,
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_cloudfront_distribution",
    path: /cache_behavior(?:\[[^\]]*\])?\.viewer_protocol_policy$/,
    kind: "encryption",
    isWeaker: (before, after) => after === "allow-all" && before !== after,
    sentence: (_before, _after, path) => `CloudFront answers by plain HTTP (${path} is allow-all).`,
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_cloudfront_distribution",
    path: /custom_origin_config\.origin_protocol_policy$/,
    kind: "encryption",
    isWeaker: ranked("http-only", "match-viewer", "https-only"),
    sentence: (before, after, path) =>
      `CloudFront sends requests to ${originOf(path)} by plain HTTP (${fromTo(before, after)}).`,
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_cloudfront_distribution",
    path: /custom_origin_config\.origin_ssl_protocols$/,
    kind: "encryption",
    isWeaker: (before, after) => {
      const old = ["SSLv3", "TLSv1", "TLSv1.1"];
      const isIn = (values: Document, value: string) => Array.isArray(values) && values.includes(value);
      return !isAbsent(before) && old.some((version) => isIn(after, version) && !isIn(before, version));
    },
    sentence: (before, after, path) =>
      `CloudFront uses older versions of TLS to ${originOf(path)} (${fromTo(before, after)}).`,
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_apigatewayv2_domain_name",
    path: /\.security_policy$/,
    kind: "encryption",
    isWeaker: ranked("TLS_1_0", "TLS_1_2"),
    sentence: one("The API's domain accepts TLS 1.0."),
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_apigatewayv2_integration",
    path: /^tls_config\.server_name_to_verify$/,
    kind: "encryption",
    isWeaker: lost,
    sentence: one("The API no longer verifies the load balancer's certificate."),
    why: READABLE_IN_TRANSIT,
  },
  {
    type: "aws_lb",
    path: /^access_logs\.enabled$/,
    kind: "logging",
    isWeaker: turnedOff,
    sentence: one("Requests to the load balancer are no longer logged."),
    why: UNSEEN,
  },
  {
    type: "aws_apigatewayv2_stage",
    path: /^access_log_settings\.destination_arn$/,
    kind: "logging",
    isWeaker: lost,
    sentence: one("Requests to the API are no longer logged."),
    why: UNSEEN,
  },
  {
    type: "aws_flow_log",
    path: /^traffic_type$/,
    kind: "logging",
    isWeaker: (before, after) => before === "ALL" && typeof after === "string",
    sentence: (_before, after) => `Of the VPC's traffic only ${shown(after)} is recorded.`,
    why: UNSEEN,
  },
  ...(
    [
      ["enable_logging", "The trail stops recording calls of AWS APIs."],
      ["is_multi_region_trail", "The trail no longer records calls in other regions."],
      ["include_global_service_events", "The trail no longer records calls of global services, such as IAM."],
      ["enable_log_file_validation", "Changed or deleted log files of the trail are no longer noticed."],
    ] as const
  ).map(([attribute, sentence]) => ({
    type: "aws_cloudtrail",
    path: new RegExp(`^${attribute}$`),
    kind: "logging" as const,
    isWeaker: turnedOff,
    sentence: one(sentence),
    why: UNSEEN,
  })),
  {
    type: "aws_cloudtrail",
    path: /^cloud_watch_logs_group_arn$/,
    kind: "logging",
    isWeaker: lost,
    sentence: one("The trail no longer writes to a log group: its alarms and summaries see nothing."),
    why: UNSEEN,
  },
  {
    type: "aws_cloudtrail",
    path: /^advanced_event_selector(?:\[[^\]]*\])?\.name$/,
    kind: "logging",
    isWeaker: lost,
    sentence: (before) => `The trail no longer records: ${shown(before)}.`,
    why: UNSEEN,
  },
  {
    type: "aws_guardduty_detector",
    path: /^enable$/,
    kind: "logging",
    isWeaker: turnedOff,
    sentence: one("GuardDuty stops detecting threats."),
    why: "Operators are not notified of a compromised instance or key (Security Hub control GuardDuty.1).",
  },
  ...["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"].flatMap((type): Setting[] => [
    {
      type,
      path: /^actions_enabled$/,
      kind: "alarm",
      isWeaker: turnedOff,
      sentence: one("The alarm's actions are disabled."),
      why: NOT_NOTIFIED,
    },
    {
      type,
      path: /^alarm_actions$/,
      kind: "alarm",
      isWeaker: lost,
      sentence: one("The alarm has no recipient any more."),
      why: NOT_NOTIFIED,
    },
  ]),
  {
    type: "aws_cloudwatch_event_rule",
    path: /^state$/,
    kind: "alarm",
    isWeaker: turnedOff,
    sentence: one("The rule is disabled: operators are not notified of the events that it matches."),
    why: "Security alerts of the account are event rules (decision 38).",
  },
  {
    type: "aws_s3_bucket_versioning",
    path: /^versioning_configuration\.status$/,
    kind: "history",
    isWeaker: turnedOff,
    sentence: one(
      "Versioning is suspended: an overwritten or deleted object cannot be restored from now on.",
    ),
    why: "Versions are the only backup of the objects (Security Hub control S3.14).",
  },
  {
    type: "aws_s3_bucket_lifecycle_configuration",
    path: /^rule(?:\[[^\]]*\])?\.(?:expiration\.days|noncurrent_version_expiration\.noncurrent_days)$/,
    kind: "history",
    isWeaker: (before, after) =>
      typeof after === "number" && after > 0 && (isAbsent(before) || reduced(before, after)),
    sentence: (before, after, path) =>
      `${path.includes("noncurrent") ? "Old versions" : "Objects"} are deleted after ${shown(after)} days${isAbsent(before) ? "" : ` instead of ${shown(before)}`}.`,
    why: EXPIRED,
  },
  {
    type: "aws_cloudwatch_log_group",
    path: /^retention_in_days$/,
    kind: "history",
    isWeaker: (before, after) => Number(after) > 0 && (reduced(before, after) || before === 0),
    sentence: (before, after) =>
      `Log events are deleted after ${shown(after)} days instead of ${before === 0 ? "never" : shown(before)}.`,
    why: EXPIRED,
  },
  {
    type: "aws_iam_role",
    path: /^permissions_boundary$/,
    kind: "permissions",
    isWeaker: lost,
    sentence: one("The role loses its permissions boundary: its policies alone limit it."),
    why: "The boundary keeps CI, which can change the role's policies, from giving it more (decision 37).",
  },
  {
    type: "aws_s3_bucket_public_access_block",
    path: new RegExp(`^(?:${ACCESS_BLOCK.join("|")})$`),
    kind: "exposure",
    isWeaker: turnedOff,
    sentence: one("Public access to the bucket is no longer blocked."),
    why: BUCKET_OPENS,
  },
  {
    type: "aws_s3_bucket_ownership_controls",
    path: /^rule\.object_ownership$/,
    kind: "exposure",
    isWeaker: ranked("ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced"),
    sentence: one("ACLs of objects can let others in."),
    why: BUCKET_OPENS,
  },
  {
    type: "aws_lb",
    path: /^internal$/,
    kind: "exposure",
    isWeaker: turnedOff,
    sentence: one("The load balancer can be reached from the internet."),
    why: "Requests pass by the API's throttling and logs (decision 15).",
  },
  {
    type: "aws_subnet",
    path: /^map_public_ip_on_launch$/,
    kind: "exposure",
    isWeaker: turnedOn,
    sentence: one("New instances in the subnet have a public address."),
    why: "Only security groups then keep the internet away from them (Security Hub control EC2.15).",
  },
  {
    type: "aws_apigatewayv2_route",
    path: /^authorization_type$/,
    kind: "exposure",
    isWeaker: (before, after) =>
      !isAbsent(before) && before !== "NONE" && (after === "NONE" || isAbsent(after)),
    sentence: one("The route no longer requires authorization."),
    why: "Anyone on the internet can call it (Security Hub control APIGateway.8).",
  },
  {
    type: "aws_apigatewayv2_api",
    path: /^disable_execute_api_endpoint$/,
    kind: "exposure",
    isWeaker: turnedOff,
    sentence: one("The API also answers at its default endpoint."),
    why: "Callers pass by what protects the custom domain, such as a web ACL (AWS, Disabling the default endpoint).",
  },
  {
    type: "aws_cloudfront_distribution",
    path: /^web_acl_id$/,
    kind: "exposure",
    isWeaker: lost,
    sentence: one("The distribution has no web ACL any more: requests that it blocks today are admitted."),
    why: "The web ACL keeps known attacks and request floods away from the app.",
  },
  {
    type: "aws_wafv2_web_acl",
    path: /^rule(?:\[[^\]]*\])?\.name$/,
    kind: "exposure",
    isWeaker: lost,
    sentence: (before) => `The web ACL no longer has the rule ${shown(before)}.`,
    why: "Requests that the rule blocks today are admitted.",
  },
  {
    type: "aws_cloudfront_distribution",
    path: /^aliases$/,
    kind: "address",
    isWeaker: (before, after) => namesLost(before, after).length > 0,
    sentence: (before, after) =>
      `The distribution no longer answers at ${namesLost(before, after).join(", ")}.`,
    why: "Users open the web app by that name.",
  },
  {
    type: "aws_cloudfront_distribution",
    path: /^enabled$/,
    kind: "interruption",
    isWeaker: turnedOff,
    sentence: one("The distribution is disabled: users cannot open the web app."),
    why: "A disabled distribution answers no request (AWS, Distribution settings).",
  },
];

function turnedOffText(before: Document, after: Document): boolean {
  return textOf(before) === "true" && (textOf(after) === "false" || isAbsent(after));
}

function namesLost(before: Document, after: Document): string[] {
  const names = (value: Document) => (Array.isArray(value) ? (value as readonly Document[]).map(String) : []);
  return Array.isArray(after) || isAbsent(after)
    ? names(before).filter((name) => !names(after).includes(name))
    : [];
}

const originOf = (path: string) => `the origin ${/\[([^\]]*)\]/.exec(path)?.[1] ?? "server"}`;

/** What changes in a resource. One that configures a bucket changes the bucket also when it is created or destroyed. */
function changes(resource: Resource, plan: Plan) {
  if (resource.before && resource.after) return resource.leaves;
  if (!resource.type.startsWith("aws_s3_bucket_")) return [];
  const bucket = plan.target(resource, "bucket", "aws_s3_bucket");
  const isKept = bucket ? bucket.before !== undefined && !bucket.isLost : resource.action === "delete";
  return isKept ? differences(resource.document("before"), resource.document("after"), true) : [];
}

/** A rule per setting. */
export const SETTING_RULES: readonly Rule[] = SETTINGS.map(
  ({ type, path, kind, isWeaker, sentence, why }) => ({
    kind,
    why,
    findings: (resource, plan) =>
      resource.type === type
        ? changes(resource, plan)
            .filter((change) => path.test(change.path) && isWeaker(change.before, change.after))
            .map((change) => sentence(change.before, change.after, change.path))
            .filter((text, index, all) => all.indexOf(text) === index)
        : [],
  }),
);
