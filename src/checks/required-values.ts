import type { Json, JsonObject, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, referencesIn, text } from "../synthesized/synthesized-stack";
import type { Check } from "./check";

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

/** A fact about one attribute of a resource. */
export interface RequiredValue {
  /** Names the row in findings and in docs/checks.md. */
  readonly name: string;
  readonly types: readonly string[];
  /** Its path through nested blocks, each of which counts; empty for the resource itself. */
  readonly attribute: string;
  readonly required: Requirement;
  /** The resources that the row is about. Default: all of the types. */
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
const notExist = each("not exist", () => false);

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

const HTTP_API_LOGS = has("access_log_settings");
const ORIGIN = /^(?:\*|https?:\/\/[^/]+)$/;
const GROUP_METRICS = [
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupMaxSize",
  "GroupMinSize",
  "GroupPendingInstances",
  "GroupStandbyInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
];
/** The root device of Ubuntu's images. */
const ROOT_DEVICE = "/dev/sda1";
const IN_USE =
  "A resource in use cannot be deleted, so the apply fails half way unless the new one is created first, under another name";

/** The table that `required-values` judges by, from API to state. */
export const REQUIRED_VALUES: readonly RequiredValue[] = [
  {
    name: "stage-deploys-itself",
    types: ["aws_apigatewayv2_stage"],
    attribute: "auto_deploy",
    required: be(true),
    why: "Without automatic deployment a change of routes or integrations never goes live (AWS, Stages for HTTP APIs).",
  },
  {
    name: "no-single-deployment",
    types: ["aws_apigatewayv2_deployment"],
    attribute: "",
    required: notExist,
    why: "A deployment freezes the API as it is, next to stages that deploy themselves (AWS, Stages for HTTP APIs).",
  },
  {
    name: "stage-logs-access",
    types: ["aws_apigatewayv2_stage"],
    attribute: "access_log_settings.destination_arn",
    required: reference("aws_cloudwatch_log_group", "arn"),
    why: "No other log shows which calls the gateway refused; AWS permits delivery to the group that the stage names (decision 30).",
  },
  {
    name: "access-log-format-fits",
    types: ["aws_apigatewayv2_stage"],
    attribute: "access_log_settings.format",
    when: HTTP_API_LOGS,
    required: each("have at most 3072 bytes", (format) => Buffer.byteLength(text(format)) <= 3072),
    why: "AWS refuses a longer format at apply (AWS, Quotas for HTTP APIs).",
  },
  {
    name: "access-log-is-one-line",
    types: ["aws_apigatewayv2_stage"],
    attribute: "access_log_settings.format",
    when: HTTP_API_LOGS,
    required: match("be one line", /^[^\r\n]*$/),
    why: "Each line becomes a separate event, and no query can put them together (decision 30).",
  },
  {
    name: "access-log-is-json",
    types: ["aws_apigatewayv2_stage"],
    attribute: "access_log_settings.format",
    when: HTTP_API_LOGS,
    required: each("be JSON", (format) => isJson(text(format))),
    why: "Logs Insights and metric filters find no fields in anything else (AWS, Supported logs and discovered fields).",
  },
  {
    name: "access-log-has-request-id",
    types: ["aws_apigatewayv2_stage"],
    attribute: "access_log_settings.format",
    when: HTTP_API_LOGS,
    required: match("contain $context.requestId", /\$context\.requestId\b/),
    why: "AWS requires it, and without it no call can be followed (AWS, Customize HTTP API access logs).",
  },
  {
    name: "access-log-has-no-query",
    types: ["aws_apigatewayv2_stage"],
    attribute: "access_log_settings.format",
    when: HTTP_API_LOGS,
    required: each("not log query strings", (format) => !/\$[\w.]*query/i.test(text(format))),
    why: "A query string may carry patient data (decision 30).",
  },
  {
    name: "integration-times-out",
    types: ["aws_apigatewayv2_integration"],
    attribute: "timeout_milliseconds",
    required: between(50, 30_000),
    why: "AWS refuses any other timeout at apply (AWS, Quotas for HTTP APIs).",
  },
  {
    name: "integration-is-private",
    types: ["aws_apigatewayv2_integration"],
    attribute: "connection_type",
    required: be("VPC_LINK"),
    why: "Any other connection goes over the internet, where the load balancer is not (decision 15).",
  },
  {
    name: "integration-passes-requests-on",
    types: ["aws_apigatewayv2_integration"],
    attribute: "integration_type",
    required: be("HTTP_PROXY"),
    why: "Only a proxy integration passes request and response on unchanged (AWS, Private integrations for HTTP APIs).",
  },
  {
    name: "integration-takes-any-method",
    types: ["aws_apigatewayv2_integration"],
    attribute: "integration_method",
    required: be("ANY"),
    why: "The backend would get every request with that one method (AWS, Private integrations for HTTP APIs).",
  },
  {
    name: "cors-credentials-name-origins",
    types: ["aws_apigatewayv2_api"],
    attribute: "cors_configuration.allow_origins",
    when: isIn("cors_configuration.allow_credentials", /^true$/, "it allows credentials"),
    required: each("not be *", (origin) => origin !== "*"),
    why: "AWS refuses credentials from all origins, as browsers do (AWS, Configure CORS for HTTP APIs; aws-cdk issue 9076).",
  },
  {
    name: "cors-origins-are-origins",
    types: ["aws_apigatewayv2_api"],
    attribute: "cors_configuration.allow_origins",
    when: has("cors_configuration", "allow_origins"),
    required: match("be * or scheme and host without a path", ORIGIN),
    why: "The gateway answers preflights in place of the backend and compares origins letter by letter (AWS, Configure CORS for HTTP APIs).",
  },
  {
    name: "vpc-link-outlives-its-use",
    types: ["aws_apigatewayv2_vpc_link", "aws_apigatewayv2_integration"],
    attribute: "lifecycle.create_before_destroy",
    required: be(true),
    why: "A VPC Link never changes and cannot be deleted while an integration refers to it (AWS, VPC links for HTTP APIs; provider issue 12195).",
  },

  {
    name: "load-balancer-says-its-scheme",
    types: ["aws_lb"],
    attribute: "internal",
    required: be(true, false),
    why: "Without it the load balancer is open to the internet (provider documentation of aws_lb; decision 15).",
  },
  {
    name: "load-balancer-name-fits",
    types: ["aws_lb"],
    attribute: "name",
    required: each("have at most 32 characters", (name) => text(name).length <= 32),
    why: "AWS refuses a longer name at apply (AWS, CreateLoadBalancer).",
  },
  {
    name: "target-group-has-no-fixed-name",
    types: ["aws_lb_target_group"],
    attribute: "name",
    required: notBeSet,
    why: `${IN_USE} (provider issues 636 and 16889; decision 24).`,
  },
  {
    name: "target-group-has-a-name-prefix",
    types: ["aws_lb_target_group"],
    attribute: "name_prefix",
    required: match("have 1 to 6 characters", /^.{1,6}$/),
    why: "Terraform adds 26 characters to a prefix, and AWS allows 32 (provider documentation of aws_lb_target_group).",
  },
  {
    name: "target-group-is-created-first",
    types: ["aws_lb_target_group"],
    attribute: "lifecycle.create_before_destroy",
    required: be(true),
    why: `${IN_USE} (provider issues 636 and 16889; decision 24).`,
  },
  {
    name: "health-check-ends-in-time",
    types: ["aws_lb_target_group"],
    attribute: "health_check",
    required: each("have a timeout shorter than its interval", (check) => {
      const { timeout, interval } = (check ?? {}) as JsonObject;
      return Number(timeout) < Number(interval);
    }),
    why: "AWS refuses a timeout that is not shorter (AWS, Health checks for Application Load Balancer target groups).",
  },
  {
    name: "health-check-tolerates-one-failure",
    types: ["aws_lb_target_group"],
    attribute: "health_check.unhealthy_threshold",
    required: atLeast(2),
    why: "One slow answer would replace the instance (AWS, Health checks for Application Load Balancer target groups).",
  },
  {
    name: "health-check-takes-200-only",
    types: ["aws_lb_target_group"],
    attribute: "health_check.matcher",
    required: be("200"),
    why: "A redirect or an error page would pass as healthy (requirement, section 4).",
  },
  {
    name: "sessions-stick",
    types: ["aws_lb_target_group"],
    attribute: "stickiness.enabled",
    required: be(true),
    why: "Requests of one session would go to different instances (requirement, section 4; decision 9).",
  },
  {
    name: "sessions-stick-by-load-balancer-cookie",
    types: ["aws_lb_target_group"],
    attribute: "stickiness.type",
    required: be("lb_cookie"),
    why: "The application sets no cookie that the load balancer could use (decision 9).",
  },
  {
    name: "sessions-stick-for-a-time",
    types: ["aws_lb_target_group"],
    attribute: "stickiness.cookie_duration",
    required: beSet,
    why: "The duration is the requirement's, not AWS's default (requirement, section 4).",
  },
  {
    name: "draining-has-a-limit",
    types: ["aws_lb_target_group"],
    attribute: "deregistration_delay",
    required: beSet,
    why: "By default an instance drains for 300 seconds, so that every deploy takes that long (AWS, Edit target group attributes).",
  },

  {
    name: "root-device-is-the-images",
    types: ["aws_launch_template"],
    attribute: "block_device_mappings.device_name",
    required: {
      text: `be ${ROOT_DEVICE} exactly once`,
      wrong: (values) => (values.filter((value) => value === ROOT_DEVICE).length === 1 ? [] : values),
    },
    why: "With another name the volume becomes a second disk, and the root keeps the few GiB of the image (AWS, Device names for volumes on EC2 instances).",
  },
  {
    name: "volumes-are-encrypted",
    types: ["aws_launch_template"],
    attribute: "block_device_mappings.ebs.encrypted",
    required: be(true),
    why: "A snapshot or a lost volume shows patient data (Security Hub control EC2.3).",
  },
  {
    name: "volumes-have-a-size",
    types: ["aws_launch_template"],
    attribute: "block_device_mappings.ebs.volume_size",
    required: atLeast(1),
    why: "The volume keeps the few GiB of the image and fills up (AWS, Block device mappings).",
  },
  {
    name: "instances-have-a-profile",
    types: ["aws_launch_template"],
    attribute: "iam_instance_profile",
    required: each("name an instance profile of the stack", (profile, stack) => {
      const { arn, name } = (profile ?? {}) as JsonObject;
      return (
        stack.isAttribute(arn, "aws_iam_instance_profile", "arn") ||
        stack.isAttribute(name, "aws_iam_instance_profile", "name")
      );
    }),
    why: "An instance without a role reads no parameter, writes no log and admits no Session Manager (AWS, IAM roles for Amazon EC2).",
  },
  {
    name: "metadata-requires-tokens",
    types: ["aws_launch_template"],
    attribute: "metadata_options.http_tokens",
    required: be("required"),
    why: "With IMDSv1 a forged request on the instance reads the credentials of its role (Security Hub control EC2.8).",
  },
  {
    name: "metadata-stays-on-the-instance",
    types: ["aws_launch_template"],
    attribute: "metadata_options.http_put_response_hop_limit",
    required: be(1),
    why: "With more hops a container or a proxy reads the credentials of the role (AWS, Use IMDSv2).",
  },
  {
    name: "instances-keep-tokens-required",
    types: ["aws_instance"],
    attribute: "metadata_options.http_tokens",
    when: has("metadata_options"),
    required: be("required"),
    why: "The options of an instance override those of its template (AWS, Configure instance metadata options).",
  },
  {
    name: "instances-keep-metadata-local",
    types: ["aws_instance"],
    attribute: "metadata_options.http_put_response_hop_limit",
    when: has("metadata_options"),
    required: be(1),
    why: "The options of an instance override those of its template (AWS, Configure instance metadata options).",
  },
  {
    name: "burst-credits-are-explicit",
    types: ["aws_launch_template"],
    attribute: "credit_specification.cpu_credits",
    when: isIn("instance_type", /^t\d/, "its instance type is burstable"),
    required: be("standard", "unlimited"),
    why: "T2 and T3 have different defaults: one is slow without credits, the other is charged (AWS, Burstable performance instances; decision 8).",
  },
  {
    name: "template-has-security-groups",
    types: ["aws_launch_template"],
    attribute: "vpc_security_group_ids",
    when: hasNo("network_interfaces"),
    required: beSet,
    why: "An instance without a group gets the default group of the VPC (AWS, Security groups for your EC2 instances).",
  },
  {
    name: "security-groups-are-named-once",
    types: ["aws_launch_template"],
    attribute: "vpc_security_group_ids",
    when: has("network_interfaces"),
    required: notBeSet,
    why: "EC2 refuses groups on the template and on its network interfaces at once (AWS, RunInstances).",
  },
  {
    name: "health-checks-wait-for-boot",
    types: ["aws_autoscaling_group"],
    attribute: "health_check_grace_period",
    when: isIn("health_check_type", /^ELB$/, "its health checks are the load balancer's"),
    required: atLeast(300),
    why: "A first boot takes minutes, and the group replaces every instance that is judged before (decision 4).",
  },
  {
    name: "refresh-alarms-are-plain-names",
    types: ["aws_autoscaling_group"],
    attribute: "instance_refresh.preferences.alarm_specification.alarms",
    required: each("be plain names", (alarm) => referencesIn(alarm).size === 0),
    why: "An alarm on a group refers to the group, so a group that refers to the alarm closes a cycle (provider issue 34662).",
  },
  {
    name: "group-metrics-are-on",
    types: ["aws_autoscaling_group"],
    attribute: "enabled_metrics",
    required: {
      text: `contain ${GROUP_METRICS.join(", ")}`,
      wrong: (values) => (GROUP_METRICS.every((metric) => values.includes(metric)) ? [] : values),
    },
    why: "A group publishes no metrics by default, and alarms and widgets on them stay empty (AWS, Amazon EC2 Auto Scaling metrics).",
  },
  {
    name: "group-metrics-are-by-the-minute",
    types: ["aws_autoscaling_group"],
    attribute: "metrics_granularity",
    required: be("1Minute"),
    why: "AWS accepts no other granularity (AWS, EnableMetricsCollection).",
  },
  ...["min_size", "max_size", "desired_capacity"].map((size) => ({
    name: `schedule-sets-${size.replace("_", "-")}`,
    types: ["aws_autoscaling_schedule"],
    attribute: size,
    required: beNumber,
    why: "A size that is left out has meant 0; -1 leaves it as it is (Terraform issue 5681).",
  })),
  {
    name: "group-schedule-has-a-time-zone",
    types: ["aws_autoscaling_schedule"],
    attribute: "time_zone",
    required: beSet,
    why: "A time without a zone is UTC, so that instances stop during office hours (AWS, Scheduled scaling).",
  },
  {
    name: "instance-schedule-has-a-time-zone",
    types: ["aws_scheduler_schedule"],
    attribute: "schedule_expression_timezone",
    required: beSet,
    why: "A time without a zone is UTC, so that instances stop during office hours (AWS, Schedule types in EventBridge Scheduler).",
  },

  {
    name: "zones-are-named",
    types: ["aws_subnet"],
    attribute: "availability_zone",
    required: match("be a literal", /^(?!.*\$\{)./),
    why: "A list from a data source may change its order, and then every subnet is replaced (decision 24).",
  },
  {
    name: "elastic-ip-is-in-the-vpc",
    types: ["aws_eip"],
    attribute: "domain",
    required: be("vpc"),
    why: "An address outside the VPC can be given to no instance in it (provider documentation of aws_eip).",
  },
  ...["ingress", "egress"].map((direction) => ({
    name: `no-inline-${direction}`,
    types: ["aws_security_group"],
    attribute: direction,
    required: notBeSet,
    why: "Inline rules and rules that are resources overwrite each other at every apply (provider documentation of aws_security_group; decision 24).",
  })),
  {
    name: "rules-have-a-direction",
    types: ["aws_security_group_rule"],
    attribute: "",
    required: notExist,
    why: "A rule of this older type has no id, so that Terraform cannot tell it from others (provider documentation of aws_security_group_rule).",
  },
  {
    name: "security-groups-are-described",
    types: [
      "aws_security_group",
      "aws_vpc_security_group_ingress_rule",
      "aws_vpc_security_group_egress_rule",
    ],
    attribute: "description",
    required: match("be set", /\S/),
    why: "During an incident no one can tell what an open port is for (decision 24).",
  },
  {
    name: "security-group-has-no-fixed-name",
    types: ["aws_security_group"],
    attribute: "name",
    required: notBeSet,
    why: `${IN_USE} (Terraform issue 3341; decision 24).`,
  },
  {
    name: "security-group-has-a-name-prefix",
    types: ["aws_security_group"],
    attribute: "name_prefix",
    required: beSet,
    why: `${IN_USE} (Terraform issue 3341; decision 24).`,
  },
  {
    name: "security-group-is-created-first",
    types: ["aws_security_group"],
    attribute: "lifecycle.create_before_destroy",
    required: be(true),
    why: `${IN_USE} (Terraform issue 3341; decision 24).`,
  },

  ...["default_cache_behavior", "ordered_cache_behavior"].flatMap((behavior) => [
    {
      name: `${behavior.split("_").join("-")}-redirects-to-https`,
      types: ["aws_cloudfront_distribution"],
      attribute: `${behavior}.viewer_protocol_policy`,
      when: has(behavior),
      required: be("redirect-to-https"),
      why: "Sessions and patient data would travel in plain text (requirement, section 6).",
    },
    {
      name: `${behavior.split("_").join("-")}-compresses`,
      types: ["aws_cloudfront_distribution"],
      attribute: `${behavior}.compress`,
      when: has(behavior),
      required: be(true),
      why: "CloudFront does not compress by default, and pages load slowly (requirement, section 6).",
    },
  ]),
  {
    name: "distribution-sets-its-price-class",
    types: ["aws_cloudfront_distribution"],
    attribute: "price_class",
    required: beSet,
    why: "CloudFront's default is the most expensive class (requirement, section 6).",
  },
  {
    name: "distribution-has-a-start-page",
    types: ["aws_cloudfront_distribution"],
    attribute: "default_root_object",
    required: beSet,
    why: "Without it the site's root answers 403 (requirement, section 6).",
  },

  {
    name: "versioning-is-settable",
    types: ["aws_s3_bucket_versioning"],
    attribute: "versioning_configuration.status",
    required: be("Enabled", "Suspended"),
    why: "S3 accepts Disabled for new buckets only, so no bucket could go back to it (provider documentation of aws_s3_bucket_versioning).",
  },
  {
    name: "unprotected-buckets-are-emptied",
    types: ["aws_s3_bucket"],
    attribute: "force_destroy",
    when: { text: "it has no prevent_destroy", holds: (body) => !isProtected(body) },
    required: be(true),
    why: "A bucket with objects stops a destroy half way (decision 14).",
  },
  {
    name: "protected-buckets-are-not-emptied",
    types: ["aws_s3_bucket"],
    attribute: "force_destroy",
    when: { text: "it has prevent_destroy", holds: (body) => isProtected(body) },
    required: each("not be true", (value) => value !== true),
    why: "Turning off the protection would then be enough to lose the data (decision 14).",
  },

  {
    name: "log-groups-have-a-retention",
    types: ["aws_cloudwatch_log_group"],
    attribute: "retention_in_days",
    required: atLeast(1),
    why: "The group keeps its logs, and their cost, for ever (requirement, section 7).",
  },
  {
    name: "keys-are-rotated",
    types: ["aws_kms_key"],
    attribute: "enable_key_rotation",
    required: be(true),
    why: "A leaked key would open everything that was ever encrypted with it (Security Hub control KMS.4).",
  },
  {
    name: "immediate-cost-anomalies-go-to-topics",
    types: ["aws_ce_anomaly_subscription"],
    attribute: "subscriber.type",
    when: isIn("frequency", /^IMMEDIATE$/, "its frequency is IMMEDIATE"),
    required: be("SNS"),
    why: "AWS refuses immediate alerts by e-mail (AWS, AnomalySubscription).",
  },
  {
    name: "summed-up-cost-anomalies-are-mailed",
    types: ["aws_ce_anomaly_subscription"],
    attribute: "subscriber.type",
    when: isIn("frequency", /^(?!IMMEDIATE$)/, "its frequency is not IMMEDIATE"),
    required: be("EMAIL"),
    why: "AWS refuses daily and weekly alerts to topics (AWS, AnomalySubscription).",
  },
  {
    name: "cost-anomalies-have-a-threshold-expression",
    types: ["aws_ce_anomaly_subscription"],
    attribute: "threshold_expression",
    required: beSet,
    why: "The plain threshold is deprecated, and AWS requires one of the two (provider issue 36853).",
  },
];

const isProtected = (body: JsonObject) =>
  nested(body, "lifecycle").some((one) => one.prevent_destroy === true);

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

function findingsOf(stack: SynthesizedStack, row: RequiredValue): string[] {
  const { name, types, attribute, required, when } = row;
  return types
    .flatMap((type) => stack.resources(type))
    .filter(({ body }) => when?.holds(body) ?? true)
    .flatMap(({ address, body }) => {
      const wrong = required.wrong(attribute === "" ? [body] : valuesAt(body, attribute.split(".")), stack);
      if (wrong.length === 0) return [];
      const shown = wrong
        .map((value) => (value === undefined ? "not set" : shortened(text(value))))
        .join(", ");
      return attribute === ""
        ? [`${name}: ${address} must ${required.text}`]
        : [`${name}: ${address} has ${attribute} ${shown}; it must ${required.text}`];
    });
}

export const requiredValues: Check = {
  id: "required-values",
  rule: "Single attributes have the values of the table below.",
  why: "AWS's or Terraform's own default is wrong for the project, or the apply fails; each row of the table says which.",
  findings: (stack) => REQUIRED_VALUES.flatMap((row) => findingsOf(stack, row)),
};
