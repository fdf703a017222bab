import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { Json } from "../../src/synthesized/synthesized-stack";
import { WebAcl } from "../../src/frontend/web-acl";
import { only } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const webAcl = only(
  synthConstruct((scope) => {
    new WebAcl(scope, "WebAcl", { name: "test", requestsPerFiveMinutes: 1234 });
  }),
  Wafv2WebAcl,
).body;

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

test("it protects CloudFront: it blocks clients with too many requests, and what AWS's managed rules call hostile", () => {
  expect(webAcl).toEqual({
    name: "test",
    scope: "CLOUDFRONT",
    // Wherever the environment is.
    region: "us-east-1",
    default_action: { allow: {} },
    // The distribution stops using it before it is destroyed.
    lifecycle: { create_before_destroy: true },
    visibility_config: visibility("test"),
    rule: [
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
    ],
  });
});

test("every key is Terraform's: CDKTF passes those of a statement on as they are", () => {
  const keysIn = (value: Json | undefined): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
      : [];
  const keys = keysIn(webAcl).filter((key) => !/^\d+$/.test(key));
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter((key) => !/^[a-z]+(_[a-z]+)*$/.test(key))).toEqual([]);
});
