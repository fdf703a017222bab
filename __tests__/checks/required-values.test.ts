import { REQUIRED_VALUES, requiredValues } from "../../src/checks/required-values";
import type { Case, Mutable } from "../helpers/broken";
import { addressIn, findingsAfter, hardenedStacks, onlyIn, soundStacks, testCheck } from "../helpers/broken";

/**
 * The finding of a row at the first of its attributes whose path ends so, or of the resource itself, with the address as
 * far as it is certain and the value that is shown.
 */
function wrong(name: string, end = "", shown = "not set", address?: string): string {
  const row = REQUIRED_VALUES.find((one) => one.name === name);
  const [path, required] = row?.attributes.find(([one]) => one.endsWith(end)) ?? [];
  if (!row || path === undefined || !required) throw new Error(`no row ${name} of ${end}`);
  const block = address ?? `${row.types[0] ?? ""}.~`;
  return path === ""
    ? `${name}: ${block} must ${required.text}. ${row.why}`
    : `${name}: ${block} has ${path} ${shown}; it must ${required.text}. ${row.why}`;
}
const stage = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_stage");
const integration = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_integration");
const cors = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_api").cors_configuration;
const loadBalancer = (json: Mutable) => onlyIn(json, "aws_lb");
const targetGroup = (json: Mutable) => onlyIn(json, "aws_lb_target_group");
const template = (json: Mutable) => onlyIn(json, "aws_launch_template");
const mappings = (json: Mutable) => template(json).block_device_mappings;
const group = (json: Mutable) => onlyIn(json, "aws_autoscaling_group");
const distribution = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution");
const securityGroup = (json: Mutable) => onlyIn(json, "aws_security_group");
const subscription = (json: Mutable) => onlyIn(json, "aws_ce_anomaly_subscription");

/** An access log with another format, which must be something else. */
const format = (what: string, change: (format: string) => string, must?: string): Case => [
  `an access log ${what}`,
  (json) => {
    const settings = stage(json).access_log_settings;
    settings.format = change(settings.format);
  },
  ...(must === undefined
    ? []
    : [`~: aws_apigatewayv2_stage.~ has access_log_settings.format ~~; it must ${must}. ~~`]),
];
const padded = (bytes: number) => (text: string) =>
  `${text.replace("}", "")}${" ".repeat(bytes - text.length)}}`;

const cases: Readonly<Record<string, readonly Case[]>> = {
  "careflowai-prod": [
    ["a stage that does not deploy", (json) => delete stage(json).auto_deploy, wrong("stage-deploys-itself")],
    [
      "a deployment",
      (json) => (json.resource.aws_apigatewayv2_deployment = { Once: {} }),
      wrong("no-single-deployment", "", "", "aws_apigatewayv2_deployment.Once"),
    ],
    [
      "a stage without access logs",
      (json) => delete stage(json).access_log_settings,
      wrong("stage-logs-access"),
    ],
    [
      "a stage that logs to a group of another stack",
      (json) =>
        (stage(json).access_log_settings.destination_arn =
          "arn:aws:logs:us-east-1:111122223333:log-group:/aws/apigateway/CareFlowAI"),
      wrong(
        "stage-logs-access",
        "",
        "arn:aws:logs:us-east-1:111122223333:log-group:/aws/apigateway/CareFlowAI",
      ),
    ],
    format("format of 3072 bytes", padded(3072)),
    format("format of 3073 bytes", padded(3073), "have at most 3072 bytes"),
    format("of several lines", (text) => text.replaceAll(",", ",\n"), "be one line"),
    format("that is not JSON", (text) => text.replace("}", ",}"), "be JSON"),
    format(
      "without the request's id",
      (text) => text.replace("$context.requestId", "$context.requestTime"),
      "contain $context.requestId",
    ),
    format(
      "with the query string",
      (text) => text.replace("$context.path", "$request.querystring.patient"),
      "not log query strings",
    ),
    ...[49, 30_001, undefined].map((milliseconds): Case => [
      `a timeout of ${String(milliseconds)} ms`,
      (json) => (integration(json).timeout_milliseconds = milliseconds),
      wrong("integration-times-out", "", milliseconds === undefined ? "not set" : String(milliseconds)),
    ]),
    ["a timeout of 50 ms", (json) => (integration(json).timeout_milliseconds = 50)],
    [
      "an integration over the internet",
      (json) => (integration(json).connection_type = "INTERNET"),
      wrong("integration-passes-requests-on", "connection_type", "INTERNET"),
    ],
    [
      "an integration with an AWS service",
      (json) => (integration(json).integration_type = "AWS_PROXY"),
      wrong("integration-passes-requests-on", "integration_type", "AWS_PROXY"),
    ],
    [
      "an integration with one method",
      (json) => (integration(json).integration_method = "GET"),
      wrong("integration-passes-requests-on", "integration_method", "GET"),
    ],
    [
      "credentials from all origins",
      (json) => (cors(json).allow_credentials = true),
      wrong("cors-credentials-name-origins", "", "*"),
    ],
    [
      "credentials from a named origin",
      (json) =>
        Object.assign(cors(json), { allow_credentials: true, allow_origins: ["https://app.example.com"] }),
    ],
    [
      "an origin without a scheme",
      (json) => (cors(json).allow_origins = ["https://app.example.com", "app.example.com"]),
      wrong("cors-origins-are-origins", "", "app.example.com"),
    ],
    [
      "an origin with a path",
      (json) => (cors(json).allow_origins = ["https://app.example.com/"]),
      wrong("cors-origins-are-origins", "", "https://app.example.com/"),
    ],
    [
      "an origin by an expression",
      (json) => (cors(json).allow_origins = ["https://${aws_cloudfront_distribution.Site.domain_name}"]),
    ],
    ...["aws_apigatewayv2_vpc_link", "aws_apigatewayv2_integration"].map((type): Case => [
      `an ${type} that is destroyed first`,
      (json) => delete onlyIn(json, type).lifecycle,
      wrong("vpc-link-outlives-its-use", "", "not set", `${type}.~`),
    ]),

    [
      "a load balancer without a scheme",
      (json) => delete loadBalancer(json).internal,
      wrong("load-balancer-says-its-scheme"),
    ],
    ["an internet-facing load balancer", (json) => (loadBalancer(json).internal = false)],
    [
      "a load balancer with too long a name",
      (json) => (loadBalancer(json).name = "a".repeat(33)),
      wrong("load-balancer-name-fits", "", "a".repeat(33)),
    ],
    [
      "a target group with a fixed name",
      (json) => (targetGroup(json).name = "careflowai"),
      wrong("target-group-is-replaceable", "name", "careflowai"),
    ],
    ...["", "careflowai-"].map((prefix): Case => [
      `a target group with the prefix "${prefix}"`,
      (json) => (targetGroup(json).name_prefix = prefix),
      wrong("target-group-is-replaceable", "name_prefix", prefix),
    ]),
    [
      "a target group that is destroyed first",
      (json) => (targetGroup(json).lifecycle.create_before_destroy = false),
      wrong("target-group-is-replaceable", "create_before_destroy", "false"),
    ],
    [
      "a health check that outlasts its interval",
      (json) => (targetGroup(json).health_check.timeout = 30),
      wrong("health-check-settings-agree", "health_check", "~"),
    ],
    [
      "a target group without a health check",
      (json) => delete targetGroup(json).health_check,
      wrong("health-check-settings-agree", "health_check"),
      wrong("health-check-settings-agree", "unhealthy_threshold"),
      wrong("health-check-settings-agree", "matcher"),
    ],
    [
      "an instance that is given up at once",
      (json) => (targetGroup(json).health_check.unhealthy_threshold = 1),
      wrong("health-check-settings-agree", "unhealthy_threshold", "1"),
    ],
    [
      "a health check that accepts redirects",
      (json) => (targetGroup(json).health_check.matcher = "200-399"),
      wrong("health-check-settings-agree", "matcher", "200-399"),
    ],
    [
      "sessions that do not stick",
      (json) => (targetGroup(json).stickiness.enabled = false),
      wrong("sessions-stick", "enabled", "false"),
    ],
    [
      "sessions that stick by a cookie of the application",
      (json) => (targetGroup(json).stickiness.type = "app_cookie"),
      wrong("sessions-stick", "type", "app_cookie"),
    ],
    [
      "sessions without a duration",
      (json) => delete targetGroup(json).stickiness.cookie_duration,
      wrong("sessions-stick", "cookie_duration"),
    ],
    [
      "draining without a limit",
      (json) => delete targetGroup(json).deregistration_delay,
      wrong("draining-has-a-limit"),
    ],

    [
      "a template that maps another device",
      (json) => (mappings(json)[0].device_name = "/dev/xvda"),
      wrong("root-device-is-the-images", "", "/dev/xvda"),
    ],
    [
      "a template that maps the root device twice",
      (json) => mappings(json).push(mappings(json)[0]),
      wrong("root-device-is-the-images", "", "/dev/sda1, /dev/sda1"),
    ],
    [
      "a second volume without encryption",
      (json) => mappings(json).push({ device_name: "/dev/sdf", ebs: { volume_size: 10 } }),
      wrong("volumes-are-encrypted"),
    ],
    [
      "a volume without a size",
      (json) => delete mappings(json)[0].ebs.volume_size,
      wrong("root-device-is-the-images", "volume_size"),
    ],
    [
      "a device without a volume",
      (json) => delete mappings(json)[0].ebs,
      wrong("root-device-is-the-images", "volume_size"),
      wrong("volumes-are-encrypted"),
    ],
    [
      "a template without an instance profile",
      (json) => delete template(json).iam_instance_profile,
      wrong("instances-have-a-profile"),
    ],
    [
      "a template with an instance profile of another stack",
      (json) => (template(json).iam_instance_profile = { name: "other" }),
      wrong("instances-have-a-profile", "", '{"name":"other"}'),
    ],
    [
      "an instance profile by name",
      (json) =>
        (template(json).iam_instance_profile = {
          name: `\${${addressIn(json, "aws_iam_instance_profile")}.name}`,
        }),
    ],
    [
      "a template that does not require tokens",
      (json) => (template(json).metadata_options.http_tokens = "optional"),
      wrong("instance-metadata-takes-tokens", "http_tokens", "optional"),
    ],
    [
      "a template that lets metadata go two hops",
      (json) => (template(json).metadata_options.http_put_response_hop_limit = 2),
      wrong("instance-metadata-takes-tokens", "hop_limit", "2"),
    ],
    [
      "a template without metadata options",
      (json) => delete template(json).metadata_options,
      wrong("instance-metadata-takes-tokens", "http_tokens"),
      wrong("instance-metadata-takes-tokens", "hop_limit"),
    ],
    [
      "a burstable template without a credit specification",
      (json) => delete template(json).credit_specification,
      wrong("burst-credits-are-explicit"),
    ],
    [
      "a credit specification without a mode",
      (json) => (template(json).credit_specification = {}),
      wrong("burst-credits-are-explicit"),
    ],
    [
      "a type without credits, without a credit specification,",
      (json) => {
        template(json).instance_type = "m7i-flex.large";
        delete template(json).credit_specification;
      },
    ],
    ...[299, undefined].map((seconds): Case => [
      `a grace period of ${String(seconds)} s`,
      (json) => (group(json).health_check_grace_period = seconds),
      wrong("health-checks-wait-for-boot", "", seconds === undefined ? "not set" : String(seconds)),
    ]),
    [
      "a group with health checks of EC2, without a grace period,",
      (json) => Object.assign(group(json), { health_check_type: "EC2", health_check_grace_period: 0 }),
    ],
    [
      "a refresh that refers to an alarm",
      (json) =>
        (group(json).instance_refresh.preferences.alarm_specification = {
          alarms: ["${aws_cloudwatch_metric_alarm.Guard.alarm_name}"],
        }),
      wrong("refresh-alarms-are-plain-names", "", "${aws_cloudwatch_metric_alarm.Guard.alarm_name}"),
    ],
    [
      "a refresh that names an alarm",
      (json) =>
        (group(json).instance_refresh.preferences.alarm_specification = {
          alarms: ["careflowai-prod-guard"],
        }),
    ],
    [
      "a group metric that is off",
      (json) =>
        (group(json).enabled_metrics = group(json).enabled_metrics.filter(
          (metric: string) => metric !== "GroupInServiceInstances",
        )),
      wrong("group-metrics-are-on", "enabled_metrics", "~~"),
    ],
    [
      "a group without metrics",
      (json) => delete group(json).enabled_metrics,
      wrong("group-metrics-are-on", "enabled_metrics"),
    ],
    [
      "a group without a granularity",
      (json) => delete group(json).metrics_granularity,
      wrong("group-metrics-are-on", "granularity"),
    ],

    [
      "a zone from a data source",
      (json) =>
        (onlyIn(json, "aws_subnet", "us-east-1a").availability_zone =
          "${data.aws_availability_zones.All.names[0]}"),
      wrong("zones-are-named", "", "${data.aws_availability_zones.All.names[0]}"),
    ],
    [
      "a zone that is left to AWS",
      (json) => delete onlyIn(json, "aws_subnet", "us-east-1b").availability_zone,
      wrong("zones-are-named"),
    ],
    [
      "a rule of the older type",
      (json) => (json.resource.aws_security_group_rule = { Added: { type: "ingress" } }),
      wrong("security-group-rules-have-an-id", "", "", "aws_security_group_rule.Added"),
    ],
    [
      "versioning that is disabled",
      (json) => (onlyIn(json, "aws_s3_bucket_versioning").versioning_configuration.status = "Disabled"),
      wrong("versioning-is-settable", "", "Disabled"),
    ],
    ...[undefined, 0].map((days): Case => [
      `a retention of ${String(days)}`,
      (json) => (onlyIn(json, "aws_cloudwatch_log_group", "Api").retention_in_days = days),
      wrong(
        "log-groups-have-a-retention",
        "",
        days === undefined ? "not set" : String(days),
        "aws_cloudwatch_log_group.LoadBalanced_Api_AccessLogs~",
      ),
    ]),
    [
      "a key that is not rotated",
      (json) => (onlyIn(json, "aws_kms_key").enable_key_rotation = false),
      wrong("keys-are-rotated", "", "false"),
    ],
  ],

  "careflowai-dev": [
    [
      "an instance that overrides the tokens of its template",
      (json) =>
        (onlyIn(json, "aws_instance").metadata_options = {
          http_tokens: "optional",
          http_put_response_hop_limit: 1,
        }),
      wrong("instances-keep-metadata-options", "http_tokens", "optional"),
    ],
    [
      "an instance that overrides the hops of its template",
      (json) =>
        (onlyIn(json, "aws_instance").metadata_options = {
          http_tokens: "required",
          http_put_response_hop_limit: 2,
        }),
      wrong("instances-keep-metadata-options", "hop_limit", "2"),
    ],
    [
      "a template without security groups",
      (json) => delete template(json).vpc_security_group_ids,
      wrong("template-has-security-groups"),
    ],
    [
      "a template with network interfaces next to security groups",
      (json) =>
        (template(json).network_interfaces = [{ security_groups: template(json).vpc_security_group_ids }]),
      wrong("security-groups-are-named-once", "", "${aws_security_group.~.id}"),
    ],
    [
      "a template with network interfaces that name the groups",
      (json) => {
        template(json).network_interfaces = [{ security_groups: template(json).vpc_security_group_ids }];
        delete template(json).vpc_security_group_ids;
      },
    ],
    [
      "an address outside the VPC",
      (json) => delete onlyIn(json, "aws_eip").domain,
      wrong("elastic-ip-is-in-the-vpc"),
    ],
    ...["ingress", "egress"].map((direction): Case => [
      `inline ${direction} rules`,
      (json) => (securityGroup(json)[direction] = [{ from_port: 80, to_port: 80, protocol: "tcp" }]),
      wrong("security-group-rules-are-resources", direction, "~"),
    ]),
    ...(
      [
        ["aws_security_group", ""],
        ["aws_vpc_security_group_ingress_rule", "Ssh"],
        ["aws_vpc_security_group_egress_rule", ""],
      ] as const
    ).map(([type, name]): Case => [
      `an ${type} without a description`,
      (json) => delete onlyIn(json, type, name).description,
      wrong("security-groups-are-described", "", "not set", `${type}.~`),
    ]),
    [
      "a blank description",
      (json) => (securityGroup(json).description = " "),
      wrong("security-groups-are-described", "", " "),
    ],
    [
      "a security group with a fixed name",
      (json) => (securityGroup(json).name = "careflowai-dev-backend"),
      wrong("security-groups-are-replaceable", "name", "careflowai-dev-backend"),
    ],
    [
      "a security group whose name is left to Terraform",
      (json) => delete securityGroup(json).name_prefix,
      wrong("security-groups-are-replaceable", "name_prefix"),
    ],
    [
      "a security group that is destroyed first",
      (json) => delete securityGroup(json).lifecycle,
      wrong("security-groups-are-replaceable", "create_before_destroy"),
    ],
    [
      "a redirect of the API's requests",
      (json) => (distribution(json).ordered_cache_behavior[1].viewer_protocol_policy = "redirect-to-https"),
      wrong("other-behaviors-refuse-http-and-compress", "viewer_protocol_policy", "redirect-to-https"),
    ],
    [
      "plain HTTP for the site",
      (json) => (distribution(json).default_cache_behavior.viewer_protocol_policy = "allow-all"),
      wrong("distributions-redirect-and-compress", "viewer_protocol_policy", "allow-all"),
    ],
    [
      "an API without compression",
      (json) => delete distribution(json).ordered_cache_behavior[0].compress,
      wrong("other-behaviors-refuse-http-and-compress", "compress"),
    ],
    [
      "a site without compression",
      (json) => delete distribution(json).default_cache_behavior.compress,
      wrong("distributions-redirect-and-compress", "compress"),
    ],
    [
      "a missing price class",
      (json) => delete distribution(json).price_class,
      wrong("distributions-redirect-and-compress", "price_class"),
    ],
    [
      "a missing start page",
      (json) => delete distribution(json).default_root_object,
      wrong("distributions-redirect-and-compress", "default_root_object"),
    ],
    [
      "uploads that never end",
      (json) => {
        for (const rule of onlyIn(json, "aws_s3_bucket_lifecycle_configuration").rule)
          delete rule.abort_incomplete_multipart_upload;
      },
      wrong("incomplete-uploads-end", "days_after_initiation"),
    ],
    [
      "an unprotected bucket that stops a destroy",
      (json) => (onlyIn(json, "aws_s3_bucket").force_destroy = false),
      wrong("unprotected-buckets-are-emptied", "", "false"),
    ],
  ],

  "careflowai-state": [
    [
      "a protected bucket that is emptied",
      (json) => (onlyIn(json, "aws_s3_bucket").force_destroy = true),
      wrong("protected-buckets-are-not-emptied", "", "true", "aws_s3_bucket.Bucket~"),
    ],
  ],

  "careflowai-hardened-balanced": [
    [
      "a limit per address at the load balancer",
      (json) =>
        (onlyIn(json, "aws_wafv2_web_acl", "LoadBalancer").rule[0].statement = {
          rate_based_statement: { aggregate_key_type: "IP", limit: 100 },
        }),
      "regional-web-acls-judge-no-address: aws_wafv2_web_acl.~LoadBalancer~ has rule.statement.rate_based_statement ~~; it must not be set. ~~",
    ],
    ...["min_size", "max_size", "desired_capacity"].map((size): Case => [
      `a schedule without ${size}`,
      (json) => (onlyIn(json, "aws_autoscaling_schedule", "Start")[size] = undefined),
      wrong("group-schedules-are-complete", size, "not set", "aws_autoscaling_schedule.~Start~"),
    ]),
    [
      "a size that is left as it is, by -1,",
      (json) => (onlyIn(json, "aws_autoscaling_schedule", "Start").max_size = -1),
    ],
    [
      "a schedule of a group without a time zone",
      (json) => delete onlyIn(json, "aws_autoscaling_schedule", "Start").time_zone,
      wrong("group-schedules-are-complete", "time_zone", "not set", "aws_autoscaling_schedule.~Start~"),
    ],
  ],

  "careflowai-hardened-single": [
    [
      "a schedule of an instance without a time zone",
      (json) => delete onlyIn(json, "aws_scheduler_schedule", "Stop").schedule_expression_timezone,
      wrong("instance-schedules-have-a-time-zone", "", "not set", "aws_scheduler_schedule.~Stop~"),
    ],
  ],

  "hardened/careflowai-account": [
    ...(
      [
        ["IMMEDIATE", "EMAIL", "immediate-cost-anomalies-go-to-topics"],
        ["IMMEDIATE", "SNS", ""],
        ["DAILY", "SNS", "summed-up-cost-anomalies-are-mailed"],
        ["WEEKLY", "SNS", "summed-up-cost-anomalies-are-mailed"],
        ["WEEKLY", "EMAIL", ""],
      ] as const
    ).map(([frequency, type, row]): Case => [
      `${frequency} by ${type}`,
      (json) => Object.assign(subscription(json), { frequency, subscriber: [{ type, address: "address" }] }),
      ...(row === "" ? [] : [wrong(row, "type", type)]),
    ]),
    [
      "a subscription without a subscriber",
      (json) => (subscription(json).subscriber = []),
      wrong("summed-up-cost-anomalies-are-mailed"),
    ],
    [
      "a threshold that is no expression",
      (json) => {
        delete subscription(json).threshold_expression;
        subscription(json).threshold = 20;
      },
      wrong("cost-anomalies-have-a-threshold-expression"),
    ],
  ],
};

testCheck(requiredValues, cases);

test("every requirement of every row is broken by a case above", () => {
  const findings = Object.values(cases).flatMap((ofStack) => ofStack.flatMap(([, , ...own]) => own));
  const unbroken = REQUIRED_VALUES.flatMap(({ name, attributes, why }) =>
    attributes
      .map(([path, { text }]) => (path === "" ? ` must ${text}` : ` has ${path} `))
      .filter(
        (part, index) =>
          !findings.some(
            (one) =>
              (one.startsWith(`${name}:`) || one.startsWith("~:")) &&
              one.includes(part) &&
              [why, "~~"].some((end) => one.endsWith(`must ${attributes[index]?.[1].text ?? ""}. ${end}`)),
          ),
      )
      .map((part) => name + part),
  );
  expect(unbroken).toEqual([]);
});

test("no two rows share a name", () => {
  const names = REQUIRED_VALUES.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

/** Replaces the values at a path by others, in each block on the way. */
function replaceAt(body: Mutable, [key = "", ...rest]: readonly string[], value: Mutable): void {
  if (rest.length === 0) body[key] = value;
  else for (const block of [body[key] ?? []].flat()) replaceAt(block, rest, value);
}

/** Rows about resources, or about a form of them, that no stack has: only the cases above break them. */
const UNSEEN = [
  "no-single-deployment",
  "cors-credentials-name-origins",
  "instances-keep-metadata-options",
  "security-groups-are-named-once",
  "refresh-alarms-are-plain-names",
  "security-group-rules-have-an-id",
  "immediate-cost-anomalies-go-to-topics",
];
const seen = REQUIRED_VALUES.filter(({ name }) => !UNSEEN.includes(name)).flatMap((row) =>
  row.attributes.map(([path, required]) => ({ ...row, path, required })),
);

test.each(seen)("$name: another $path is found", ({ name, types, path, required, when, why }) => {
  const places = [...soundStacks(), ...hardenedStacks()].flatMap((stack) =>
    types.flatMap((type) =>
      stack
        .resources(type)
        .filter(({ body }) => when?.holds(body) ?? true)
        .map(({ address }) => ({
          stack: hardenedStacks().includes(stack) ? `hardened/${stack.name}` : stack.name,
          type,
          address,
        })),
    ),
  );
  expect(places.length).toBeGreaterThan(0);
  for (const { stack, type, address } of places.slice(0, 3)) {
    const findings = [undefined, "other $value$query\n".repeat(200), true].flatMap((value) =>
      findingsAfter(requiredValues, stack, (json) => {
        replaceAt(json.resource[type][address.replace(`${type}.`, "")], path.split("."), value);
      }),
    );
    const own = findings.filter((one) => one.startsWith(`${name}: ${address} has ${path} `));
    expect(own.some((one) => one.endsWith(`; it must ${required.text}. ${why}`))).toBe(true);
  }
});
