import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { CLOUDFRONT_REGION } from "../config/regions";
import type { DataKey } from "../storage/data-key";
import { LogGroup } from "../storage/log-group";
import { CREATE_BEFORE_DESTROY } from "../terraform";

/** AWS's managed rule groups in the order of evaluation, each with the rules that only count (AWS, AWS Managed Rules rule groups list). */
const MANAGED_RULE_GROUPS = [
  // The rule would refuse every body over 8 KB, and the API accepts up to 10 MB.
  { name: "AWSManagedRulesCommonRuleSet", countOnly: ["SizeRestrictions_BODY"] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", countOnly: [] },
];
/** Judges the address of the caller. */
const IP_REPUTATION = { name: "AWSManagedRulesAmazonIpReputationList", countOnly: [] };

/** Of a body, a load balancer forwards no more to AWS WAF (AWS, Considerations for managing body inspection in AWS WAF). */
const BODY_KIB_OF_LOAD_BALANCERS = 8;

/** What AWS WAF can do at CloudFront only, which sees the address of each caller. */
export interface CloudFrontRules {
  /** Requests per five minutes above which an address is blocked. */
  readonly requestsPerFiveMinutes: number;
  /** How much of a body CloudFront forwards to AWS WAF. */
  readonly inspectedBodyKiB: 16 | 32 | 48 | 64;
}

export interface WebAclProps {
  readonly name: string;
  /** Name of the log group, which AWS requires to start with `aws-waf-logs-`. */
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  /** Key that encrypts the log group, in the same region. Default: a key that AWS owns. */
  readonly logKey?: DataKey | undefined;
  /** Whether a request is blocked whose body is longer than AWS WAF inspects. */
  readonly blockUninspectedBodies: boolean;
  /** For a distribution. Without them, the web ACL is for a load balancer in the environment's region. */
  readonly cloudFront: CloudFrontRules | undefined;
  /** Whether Terraform refuses to destroy the log group. */
  readonly protect: boolean;
}

/**
 * AWS WAF for the distribution or the load balancer: AWS's managed rules, and a log of every request without what
 * identifies the caller's session. WAF does not exist for HTTP APIs (decision 6). A load balancer behind the VPC Link
 * sees the link's addresses only, so rules on addresses are CloudFront's.
 *
 * Exposes the web ACL to what it protects.
 */
export class WebAcl extends Construct {
  readonly resource: Wafv2WebAcl;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, cloudFront, blockUninspectedBodies } = props;
    const inRegion = cloudFront ? { region: CLOUDFRONT_REGION } : {};

    this.resource = new Wafv2WebAcl(this, "Resource", {
      name,
      scope: cloudFront ? "CLOUDFRONT" : "REGIONAL",
      ...inRegion,
      defaultAction: { allow: {} },
      lifecycle: CREATE_BEFORE_DESTROY,
      visibilityConfig: visibility(name),
      ...(cloudFront && {
        associationConfig: {
          requestBody: [
            { cloudfront: { defaultSizeInspectionLimit: `KB_${String(cloudFront.inspectedBodyKiB)}` } },
          ],
        },
      }),
      rule: [
        ...(cloudFront ? [rateLimit(cloudFront), managed(IP_REPUTATION)] : []),
        ...MANAGED_RULE_GROUPS.map(managed),
        ...(blockUninspectedBodies ? [bodySize(cloudFront?.inspectedBodyKiB)] : []),
      ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
    });
    const { resource: logGroup } = new LogGroup(this, "Logs", {
      name: props.logGroupName,
      retentionDays: props.logRetentionDays,
      key: props.logKey,
      ...inRegion,
      protect: props.protect,
    });
    new Wafv2WebAclLoggingConfiguration(this, "Logging", {
      resourceArn: this.resource.arn,
      logDestinationConfigs: [logGroup.arn],
      ...inRegion,
      redactedFields: [
        { queryString: {} },
        ...["authorization", "cookie"].map((name) => ({ singleHeader: { name } })),
      ],
    });
  }
}

// CDKTF has no type for a statement and passes its keys on unchanged, so they are Terraform's own.

function rateLimit({ requestsPerFiveMinutes }: CloudFrontRules) {
  return {
    name: "rate-limit",
    action: { block: {} },
    statement: {
      rate_based_statement: {
        aggregate_key_type: "IP",
        limit: requestsPerFiveMinutes,
        evaluation_window_sec: 300,
      },
    },
  };
}

function managed({ name, countOnly }: (typeof MANAGED_RULE_GROUPS)[number]) {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        rule_action_override: countOnly.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
  };
}

/** AWS WAF does not see how long a body is beyond what it inspects; `MATCH` is for those. */
function bodySize(inspectedKiB: number = BODY_KIB_OF_LOAD_BALANCERS) {
  return {
    name: "uninspected-body",
    action: { block: {} },
    statement: {
      size_constraint_statement: {
        field_to_match: { body: { oversize_handling: "MATCH" } },
        comparison_operator: "GT",
        size: inspectedKiB * 1024,
        text_transformation: [{ priority: 0, type: "NONE" }],
      },
    },
  };
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
