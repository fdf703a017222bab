import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { Json } from "../../src/synthesized/synthesized-stack";
import type { WebAclProps } from "../../src/network/web-acl";
import { WebAcl } from "../../src/network/web-acl";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const webAclOf = (props: Partial<WebAclProps> = {}) =>
  synthConstruct((scope) => {
    new WebAcl(scope, "WebAcl", {
      name: "test",
      logGroupName: "aws-waf-logs-test",
      logRetentionDays: 30,
      blockUninspectedBodies: false,
      cloudFront: { requestsPerFiveMinutes: 1234, inspectedBodyKiB: 48 },
      protect: false,
      ...props,
    });
  });

const visibility = (metric_name: string) => ({
  cloudwatch_metrics_enabled: true,
  sampled_requests_enabled: true,
  metric_name,
});
const managed = (name: string, priority: number, ...countOnly: string[]) => ({
  name,
  priority,
  override_action: { none: {} },
  statement: {
    managed_rule_group_statement: {
      vendor_name: "AWS",
      name,
      rule_action_override: countOnly.map((name) => ({ name, action_to_use: { count: {} } })),
    },
  },
  visibility_config: visibility(name),
});
const uninspectedBody = (priority: number, size: number) => ({
  name: "uninspected-body",
  priority,
  action: { block: {} },
  statement: {
    size_constraint_statement: {
      field_to_match: { body: { oversize_handling: "MATCH" } },
      comparison_operator: "GT",
      size,
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  },
  visibility_config: visibility("uninspected-body"),
});
const common = {
  name: "test",
  default_action: { allow: {} },
  // What it protects stops using it before it is destroyed.
  lifecycle: { create_before_destroy: true },
  visibility_config: visibility("test"),
};
const atCloudFront = [
  {
    name: "rate-limit",
    priority: 0,
    action: { block: {} },
    statement: {
      rate_based_statement: { aggregate_key_type: "IP", limit: 1234, evaluation_window_sec: 300 },
    },
    visibility_config: visibility("rate-limit"),
  },
  managed("AWSManagedRulesAmazonIpReputationList", 1),
  // Bodies over 8 KB are the API's business.
  managed("AWSManagedRulesCommonRuleSet", 2, "SizeRestrictions_BODY"),
  managed("AWSManagedRulesKnownBadInputsRuleSet", 3),
];
const atLoadBalancer = [
  managed("AWSManagedRulesCommonRuleSet", 0, "SizeRestrictions_BODY"),
  managed("AWSManagedRulesKnownBadInputsRuleSet", 1),
];

test("at CloudFront it blocks clients with too many requests, and what AWS's managed rules call hostile", () => {
  expect(only(webAclOf(), Wafv2WebAcl).body).toEqual({
    ...common,
    scope: "CLOUDFRONT",
    // Wherever the environment is.
    region: "us-east-1",
    association_config: { request_body: [{ cloudfront: { default_size_inspection_limit: "KB_48" } }] },
    rule: atCloudFront,
  });
});

test("at a load balancer, which sees the VPC Link's addresses, it judges requests by their content alone", () => {
  expect(only(webAclOf({ cloudFront: undefined }), Wafv2WebAcl).body).toEqual({
    ...common,
    scope: "REGIONAL",
    rule: atLoadBalancer,
  });
});

test("it blocks bodies that are longer than it inspects, if so set", () => {
  expect(only(webAclOf({ blockUninspectedBodies: true }), Wafv2WebAcl).body.rule).toEqual([
    ...atCloudFront,
    uninspectedBody(4, 49_152),
  ]);
  const balanced = webAclOf({ blockUninspectedBodies: true, cloudFront: undefined });
  expect(only(balanced, Wafv2WebAcl).body.rule).toEqual([...atLoadBalancer, uninspectedBody(2, 8192)]);
});

test.each([
  ["CloudFront", {}, { region: "us-east-1" }],
  ["a load balancer", { cloudFront: undefined }, {}],
] as const)("at %s it logs in its own region, without query strings and sessions", (_what, props, region) => {
  const stack = webAclOf({ ...props, protect: true });
  expect(only(stack, CloudwatchLogGroup).body).toEqual({
    ...region,
    name: "aws-waf-logs-test",
    retention_in_days: 30,
    skip_destroy: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(stack, Wafv2WebAclLoggingConfiguration).body).toEqual({
    ...region,
    resource_arn: reference(stack, Wafv2WebAcl, "arn"),
    log_destination_configs: [reference(stack, CloudwatchLogGroup, "arn")],
    redacted_fields: [
      { query_string: {} },
      { single_header: { name: "authorization" } },
      { single_header: { name: "cookie" } },
    ],
  });
});

test("every key is Terraform's: CDKTF passes those of a statement on as they are", () => {
  const keysIn = (value: Json | undefined): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
      : [];
  const { body } = only(webAclOf({ blockUninspectedBodies: true }), Wafv2WebAcl);
  const keys = keysIn(body).filter((key) => !/^\d+$/.test(key));
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter((key) => !/^[a-z]+(_[a-z]+)*$/.test(key))).toEqual([]);
});
