import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Construct } from "constructs";
import { LET_GO_FIRST } from "../terraform";

/** AWS's managed rule groups in the order of evaluation, with rules that only count (AWS, AWS Managed Rules rule groups list). */
const MANAGED_RULE_GROUPS = [
  { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] },
  // It would refuse every body over 8 KB, and the API takes up to 10 MB.
  { name: "AWSManagedRulesCommonRuleSet", countOnly: ["SizeRestrictions_BODY"] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", countOnly: [] },
];

export interface WebAclProps {
  readonly name: string;
  /** Requests of one address in five minutes past which it is blocked. */
  readonly requestsPerFiveMinutes: number;
}

/**
 * AWS WAF for the distribution: managed rules and a rate limit. WAF does not exist for HTTP APIs (decision 6).
 * Exposes the web ACL to the distribution.
 */
export class WebAcl extends Construct {
  readonly resource: Wafv2WebAcl;

  constructor(scope: Construct, id: string, { name, requestsPerFiveMinutes }: WebAclProps) {
    super(scope, id);

    this.resource = new Wafv2WebAcl(this, "Resource", {
      name,
      scope: "CLOUDFRONT",
      // CloudFront's web ACLs live here, wherever the environment is.
      region: "us-east-1",
      defaultAction: { allow: {} },
      lifecycle: LET_GO_FIRST,
      visibilityConfig: visibility(name),
      // CDKTF does not type a statement, and passes its keys on as they are: they are Terraform's.
      rule: [
        {
          name: "rate-limit",
          priority: 0,
          action: { block: {} },
          statement: {
            rate_based_statement: {
              aggregate_key_type: "IP",
              limit: requestsPerFiveMinutes,
              evaluation_window_sec: 300,
            },
          },
          visibilityConfig: visibility("rate-limit"),
        },
        ...MANAGED_RULE_GROUPS.map((group, index) => ({
          name: group.name,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: {
            managed_rule_group_statement: {
              vendor_name: "AWS",
              name: group.name,
              rule_action_override: group.countOnly.map((name) => ({ name, action_to_use: { count: {} } })),
            },
          },
          visibilityConfig: visibility(group.name),
        })),
      ],
    });
  }
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
