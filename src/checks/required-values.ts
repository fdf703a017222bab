import type { Json, JsonObject, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, referencesIn, text } from "../synthesized/synthesized-stack";
import type { Check } from "./check";
import { unless } from "./check";

type Values = readonly (Json | undefined)[];

/** What the values of an attribute must be; an attribute that is not set is one undefined value. */
interface Requirement {
  /** Follows "must". */
  readonly text: string;
  /** The values that break it. */
  readonly wrong: (values: Values, stack: SynthesizedStack) => Values;
}

interface Condition {
  /** Follows "if". */
  readonly text: string;
  readonly holds: (body: JsonObject) => boolean;
}

/** Facts about single attributes of a resource, for one reason. */
export interface RequiredValue {
  /** Names the row in findings and in docs/checks.md. */
  readonly name: string;
  readonly types: readonly string[];
  /** Paths through nested blocks, each of which counts, with the required value; "" is the resource itself. */
  readonly attributes: readonly (readonly [path: string, required: Requirement])[];
  /** Which resources the row is about. Default: all of the types. */
  readonly when?: Condition;
  /** What happens in production otherwise, with the source. */
  readonly why: string;
}

const each = (
  requirement: string,
  holds: (value: Json | undefined, stack: SynthesizedStack) => boolean,
): Requirement => ({
  text: requirement,
  wrong: (values, stack) => values.filter((value) => !holds(value, stack)),
});
const be = (...allowed: readonly (boolean | number | string)[]) =>
  each(`be ${allowed.join(" or ")}`, (value) => allowed.some((one) => text(value) === text(one)));
const between = (least: number, most: number) =>
  each(`be ${String(least)} to ${String(most)}`, (value) => Number(value) >= least && Number(value) <= most);
const atLeast = (least: number) => each(`be at least ${String(least)}`, (value) => Number(value) >= least);
const match = (requirement: string, pattern: RegExp) =>
  each(requirement, (value) => typeof value === "string" && pattern.test(value));
const reference = (type: string, attribute: string) =>
  each(`be the ${attribute} of an ${type} of the stack`, (value, stack) =>
    stack.isAttribute(value, type, attribute),
  );
const beSet = each("be set", (value) => value !== undefined);
const beNumber = each("be a number", (value) => typeof value === "number");
const notBeSet = each("not be set", (value) => value === undefined);
/** Of the resource itself. */
const notExist = each("not exist", () => false);
const contain = (items: readonly string[]): Requirement => ({
  text: `contain ${items.join(", ")}`,
  wrong: (values) => (items.every((item) => values.includes(item)) ? [] : values),
});

const has = (...path: readonly string[]): Condition => ({
  text: `it has ${path.join(".")}`,
  holds: (body) => valuesAt(body, path).some((value) => value !== undefined),
});
const hasNo = (...path: readonly string[]): Condition => ({
  text: `it has no ${path.join(".")}`,
  holds: (body) => !has(...path).holds(body),
});
const isIn = (path: string, pattern: RegExp, condition: string): Condition => ({
  text: condition,
  holds: (body) => valuesAt(body, path.split(".")).some((value) => pattern.test(text(value))),
});

/** The values at a path; one undefined value where the path ends early. */
function valuesAt(value: Json | undefined, [key, ...rest]: readonly string[]): Values {
  const values = [value ?? []].flat() as readonly Json[];
  if (values.length === 0) return [undefined];
  return key === undefined ? values : values.flatMap((one) => valuesAt((one as JsonObject)[key], rest));
}

const ORIGIN = /^(?:\*|https?:\/\/[^/]+)$/;
/** The root device of Ubuntu's images. */
const ROOT_DEVICE = "/dev/sda1";
const METADATA: RequiredValue["attributes"] = [
  ["metadata_options.http_tokens", be("required")],
  ["metadata_options.http_put_response_hop_limit", be(1)],
];
/** AWS, Amazon EC2 Auto Scaling group metrics: those of a group without a warm pool. */
const GROUP_METRICS = ["DesiredCapacity", "InServiceInstances", "MaxSize", "MinSize"]
  .concat(["PendingInstances", "StandbyInstances", "TerminatingInstances", "TotalInstances"])
  .map((metric) => `Group${metric}`);
const LOG_FORMAT = "access_log_settings.format";

/** The table that `required-values` judges by, from API to account. */
export const REQUIRED_VALUES: readonly RequiredValue[] = [
  {
    name: "stage-deploys-itself",
    types: ["aws_apigatewayv2_stage"],
    attributes: [["auto_deploy", be(true)]],
    why: "Without automatic deployment a change of routes or integrations never goes live (AWS, Stages for HTTP APIs).",
  },
  {
    name: "no-single-deployment",
    types: ["aws_apigatewayv2_deployment"],
    attributes: [["", notExist]],
    why: "A deployment is a fixed snapshot, and conflicts with automatic deployment (AWS, Stages for HTTP APIs).",
  },
  {
    name: "stage-logs-access",
    types: ["aws_apigatewayv2_stage"],
    attributes: [["access_log_settings.destination_arn", reference("aws_cloudwatch_log_group", "arn")]],
    why: "No other log shows the calls that the gateway refused; AWS permits delivery to the group that the stage names (decision 30).",
  },
  {
    name: "access-log-can-be-queried",
    types: ["aws_apigatewayv2_stage"],
    attributes: [
      [LOG_FORMAT, each("have at most 3072 bytes", (format) => Buffer.byteLength(text(format)) <= 3072)],
      [LOG_FORMAT, match("be one line", /^[^\r\n]*$/)],
      [LOG_FORMAT, each("be JSON", (format) => isJson(text(format)))],
      [LOG_FORMAT, match("contain $context.requestId", /\$context\.requestId\b/)],
    ],
    when: has("access_log_settings"),
    why: "AWS refuses a format without the request's id or above 3 KB, and Logs Insights finds fields in one line of JSON only (AWS, Customize HTTP API access logs; decision 30).",
  },
  {
    name: "access-log-has-no-query",
    types: ["aws_apigatewayv2_stage"],
    attributes: [[LOG_FORMAT, each("not log query strings", (one) => !/\$[\w.]*query/i.test(text(one)))]],
    when: has("access_log_settings"),
    why: "A query string may carry patient data (decision 30).",
  },
  {
    name: "integration-times-out",
    types: ["aws_apigatewayv2_integration"],
    attributes: [["timeout_milliseconds", between(50, 30_000)]],
    why: "AWS refuses any other timeout at apply (AWS, Quotas for HTTP APIs).",
  },
  {
    name: "integration-passes-requests-on",
    types: ["aws_apigatewayv2_integration"],
    attributes: [
      ["connection_type", be("VPC_LINK")],
      ["integration_type", be("HTTP_PROXY")],
      ["integration_method", be("ANY")],
    ],
    why: "The backend gets a request unchanged, and over a private connection, from such an integration only (AWS, Private integrations for HTTP APIs; decision 15).",
  },
  {
    name: "cors-credentials-name-origins",
    types: ["aws_apigatewayv2_api"],
    attributes: [["cors_configuration.allow_origins", each("not be *", (origin) => origin !== "*")]],
    when: isIn("cors_configuration.allow_credentials", /^true$/, "it allows credentials"),
    why: "AWS refuses credentials from all origins, as browsers do (AWS, Configure CORS for HTTP APIs; aws-cdk issue 9076).",
  },
  {
    name: "cors-origins-are-origins",
    types: ["aws_apigatewayv2_api"],
    attributes: [
      ["cors_configuration.allow_origins", match("be * or scheme and host without a path", ORIGIN)],
    ],
    when: has("cors_configuration", "allow_origins"),
    why: "The gateway answers preflights in place of the backend and compares origins letter by letter (AWS, Configure CORS for HTTP APIs).",
  },
  {
    name: "vpc-link-outlives-its-use",
    types: ["aws_apigatewayv2_vpc_link", "aws_apigatewayv2_integration"],
    attributes: [["lifecycle.create_before_destroy", be(true)]],
    why: "A VPC Link never changes and cannot be deleted while an integration refers to it (AWS, VPC links for HTTP APIs; provider issue 12195).",
  },

  {
    name: "regional-web-acls-judge-no-address",
    types: ["aws_wafv2_web_acl"],
    attributes: [["rule.statement.rate_based_statement", notBeSet]],
    when: isIn("scope", /^REGIONAL$/, "its scope is REGIONAL"),
    why: "The load balancer sees the VPC Link's addresses, so a limit per address is a limit for all callers together, after which no one gets through (decision 48).",
  },
  {
    name: "load-balancer-says-its-scheme",
    types: ["aws_lb"],
    attributes: [["internal", be(true, false)]],
    why: "Without it the load balancer is open to the internet (provider documentation of aws_lb; decision 15).",
  },
  {
    name: "load-balancer-name-fits",
    types: ["aws_lb"],
    attributes: [["name", each("have at most 32 characters", (name) => text(name).length <= 32)]],
    why: "AWS refuses a longer name at apply (AWS, CreateLoadBalancer).",
  },
  {
    name: "target-group-is-replaceable",
    types: ["aws_lb_target_group"],
    attributes: [
      ["name", notBeSet],
      // AWS allows 32 characters, and Terraform adds 26 to a prefix.
      ["name_prefix", match("have 1 to 6 characters", /^.{1,6}$/)],
      ["lifecycle.create_before_destroy", be(true)],
    ],
    why: "A target group in use cannot be deleted, so the new one is created first, under another name (provider issues 636 and 16889; decision 24).",
  },
  {
    name: "health-check-settings-agree",
    types: ["aws_lb_target_group"],
    attributes: [
      ["health_check", each("have a timeout shorter than its interval", endsInTime)],
      ["health_check.unhealthy_threshold", atLeast(2)],
      ["health_check.matcher", be("200")],
    ],
    why: "AWS refuses a timeout as long as the interval; one slow answer would replace the instance, and an error page would pass as healthy (AWS, Health checks for Application Load Balancer target groups).",
  },
  {
    name: "sessions-stick",
    types: ["aws_lb_target_group"],
    attributes: [
      ["stickiness.enabled", be(true)],
      ["stickiness.type", be("lb_cookie")],
      ["stickiness.cookie_duration", beSet],
    ],
    why: "Requests of one session would go to different instances; the application sets no cookie for it (requirement, section 4; decision 9).",
  },
  {
    name: "draining-has-a-limit",
    types: ["aws_lb_target_group"],
    attributes: [["deregistration_delay", beSet]],
    why: "By default an instance drains for 300 seconds, so that every deploy takes that long (AWS, Edit target group attributes).",
  },

  {
    name: "root-device-is-the-images",
    types: ["aws_launch_template"],
    attributes: [
      [
        "block_device_mappings.device_name",
        {
          text: `be ${ROOT_DEVICE} exactly once`,
          wrong: (values) => (values.filter((value) => value === ROOT_DEVICE).length === 1 ? [] : values),
        },
      ],
      ["block_device_mappings.ebs.volume_size", atLeast(1)],
    ],
    why: "With another name the volume becomes a second disk, and the root keeps the few GiB of the image, as without a size (AWS, Device names for volumes on EC2 instances).",
  },
  {
    name: "volumes-are-encrypted",
    types: ["aws_launch_template"],
    attributes: [["block_device_mappings.ebs.encrypted", be(true)]],
    why: "A snapshot or a lost volume shows patient data (Security Hub control EC2.3).",
  },
  {
    name: "instances-have-a-profile",
    types: ["aws_launch_template"],
    attributes: [["iam_instance_profile", each("name an instance profile of the stack", isProfile)]],
    why: "An instance without a role reads no parameter, writes no log and admits no Session Manager (AWS, IAM roles for Amazon EC2).",
  },
  {
    name: "instance-metadata-takes-tokens",
    types: ["aws_launch_template"],
    attributes: METADATA,
    why: "With IMDSv1 a forged request on the instance reads the credentials of its role, with more hops a container or a proxy does (Security Hub control EC2.8; AWS, Use IMDSv2).",
  },
  {
    name: "instances-keep-metadata-options",
    types: ["aws_instance"],
    attributes: METADATA,
    when: has("metadata_options"),
    why: "The options of an instance override those of its template (AWS, Configure instance metadata options).",
  },
  {
    name: "burst-credits-are-explicit",
    types: ["aws_launch_template"],
    attributes: [["credit_specification.cpu_credits", be("standard", "unlimited")]],
    when: isIn("instance_type", /^t\d/, "its instance type is burstable"),
    why: "T2 and T3 have different defaults: one is slow without credits, the other is charged (AWS, Burstable performance instances; decision 8).",
  },
  {
    name: "template-has-security-groups",
    types: ["aws_launch_template"],
    attributes: [["vpc_security_group_ids", beSet]],
    when: hasNo("network_interfaces"),
    why: "An instance without a group gets the default group of the VPC (AWS, Security groups for your EC2 instances).",
  },
  {
    name: "security-groups-are-named-once",
    types: ["aws_launch_template"],
    attributes: [["vpc_security_group_ids", notBeSet]],
    when: has("network_interfaces"),
    why: "EC2 refuses groups on the template and on its network interfaces at once (AWS, RunInstances).",
  },
  {
    name: "health-checks-wait-for-boot",
    types: ["aws_autoscaling_group"],
    attributes: [["health_check_grace_period", atLeast(300)]],
    when: isIn("health_check_type", /^ELB$/, "its health checks are the load balancer's"),
    why: "A first boot takes minutes, and the group replaces every instance that is judged before (decision 4).",
  },
  {
    name: "refresh-alarms-are-plain-names",
    types: ["aws_autoscaling_group"],
    attributes: [
      [
        "instance_refresh.preferences.alarm_specification.alarms",
        each("be plain names", (alarm) => referencesIn(alarm).size === 0),
      ],
    ],
    why: "An alarm on a group refers to the group, so a group that refers to the alarm closes a cycle (provider issue 34662).",
  },
  {
    name: "group-metrics-are-on",
    types: ["aws_autoscaling_group"],
    attributes: [
      ["enabled_metrics", contain(GROUP_METRICS)],
      ["metrics_granularity", be("1Minute")],
    ],
    why: "A group publishes no metrics by default, and alarms and widgets on them stay empty (AWS, Amazon EC2 Auto Scaling metrics).",
  },
  {
    name: "group-schedules-are-complete",
    types: ["aws_autoscaling_schedule"],
    attributes: [
      ["min_size", beNumber],
      ["max_size", beNumber],
      ["desired_capacity", beNumber],
      ["time_zone", beSet],
    ],
    why: "A size that is left out has meant 0, and -1 leaves it as it is; a time without a zone is UTC, which stops instances during office hours (Terraform issue 5681; AWS, Scheduled scaling).",
  },
  {
    name: "instance-schedules-have-a-time-zone",
    types: ["aws_scheduler_schedule"],
    attributes: [["schedule_expression_timezone", beSet]],
    why: "A time without a zone is UTC, which stops instances during office hours (AWS, Schedule types in EventBridge Scheduler).",
  },

  {
    name: "zones-are-named",
    types: ["aws_subnet"],
    attributes: [["availability_zone", match("be a literal", /^(?!.*\$\{)./)]],
    why: "A list from a data source may change its order, and then every subnet is replaced (decision 24).",
  },
  {
    name: "elastic-ip-is-in-the-vpc",
    types: ["aws_eip"],
    attributes: [["domain", be("vpc")]],
    why: "An address outside the VPC can be given to no instance in it (provider documentation of aws_eip).",
  },
  {
    name: "security-group-rules-are-resources",
    types: ["aws_security_group"],
    attributes: [
      ["ingress", notBeSet],
      ["egress", notBeSet],
    ],
    why: "Inline rules and rules that are resources overwrite each other at every apply (provider documentation of aws_security_group; decision 24).",
  },
  {
    name: "security-group-rules-have-an-id",
    types: ["aws_security_group_rule"],
    attributes: [["", notExist]],
    why: "A rule of this older type has no id, so that Terraform cannot tell it from others (provider documentation of aws_security_group_rule).",
  },
  {
    name: "security-groups-are-described",
    types: [
      "aws_security_group",
      "aws_vpc_security_group_ingress_rule",
      "aws_vpc_security_group_egress_rule",
    ],
    attributes: [["description", match("be set", /\S/)]],
    why: "During an incident no one can tell what an open port is for (decision 24).",
  },
  {
    name: "security-groups-are-replaceable",
    types: ["aws_security_group"],
    attributes: [
      ["name", notBeSet],
      ["name_prefix", beSet],
      ["lifecycle.create_before_destroy", be(true)],
    ],
    why: "A security group in use cannot be deleted, so the new one is created first, under another name (Terraform issue 3341; decision 24).",
  },

  {
    name: "distributions-redirect-and-compress",
    types: ["aws_cloudfront_distribution"],
    attributes: [
      ["default_cache_behavior.viewer_protocol_policy", be("redirect-to-https")],
      ["default_cache_behavior.compress", be(true)],
      ["price_class", beSet],
      ["default_root_object", beSet],
    ],
    why: "CloudFront's defaults are plain HTTP, no compression, the most expensive price class and a 403 for the site's root (requirement, section 6).",
  },
  {
    name: "other-behaviors-refuse-http-and-compress",
    types: ["aws_cloudfront_distribution"],
    attributes: [
      ["ordered_cache_behavior.viewer_protocol_policy", be("https-only")],
      ["ordered_cache_behavior.compress", be(true)],
    ],
    when: has("ordered_cache_behavior"),
    why: "A redirect comes after a request of the API has sent its token and body in plain text, and answers would be uncompressed (requirement, section 6; decision 48).",
  },

  {
    name: "versioning-is-settable",
    types: ["aws_s3_bucket_versioning"],
    attributes: [["versioning_configuration.status", be("Enabled", "Suspended")]],
    why: "S3 accepts Disabled for new buckets only, so no bucket could go back to it (provider documentation of aws_s3_bucket_versioning).",
  },
  {
    name: "incomplete-uploads-end",
    types: ["aws_s3_bucket_lifecycle_configuration"],
    attributes: [
      [
        "rule.abort_incomplete_multipart_upload.days_after_initiation",
        { text: "be set in a rule", wrong: (values) => (values.some(Boolean) ? [] : [undefined]) },
      ],
    ],
    why: "The parts of an upload that never ended are charged and invisible in the list of objects (AWS, Aborting a multipart upload).",
  },
  {
    name: "unprotected-buckets-are-emptied",
    types: ["aws_s3_bucket"],
    attributes: [["force_destroy", be(true)]],
    when: { text: "it has no prevent_destroy", holds: (body) => !isProtected(body) },
    why: "A bucket with objects stops a destroy partway (decision 14).",
  },
  {
    name: "protected-buckets-are-not-emptied",
    types: ["aws_s3_bucket"],
    attributes: [["force_destroy", each("not be true", (value) => value !== true)]],
    when: { text: "it has prevent_destroy", holds: isProtected },
    why: "Turning off the protection would then be enough to lose the data (decision 14).",
  },

  {
    name: "log-groups-have-a-retention",
    types: ["aws_cloudwatch_log_group"],
    attributes: [["retention_in_days", atLeast(1)]],
    why: "The group keeps its logs, and their cost, indefinitely (requirement, section 7).",
  },
  {
    name: "keys-are-rotated",
    types: ["aws_kms_key"],
    attributes: [["enable_key_rotation", be(true)]],
    why: "A leaked key would open everything that was ever encrypted with it (Security Hub control KMS.4).",
  },
  {
    name: "immediate-cost-anomalies-go-to-topics",
    types: ["aws_ce_anomaly_subscription"],
    attributes: [["subscriber.type", be("SNS")]],
    when: isIn("frequency", /^IMMEDIATE$/, "its frequency is IMMEDIATE"),
    why: "AWS refuses immediate alerts by e-mail (AWS, AnomalySubscription).",
  },
  {
    name: "summed-up-cost-anomalies-are-mailed",
    types: ["aws_ce_anomaly_subscription"],
    attributes: [["subscriber.type", be("EMAIL")]],
    when: isIn("frequency", /^(?!IMMEDIATE$)/, "its frequency is not IMMEDIATE"),
    why: "AWS refuses daily and weekly alerts to topics (AWS, AnomalySubscription).",
  },
  {
    name: "cost-anomalies-have-a-threshold-expression",
    types: ["aws_ce_anomaly_subscription"],
    attributes: [["threshold_expression", beSet]],
    why: "The plain threshold is deprecated, and AWS requires one of the two (provider issue 36853).",
  },
];

function isProtected(body: JsonObject): boolean {
  return nested(body, "lifecycle").some((one) => one.prevent_destroy === true);
}

function endsInTime(healthCheck: Json | undefined): boolean {
  const { timeout, interval } = (healthCheck ?? {}) as JsonObject;
  return Number(timeout) < Number(interval);
}

function isProfile(profile: Json | undefined, stack: SynthesizedStack): boolean {
  const { arn, name } = (profile ?? {}) as JsonObject;
  return (
    stack.isAttribute(arn, "aws_iam_instance_profile", "arn") ||
    stack.isAttribute(name, "aws_iam_instance_profile", "name")
  );
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** A value as one line that fits into a finding. */
function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 80)}...` : line;
}

function findingsOf(
  stack: SynthesizedStack,
  { name, types, attributes, when, why }: RequiredValue,
): string[] {
  const resources = types
    .flatMap((type) => stack.resources(type))
    .filter(({ body }) => when?.holds(body) ?? true);
  return resources.flatMap(({ address, body }) =>
    attributes.flatMap(([path, required]) => {
      if (path === "") return [`${name}: ${address} must ${required.text}. ${why}`];
      const wrong = required.wrong(valuesAt(body, path.split(".")), stack);
      const shown = wrong.map((value) => (value === undefined ? "not set" : shortened(text(value))));
      return unless(
        wrong.length === 0,
        `${name}: ${address} has ${path} ${shown.join(", ")}; it must ${required.text}. ${why}`,
      );
    }),
  );
}

export const requiredValues: Check = {
  id: "required-values",
  rule: "Single attributes have the values of the table below.",
  why: "AWS's or Terraform's own default is wrong for the project, or the apply fails; each row of the table says which.",
  findings: (stack) => REQUIRED_VALUES.flatMap((row) => findingsOf(stack, row)),
};
