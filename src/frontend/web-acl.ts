import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Construct } from "constructs";
import { CLOUDFRONT_REGION } from "../config/regions";
import { CREATE_BEFORE_DESTROY } from "../terraform";

/** AWS's managed rule groups in the order of evaluation, each with the rules that only count (AWS, AWS Managed Rules rule groups list). */
const MANAGED_RULE_GROUPS = [
  { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] },
  // The rule would refuse every body over 8 KB, and the API accepts up to 10 MB.
  { name: "AWSManagedRulesCommonRuleSet", countOnly: ["SizeRestrictions_BODY"] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", countOnly: [] },
];

export interface WebAclProps {
  readonly name: string;
  /** Requests per five minutes above which an address is blocked. */
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
      region: CLOUDFRONT_REGION,
      defaultAction: { allow: {} },
      lifecycle: CREATE_BEFORE_DESTROY,
      visibilityConfig: visibility(name),
      // CDKTF has no type for a statement and passes its keys on unchanged, so they are Terraform's own.
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
