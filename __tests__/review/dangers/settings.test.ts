import type { Case } from "../plans";
import { create, findingsIn, keep, plan, remove, update } from "../plans";

const ALARM = { alarm_name: "high-cpu", actions_enabled: true, alarm_actions: ["arn:topic"], threshold: 80 };
const BUCKET = keep("aws_s3_bucket.Site", { id: "site", bucket: "site" });
const BLOCK = {
  bucket: "site",
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const VERSIONING = { bucket: "site", versioning_configuration: [{ status: "Enabled" }] };
const expiring = (...rules: readonly object[]) => ({ bucket: "site", rule: rules });
const SITE = {
  id: "E1",
  aliases: ["app.example.com", "www.example.com"],
  viewer_certificate: [{ minimum_protocol_version: "TLSv1.2_2021" }],
  default_cache_behavior: [{ viewer_protocol_policy: "redirect-to-https" }],
  ordered_cache_behavior: [
    { path_pattern: "/api/*", viewer_protocol_policy: "https-only" },
    { path_pattern: "/health", viewer_protocol_policy: "https-only" },
  ],
  origin: [
    {
      origin_id: "api",
      custom_origin_config: [{ origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] }],
    },
    {
      origin_id: "website",
      custom_origin_config: [{ origin_protocol_policy: "http-only", origin_ssl_protocols: ["TLSv1.2"] }],
    },
  ],
  web_acl_id: "arn:acl",
  enabled: true,
};
const site = (changed: object) => [update("aws_cloudfront_distribution.Site", SITE, changed)];
const [api, website] = SITE.origin;

const CASES: readonly Case[] = [
  [
    "protection of load balancer, bucket and log group",
    [
      update("aws_lb.Lb", { enable_deletion_protection: true }, { enable_deletion_protection: false }),
      update("aws_s3_bucket.Site", { bucket: "site", force_destroy: false }, { force_destroy: true }),
      update("aws_cloudwatch_log_group.Logs", { skip_destroy: true }, { skip_destroy: false }),
    ],
    [
      "protection aws_lb.Lb: Deletion protection is turned off.",
      "protection aws_s3_bucket.Site: A destroy of the bucket deletes all its objects from now on (force_destroy).",
      "protection aws_cloudwatch_log_group.Logs: A destroy deletes the log group and its events from now on (skip_destroy is off).",
    ],
  ],
  [
    "protection, turned on",
    [
      update("aws_lb.Lb", { enable_deletion_protection: false }, { enable_deletion_protection: true }),
      update("aws_s3_bucket.Site", { bucket: "site", force_destroy: true }, { force_destroy: false }),
    ],
    [],
  ],
  [
    "a new bucket that a destroy empties",
    [create("aws_s3_bucket.Site", { bucket: "site", force_destroy: true })],
    [],
  ],
  [
    "a key, disabled and no longer rotated",
    [
      update(
        "aws_kms_key.Key",
        { is_enabled: true, enable_key_rotation: true },
        { is_enabled: false, enable_key_rotation: false },
      ),
    ],
    [
      "interruption aws_kms_key.Key: The key is disabled: everything that needs it fails.",
      "encryption aws_kms_key.Key: The key is no longer rotated each year.",
    ],
  ],
  [
    "encryption of a topic",
    [update("aws_sns_topic.Topic", { name: "t", kms_master_key_id: "key-1" }, { kms_master_key_id: "" })],
    ["encryption aws_sns_topic.Topic: It is no longer encrypted with a customer managed key."],
  ],
  [
    "the key of a topic",
    [
      update(
        "aws_sns_topic.Topic",
        { name: "t", kms_master_key_id: "key-1" },
        { kms_master_key_id: "key-2" },
      ),
    ],
    [],
  ],
  [
    "the key of a topic, which is not known yet",
    [
      update(
        "aws_sns_topic.Topic",
        { name: "t", kms_master_key_id: "key-1" },
        { kms_master_key_id: undefined },
        { after_unknown: { kms_master_key_id: true } },
      ),
    ],
    [],
  ],
  [
    "encryption of a bucket",
    [
      update(
        "aws_s3_bucket_server_side_encryption_configuration.E",
        { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }] },
        { rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] }] },
      ),
    ],
    [
      "encryption aws_s3_bucket_server_side_encryption_configuration.E: New objects are encrypted with S3's own key instead of a KMS key.",
    ],
  ],
  [
    "encryption of disks and tokens for metadata",
    [
      update(
        "aws_launch_template.T",
        {
          block_device_mappings: [{ ebs: [{ encrypted: "true" }] }],
          metadata_options: [{ http_tokens: "required" }],
        },
        {
          block_device_mappings: [{ ebs: [{ encrypted: "false" }] }],
          metadata_options: [{ http_tokens: "optional" }],
        },
      ),
    ],
    [
      "permissions aws_launch_template.T: Instances answer metadata requests without a token (IMDSv1).",
      "encryption aws_launch_template.T: New instances have an unencrypted disk.",
    ],
  ],
  [
    "the load balancer's TLS",
    [
      update(
        "aws_lb_listener.L",
        { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
        { ssl_policy: "ELBSecurityPolicy-2016-08" },
      ),
    ],
    [
      "encryption aws_lb_listener.L: The load balancer accepts older versions of TLS (from ELBSecurityPolicy-TLS13-1-2-2021-06 to ELBSecurityPolicy-2016-08).",
    ],
  ],
  [
    "the load balancer's TLS to a newer one",
    [
      update(
        "aws_lb_listener.L",
        { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
        { ssl_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
      ),
    ],
    [],
  ],
  [
    "the redirect to HTTPS",
    [
      update(
        "aws_lb_listener.L",
        { default_action: [{ type: "redirect" }] },
        { default_action: [{ type: "forward" }] },
      ),
    ],
    ["encryption aws_lb_listener.L: The load balancer forwards requests that it redirected to HTTPS before."],
  ],
  [
    "a distribution's TLS",
    site({ viewer_certificate: [{ minimum_protocol_version: "TLSv1" }] }),
    [
      "encryption aws_cloudfront_distribution.Site: CloudFront accepts older versions of TLS from browsers (from TLSv1.2_2021 to TLSv1).",
    ],
  ],
  [
    "a distribution's TLS to a newer one",
    site({ viewer_certificate: [{ minimum_protocol_version: "TLSv1.3_2025" }] }),
    [],
  ],
  [
    "one behavior to plain HTTP, in another order",
    site({
      ordered_cache_behavior: [
        { path_pattern: "/health", viewer_protocol_policy: "https-only" },
        { path_pattern: "/api/*", viewer_protocol_policy: "allow-all" },
      ],
    }),
    [
      "encryption aws_cloudfront_distribution.Site: CloudFront answers by plain HTTP (ordered_cache_behavior[/api/*].viewer_protocol_policy is allow-all).",
    ],
  ],
  ["the order of origins", site({ origin: [website, api] }), []],
  [
    "an origin to plain HTTP and old TLS",
    site({
      origin: [
        {
          origin_id: "api",
          custom_origin_config: [
            { origin_protocol_policy: "http-only", origin_ssl_protocols: ["TLSv1", "TLSv1.2"] },
          ],
        },
        website,
      ],
    }),
    [
      "encryption aws_cloudfront_distribution.Site: CloudFront sends requests to the origin api by plain HTTP (from https-only to http-only).",
      'encryption aws_cloudfront_distribution.Site: CloudFront uses older versions of TLS to the origin api (from ["TLSv1.2"] to ["TLSv1","TLSv1.2"]).',
    ],
  ],
  [
    "a distribution's web ACL, name and itself",
    site({ web_acl_id: null, aliases: ["app.example.com"], enabled: false }),
    [
      "address aws_cloudfront_distribution.Site: The distribution no longer answers at www.example.com.",
      "interruption aws_cloudfront_distribution.Site: The distribution is disabled: users cannot open the web app.",
      "exposure aws_cloudfront_distribution.Site: The distribution has no web ACL any more: requests that it blocks today are admitted.",
    ],
  ],
  [
    "a further name of a distribution",
    site({ aliases: ["app.example.com", "www.example.com", "new.example.com"] }),
    [],
  ],
  [
    "logs of load balancer and API",
    [
      update(
        "aws_lb.Lb",
        { access_logs: [{ enabled: true, bucket: "b" }] },
        { access_logs: [{ enabled: false, bucket: "b" }] },
      ),
      update(
        "aws_apigatewayv2_stage.S",
        { access_log_settings: [{ destination_arn: "a" }] },
        { access_log_settings: [] },
      ),
    ],
    [
      "logging aws_lb.Lb: Requests to the load balancer are no longer logged.",
      "logging aws_apigatewayv2_stage.S: Requests to the API are no longer logged.",
    ],
  ],
  [
    "the trail",
    [
      update(
        "aws_cloudtrail.T",
        { enable_logging: true, is_multi_region_trail: true, advanced_event_selector: [{ name: "Objects" }] },
        { enable_logging: false, is_multi_region_trail: false, advanced_event_selector: [] },
      ),
    ],
    [
      "logging aws_cloudtrail.T: The trail stops recording calls of AWS APIs.",
      "logging aws_cloudtrail.T: The trail no longer records calls in other regions.",
      "logging aws_cloudtrail.T: The trail no longer records: Objects.",
    ],
  ],
  [
    "an alarm, disabled and without recipient",
    [
      update("aws_cloudwatch_metric_alarm.A", ALARM, { actions_enabled: false }),
      update("aws_cloudwatch_metric_alarm.B", ALARM, { alarm_actions: [] }),
    ],
    [
      "alarm aws_cloudwatch_metric_alarm.A: The alarm's actions are disabled.",
      "alarm aws_cloudwatch_metric_alarm.B: The alarm has no recipient any more.",
    ],
  ],
  ["an alarm's threshold", [update("aws_cloudwatch_metric_alarm.A", ALARM, { threshold: 95 })], []],
  [
    "an alarm's recipient",
    [update("aws_cloudwatch_metric_alarm.A", ALARM, { alarm_actions: ["arn:other"] })],
    [],
  ],
  [
    "an alarm's recipient, which is not known yet",
    [
      update(
        "aws_cloudwatch_metric_alarm.A",
        ALARM,
        { alarm_actions: undefined },
        { after_unknown: { alarm_actions: [true] } },
      ),
    ],
    [],
  ],
  [
    "tags",
    [
      update(
        "aws_vpc.Vpc",
        { tags: { a: "1" }, tags_all: { a: "1" } },
        { tags: { a: "2" }, tags_all: { a: "2" } },
      ),
    ],
    [],
  ],
  [
    "an event rule, disabled",
    [update("aws_cloudwatch_event_rule.R", { state: "ENABLED" }, { state: "DISABLED" })],
    [
      "alarm aws_cloudwatch_event_rule.R: The rule is disabled: operators are not notified of the events that it matches.",
    ],
  ],
  [
    "versions of a bucket",
    [
      update("aws_s3_bucket_versioning.V", VERSIONING, {
        versioning_configuration: [{ status: "Suspended" }],
      }),
    ],
    [
      "history aws_s3_bucket_versioning.V: Versioning is suspended: an overwritten or deleted object cannot be restored from now on.",
    ],
  ],
  [
    "versions of a bucket, by destroying the setting",
    [BUCKET, remove("aws_s3_bucket_versioning.V", VERSIONING)],
    [
      "history aws_s3_bucket_versioning.V: Versioning is suspended: an overwritten or deleted object cannot be restored from now on.",
    ],
  ],
  [
    "versions of a bucket that is destroyed, too",
    [
      remove("aws_s3_bucket.Site", { bucket: "site", id: "site" }),
      remove("aws_s3_bucket_versioning.V", VERSIONING),
    ],
    [
      "data aws_s3_bucket.Site: The bucket site is destroyed. The apply fails while it contains objects; then only an empty bucket is lost.",
    ],
  ],
  [
    "expiration of objects and old versions",
    [
      update(
        "aws_s3_bucket_lifecycle_configuration.L",
        expiring({ id: "a", expiration: [{ days: 90 }] }, { id: "b", noncurrent_version_expiration: [] }),
        expiring(
          { id: "a", expiration: [{ days: 30 }] },
          { id: "b", noncurrent_version_expiration: [{ noncurrent_days: 7 }] },
        ),
      ),
    ],
    [
      "history aws_s3_bucket_lifecycle_configuration.L: Objects are deleted after 30 days instead of 90.",
      "history aws_s3_bucket_lifecycle_configuration.L: Old versions are deleted after 7 days.",
    ],
  ],
  [
    "expiration of objects of an existing bucket, for the first time",
    [
      BUCKET,
      create("aws_s3_bucket_lifecycle_configuration.L", expiring({ id: "a", expiration: [{ days: 30 }] })),
    ],
    ["history aws_s3_bucket_lifecycle_configuration.L: Objects are deleted after 30 days."],
  ],
  [
    "expiration of objects of a new bucket",
    [
      create("aws_s3_bucket.Site", { bucket: "site" }),
      create("aws_s3_bucket_lifecycle_configuration.L", expiring({ id: "a", expiration: [{ days: 30 }] })),
    ],
    [],
  ],
  [
    "expiration to later",
    [
      update(
        "aws_s3_bucket_lifecycle_configuration.L",
        expiring({ id: "a", expiration: [{ days: 30 }] }),
        expiring({ id: "a", expiration: [{ days: 90 }] }),
      ),
    ],
    [],
  ],
  [
    "the retention of logs",
    [
      update("aws_cloudwatch_log_group.A", { retention_in_days: 90 }, { retention_in_days: 30 }),
      update("aws_cloudwatch_log_group.B", { retention_in_days: 0 }, { retention_in_days: 365 }),
      update("aws_cloudwatch_log_group.C", { retention_in_days: 30 }, { retention_in_days: 0 }),
      update("aws_cloudwatch_log_group.D", { retention_in_days: 30 }, { retention_in_days: 90 }),
    ],
    [
      "history aws_cloudwatch_log_group.A: Log events are deleted after 30 days instead of 90.",
      "history aws_cloudwatch_log_group.B: Log events are deleted after 365 days instead of never.",
    ],
  ],
  [
    "a role's permissions boundary",
    [update("aws_iam_role.R", { name: "r", permissions_boundary: "arn:b" }, { permissions_boundary: "" })],
    ["permissions aws_iam_role.R: The role loses its permissions boundary: its policies alone limit it."],
  ],
  [
    "a role's permissions boundary, added",
    [update("aws_iam_role.R", { name: "r" }, { permissions_boundary: "arn:b" })],
    [],
  ],
  [
    "the access block of a bucket",
    [
      update("aws_s3_bucket_public_access_block.B", BLOCK, {
        block_public_policy: false,
        restrict_public_buckets: false,
      }),
    ],
    ["exposure aws_s3_bucket_public_access_block.B: Public access to the bucket is no longer blocked."],
  ],
  [
    "the access block of a bucket, by destroying it",
    [BUCKET, remove("aws_s3_bucket_public_access_block.B", BLOCK)],
    ["exposure aws_s3_bucket_public_access_block.B: Public access to the bucket is no longer blocked."],
  ],
  [
    "the authorization of a route",
    [update("aws_apigatewayv2_route.R", { authorization_type: "JWT" }, { authorization_type: "NONE" })],
    ["exposure aws_apigatewayv2_route.R: The route no longer requires authorization."],
  ],
  [
    "a rule of the web ACL",
    [
      update(
        "aws_wafv2_web_acl.W",
        { rule: [{ name: "rate-limit" }, { name: "common" }] },
        { rule: [{ name: "common" }] },
      ),
    ],
    ["exposure aws_wafv2_web_acl.W: The web ACL no longer has the rule rate-limit."],
  ],
];

test.each(CASES)("changes %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});

/** Settings with a weaker and a stronger value: the change to the weaker one is a finding, the change back is none. */
const ROWS: readonly (readonly [type: string, stronger: object, weaker: object, finding: string])[] = [
  [
    "aws_instance",
    { disable_api_termination: true },
    { disable_api_termination: false },
    "protection: Termination protection is turned off.",
  ],
  [
    "aws_kms_key",
    { deletion_window_in_days: 30 },
    { deletion_window_in_days: 7 },
    "protection: The time to cancel a deletion of the key is shortened from 30 to 7 days.",
  ],
  [
    "aws_cloudtrail",
    { kms_key_id: "arn:key" },
    { kms_key_id: "" },
    "encryption: It is no longer encrypted with a customer managed key.",
  ],
  [
    "aws_cloudwatch_log_group",
    { kms_key_id: "arn:key" },
    { kms_key_id: null },
    "encryption: It is no longer encrypted with a customer managed key.",
  ],
  [
    "aws_instance",
    { root_block_device: [{ encrypted: true }] },
    { root_block_device: [{ encrypted: false }] },
    "encryption: New instances have an unencrypted disk.",
  ],
  [
    "aws_instance",
    { metadata_options: [{ http_tokens: "required" }] },
    { metadata_options: [{ http_tokens: "optional" }] },
    "permissions: Instances answer metadata requests without a token (IMDSv1).",
  ],
  [
    "aws_lb_listener",
    { protocol: "HTTPS" },
    { protocol: "HTTP" },
    "encryption: The load balancer answers by plain HTTP instead of HTTPS.",
  ],
  [
    "aws_apigatewayv2_domain_name",
    { domain_name_configuration: [{ security_policy: "TLS_1_2" }] },
    { domain_name_configuration: [{ security_policy: "TLS_1_0" }] },
    "encryption: The API's domain accepts TLS 1.0.",
  ],
  [
    "aws_apigatewayv2_integration",
    { tls_config: [{ server_name_to_verify: "a" }] },
    { tls_config: [] },
    "encryption: The API no longer verifies the load balancer's certificate.",
  ],
  [
    "aws_flow_log",
    { traffic_type: "ALL" },
    { traffic_type: "REJECT" },
    "logging: Of the VPC's traffic only REJECT is recorded.",
  ],
  [
    "aws_cloudtrail",
    { include_global_service_events: true },
    { include_global_service_events: false },
    "logging: The trail no longer records calls of global services, such as IAM.",
  ],
  [
    "aws_cloudtrail",
    { enable_log_file_validation: true },
    { enable_log_file_validation: false },
    "logging: Changed or deleted log files of the trail are no longer noticed.",
  ],
  [
    "aws_cloudtrail",
    { cloud_watch_logs_group_arn: "arn:logs" },
    { cloud_watch_logs_group_arn: "" },
    "logging: The trail no longer writes to a log group: its alarms and summaries see nothing.",
  ],
  [
    "aws_guardduty_detector",
    { enable: true },
    { enable: false },
    "logging: GuardDuty stops detecting threats.",
  ],
  [
    "aws_cloudwatch_composite_alarm",
    { actions_enabled: true },
    { actions_enabled: false },
    "alarm: The alarm's actions are disabled.",
  ],
  [
    "aws_cloudwatch_composite_alarm",
    { alarm_actions: ["arn:topic"] },
    { alarm_actions: null },
    "alarm: The alarm has no recipient any more.",
  ],
  [
    "aws_s3_bucket_ownership_controls",
    { rule: [{ object_ownership: "BucketOwnerEnforced" }] },
    { rule: [{ object_ownership: "BucketOwnerPreferred" }] },
    "exposure: ACLs of objects can let others in.",
  ],
  [
    "aws_lb",
    { internal: true },
    { internal: false },
    "exposure: The load balancer can be reached from the internet.",
  ],
  [
    "aws_subnet",
    { map_public_ip_on_launch: false },
    { map_public_ip_on_launch: true },
    "exposure: New instances in the subnet have a public address.",
  ],
  [
    "aws_apigatewayv2_api",
    { disable_execute_api_endpoint: true },
    { disable_execute_api_endpoint: false },
    "exposure: The API also answers at its default endpoint.",
  ],
];

test.each(ROWS)("%s from %j to %j", (type, stronger, weaker, finding) => {
  const found = (before: object, after: object) =>
    findingsIn(plan([update(`${type}.R`, { id: "r", ...before }, after)]));
  expect(found(stronger, weaker)).toEqual([finding.replace(": ", ` ${type}.R: `)]);
  expect(found(weaker, stronger)).toEqual([]);
});
