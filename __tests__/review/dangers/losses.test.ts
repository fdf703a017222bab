import { LOSSES } from "../../../src/review/dangers/losses";
import type { Case } from "../plans";
import { create, findingsIn, plan, remove, replace, replaceInOrder, update } from "../plans";

const BUCKET = { bucket: "careflowai-logs", id: "careflowai-logs", force_destroy: true };
const LOGS = { name: "/careflowai/backend", skip_destroy: false };

const CASES: readonly Case[] = [
  [
    "a bucket with its objects",
    [remove("aws_s3_bucket.Logs", BUCKET)],
    [
      "data aws_s3_bucket.Logs: The bucket careflowai-logs is destroyed. All its objects and their versions are deleted.",
    ],
  ],
  [
    "a bucket that only an empty one can leave",
    [remove("aws_s3_bucket.Logs", { ...BUCKET, force_destroy: false })],
    [
      "data aws_s3_bucket.Logs: The bucket careflowai-logs is destroyed. The apply fails while it contains objects; then only an empty bucket is lost.",
    ],
  ],
  [
    "a renamed bucket",
    [replace("aws_s3_bucket.Logs", BUCKET, { bucket: "other" })],
    [
      "data aws_s3_bucket.Logs: The bucket careflowai-logs is replaced. All its objects and their versions are deleted.",
    ],
  ],
  ["a new bucket", [create("aws_s3_bucket.Logs", BUCKET)], []],
  [
    "what a failed replacement left behind",
    [remove("aws_s3_bucket.Logs", BUCKET, { deposed: "abcd1234" })],
    [
      "data aws_s3_bucket.Logs (deposed abcd1234): The bucket careflowai-logs is destroyed. All its objects and their versions are deleted.",
    ],
  ],
  [
    "a log group",
    [replace("aws_cloudwatch_log_group.Backend", LOGS, { name: "/other" })],
    [
      "data aws_cloudwatch_log_group.Backend: The log group /careflowai/backend is replaced. All its log events are deleted.",
    ],
  ],
  [
    "a log group that stays in AWS",
    [remove("aws_cloudwatch_log_group.Backend", { ...LOGS, skip_destroy: true })],
    [],
  ],
  [
    "a key",
    [remove("aws_kms_key.Key", { id: "1234", deletion_window_in_days: 7 })],
    [
      "data aws_kms_key.Key: The key 1234 is destroyed. It is deleted after 7 days; then AWS can no longer decrypt what it encrypted.",
    ],
  ],
  [
    "an address",
    [remove("aws_eip.Nat", { public_ip: "192.0.2.1", tags: { Name: "nat-a" } })],
    [
      "address aws_eip.Nat: The Elastic IP nat-a is destroyed. AWS releases the address 192.0.2.1 and does not give it back. A service that admits only this address, such as MongoDB Atlas, refuses another.",
    ],
  ],
  [
    "an address that moves to another instance",
    [replace("aws_eip_association.Ip", { allocation_id: "a", instance_id: "i-1" })],
    [],
  ],
  [
    "a NAT gateway",
    [remove("aws_nat_gateway.Nat", { id: "nat-1" })],
    [
      "interruption aws_nat_gateway.Nat: The NAT gateway nat-1 is destroyed. Instances behind it have no internet access until another gateway serves their subnets.",
    ],
  ],
  [
    "a VPC Link for another zone",
    [replaceInOrder("aws_apigatewayv2_vpc_link.Link", { name: "careflowai-prod" })],
    [
      "address aws_apigatewayv2_vpc_link.Link: The VPC Link careflowai-prod is replaced (the new one is created first). The API reaches the load balancer only through a VPC Link; a new one takes minutes to become available.",
    ],
  ],
  [
    "an API",
    [replace("aws_apigatewayv2_api.Api", { name: "CareFlowAI" })],
    [
      "address aws_apigatewayv2_api.Api: The API CareFlowAI is replaced. Its endpoint stops answering; a new API has another URL.",
    ],
  ],
  [
    "a load balancer",
    [replaceInOrder("aws_lb.Lb", { name: "careflowai-prod" })],
    [
      "address aws_lb.Lb: The load balancer careflowai-prod is replaced (the new one is created first). Its DNS name stops answering; a new load balancer has another.",
    ],
  ],
  [
    "a distribution",
    [remove("aws_cloudfront_distribution.Site", { domain_name: "d1.cloudfront.net", id: "E1" })],
    [
      "address aws_cloudfront_distribution.Site: The distribution d1.cloudfront.net is destroyed. Its domain name stops answering; a new distribution has another, and takes minutes to deploy.",
    ],
  ],
  [
    "a certificate",
    [replaceInOrder("aws_acm_certificate.Cert", { domain_name: "app.example.com" })],
    [
      "address aws_acm_certificate.Cert: The certificate app.example.com is replaced (the new one is created first). The names in it are served with another certificate, or no longer by HTTPS.",
    ],
  ],
  [
    "records, of a name and of a validation",
    [
      remove("aws_route53_record.App", { name: "app.example.com" }),
      remove("aws_route53_record.Validation", { name: "_1.app.example.com" }),
    ],
    [
      "address aws_route53_record.App: The record app.example.com is destroyed. The name no longer resolves to this stack.",
      "address aws_route53_record.Validation: The record _1.app.example.com is destroyed. ACM can no longer renew the certificate that this record validates.",
    ],
  ],
  [
    "the trail",
    [remove("aws_cloudtrail.Trail", { name: "careflowai-account" })],
    [
      "logging aws_cloudtrail.Trail: The trail careflowai-account is destroyed. Calls of AWS APIs are no longer recorded, and no alert is sent for them.",
    ],
  ],
  [
    "flow logs",
    [remove("aws_flow_log.Flow", { id: "fl-1" })],
    ["logging aws_flow_log.Flow: The flow log fl-1 is destroyed. The VPC's traffic is no longer recorded."],
  ],
  ["flow logs that are replaced in order", [replaceInOrder("aws_flow_log.Flow", { id: "fl-1" })], []],
  [
    "a single instance for a new release",
    [replace("aws_instance.Backend", { tags: { Name: "careflowai-dev" } }, { user_data: "new" })],
    [
      "interruption aws_instance.Backend: The instance careflowai-dev is replaced. Requests fail until another instance has booted: several minutes. Files on its disk are lost.",
    ],
  ],
  [
    "an Auto Scaling group",
    [replace("aws_autoscaling_group.Group", { name: "careflowai-prod" })],
    [
      "interruption aws_autoscaling_group.Group: The Auto Scaling group careflowai-prod is replaced. All its instances are terminated; requests fail until a new group's instances have booted.",
    ],
  ],
  [
    "an Auto Scaling group that is replaced in order",
    [replaceInOrder("aws_autoscaling_group.Group", { name: "careflowai-prod" })],
    [],
  ],
  [
    "a listener in between",
    [replace("aws_lb_listener.Http", { id: "l", port: 80, protocol: "HTTP" })],
    [
      "interruption aws_lb_listener.Http: The listener l is replaced. The load balancer does not answer on port 80 meanwhile.",
    ],
  ],
  [
    "the HTTPS listener",
    [remove("aws_lb_listener.Https", { id: "l", port: 443, protocol: "HTTPS" })],
    [
      "encryption aws_lb_listener.Https: The listener l is destroyed. The load balancer no longer answers by HTTPS.",
    ],
  ],
  [
    "the HTTP listener next to an HTTPS one",
    [remove("aws_lb_listener.Http", { id: "l", port: 80, protocol: "HTTP" })],
    [],
  ],
  [
    "a detector and a web ACL",
    [remove("aws_guardduty_detector.D", { id: "d" }), remove("aws_wafv2_web_acl.W", { name: "w" })],
    [
      "exposure aws_wafv2_web_acl.W: The web ACL w is destroyed. Requests that it blocks today are admitted.",
      "logging aws_guardduty_detector.D: The GuardDuty detector d is destroyed. Threats are no longer detected, and the findings so far are deleted.",
    ],
  ],
  [
    "logs of CloudFront and of a web ACL, and its place",
    [
      remove("aws_cloudwatch_log_delivery.D", { id: "d" }),
      remove("aws_wafv2_web_acl_logging_configuration.L", { id: "l" }),
      remove("aws_wafv2_web_acl_association.A", { id: "a" }),
    ],
    [
      "exposure aws_wafv2_web_acl_association.A: The association of the web ACL a is destroyed. Requests that it blocks at the load balancer today are admitted.",
      "logging aws_cloudwatch_log_delivery.D: The log delivery d is destroyed. Requests to CloudFront are no longer logged.",
      "logging aws_wafv2_web_acl_logging_configuration.L: The log of the web ACL l is destroyed. No one can tell which requests AWS WAF blocked or let through.",
    ],
  ],
  [
    "topics",
    [remove("aws_sns_topic.A", { name: "a" }), replace("aws_sns_topic.B", { name: "b" })],
    [
      "alarm aws_sns_topic.A: The topic a is destroyed. Its subscribers are no longer notified.",
      "alarm aws_sns_topic.B: The topic b is replaced. Its subscriptions are lost; each address has to confirm a new one before it is notified again.",
    ],
  ],
  [
    "an event rule",
    [remove("aws_cloudwatch_event_rule.Root", { name: "root-use" })],
    [
      "alarm aws_cloudwatch_event_rule.Root: The rule root-use is destroyed. Operators are not notified of the events that it matches.",
    ],
  ],
  ["an event rule that is replaced", [replace("aws_cloudwatch_event_rule.Root", { name: "root-use" })], []],
  [
    "the website of a bucket that becomes private",
    [remove("aws_s3_bucket_website_configuration.Site", { bucket: "site" })],
    [
      "interruption aws_s3_bucket_website_configuration.Site: The website of the bucket site is destroyed. Pages that CloudFront has not cached fail for minutes, until it reads them from the bucket itself.",
    ],
  ],
];

test.each(CASES)("destroys or replaces %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});

/** Types whose destruction is a finding, and whose creation is none. */
const ROWS: readonly (readonly [type: string, finding: string])[] = [
  [
    "aws_apigatewayv2_domain_name",
    "address: The domain name r is destroyed. Clients that call the API by this name get no answer.",
  ],
  [
    "aws_apigatewayv2_api_mapping",
    "interruption: The API mapping r is destroyed. The custom domain answers 403 until a mapping exists.",
  ],
  [
    "aws_lb_target_group",
    "interruption: The target group r is destroyed. The load balancer has no targets meanwhile.",
  ],
  ["aws_apigatewayv2_stage", "interruption: The stage r is destroyed. The API answers 404 meanwhile."],
  [
    "aws_internet_gateway",
    "interruption: The internet gateway r is destroyed. Nothing in the VPC reaches the internet or is reached from it.",
  ],
  [
    "aws_budgets_budget",
    "alarm: The budget r is destroyed. Operators are not notified when costs exceed the limit.",
  ],
  [
    "aws_ce_anomaly_subscription",
    "alarm: The anomaly subscription r is destroyed. Operators are not notified of unusual costs.",
  ],
];

test.each(ROWS)("destroys %s", (type, finding) => {
  expect(findingsIn(plan([remove(`${type}.R`, { id: "r" })]))).toEqual([
    finding.replace(": ", ` ${type}.R: `),
  ]);
  expect(findingsIn(plan([create(`${type}.R`, {})]))).toEqual([]);
});

const tags = [{ tags: { Name: "a" } }, { tags: { Name: "b" } }] as const;

/** For each type whose loss is a danger, a change that is none: the resource is changed in place. */
const HARMLESS: Readonly<Record<string, readonly [before: object, changed: object]>> = {
  aws_s3_bucket: [{ bucket: "b", force_destroy: true }, { force_destroy: false }],
  aws_cloudwatch_log_group: [{ name: "/l", retention_in_days: 30 }, { retention_in_days: 90 }],
  aws_kms_key: [{ deletion_window_in_days: 7 }, { deletion_window_in_days: 30 }],
  aws_eip: tags,
  aws_nat_gateway: tags,
  aws_apigatewayv2_vpc_link: tags,
  aws_apigatewayv2_api: [{ cors_configuration: [{ max_age: 1 }] }, { cors_configuration: [{ max_age: 2 }] }],
  aws_apigatewayv2_domain_name: tags,
  aws_apigatewayv2_api_mapping: [{ api_mapping_key: "" }, { api_mapping_key: "v1" }],
  aws_s3_bucket_website_configuration: [
    { index_document: [{ suffix: "a.html" }] },
    { index_document: [{ suffix: "index.html" }] },
  ],
  aws_lb: [{ idle_timeout: 60 }, { idle_timeout: 30 }],
  aws_cloudfront_distribution: [{ price_class: "PriceClass_All" }, { price_class: "PriceClass_100" }],
  aws_acm_certificate: tags,
  aws_route53_record: [{ ttl: 300 }, { ttl: 60 }],
  aws_instance: [{ monitoring: false }, { monitoring: true }],
  aws_autoscaling_group: [{ max_size: 3 }, { max_size: 4 }],
  aws_lb_target_group: [{ deregistration_delay: "30" }, { deregistration_delay: "60" }],
  aws_lb_listener: [
    { ssl_policy: "ELBSecurityPolicy-TLS13-1-0-2021-06" },
    { ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
  ],
  aws_apigatewayv2_stage: [
    { default_route_settings: [{ throttling_rate_limit: 100 }] },
    { default_route_settings: [{ throttling_rate_limit: 200 }] },
  ],
  aws_internet_gateway: tags,
  aws_cloudtrail: [{ enable_log_file_validation: false }, { enable_log_file_validation: true }],
  aws_flow_log: [{ max_aggregation_interval: 600, tags: {} }, { tags: { Name: "b" } }],
  aws_guardduty_detector: [
    { enable: true, finding_publishing_frequency: "SIX_HOURS" },
    { finding_publishing_frequency: "ONE_HOUR" },
  ],
  aws_wafv2_web_acl: [{ rule: [{ name: "a" }] }, { rule: [{ name: "a" }, { name: "b" }] }],
  aws_wafv2_web_acl_association: tags,
  aws_wafv2_web_acl_logging_configuration: tags,
  aws_cloudwatch_log_delivery: [{ record_fields: ["date"] }, { record_fields: ["date", "time"] }],
  aws_cloudwatch_event_rule: [{ description: "a" }, { description: "b" }],
  aws_sns_topic: [{ display_name: "a" }, { display_name: "b" }],
  aws_budgets_budget: [{ limit_amount: "200" }, { limit_amount: "300" }],
  aws_ce_anomaly_subscription: [{ frequency: "DAILY" }, { frequency: "IMMEDIATE" }],
};

test.each([...new Set(LOSSES.map(({ type }) => type))])(
  "%s is not lost if it is new, changed in place, moved or forgotten",
  (type) => {
    const [before, changed] = HARMLESS[type] ?? [];
    if (before === undefined || changed === undefined) throw new Error(`no harmless change of ${type}`);
    const address = `${type}.R`;
    const forgotten = remove(address, before);
    const changes = [
      create(address, before),
      update(address, before, changed),
      update(address, before, {}, { previous_address: `${type}.Old` }),
      { ...forgotten, change: { ...forgotten.change, actions: ["forget"] } },
    ];
    for (const change of changes) expect(findingsIn(plan([change]))).toEqual([]);
  },
);

/** Replacements that are no danger if the new resource is created first. */
test.each(
  [
    "aws_apigatewayv2_api_mapping",
    "aws_autoscaling_group",
    "aws_lb_target_group",
    "aws_lb_listener",
    "aws_apigatewayv2_stage",
    "aws_flow_log",
  ].map((type) => [type]),
)("%s is not lost if its replacement is created first", (type) => {
  expect(findingsIn(plan([replaceInOrder(`${type}.R`, { id: "r" })]))).toEqual([]);
  expect(findingsIn(plan([replace(`${type}.R`, { id: "r" })]))).toHaveLength(1);
});

/** Types of which only the loss without a replacement is a danger. */
test.each(
  [
    "aws_s3_bucket_website_configuration",
    "aws_wafv2_web_acl",
    "aws_cloudwatch_event_rule",
    "aws_budgets_budget",
    "aws_ce_anomaly_subscription",
  ].map((type) => [type]),
)("%s is not lost if it is replaced", (type) => {
  expect(findingsIn(plan([replace(`${type}.R`, { id: "r" })]))).toEqual([]);
});
