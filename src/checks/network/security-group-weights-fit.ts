import type { Check } from "../check";
import { unless } from "../check";
import type { SecurityGroupRule } from "../../synthesized/security-group-rules";
import { isCloudFront, rulesOf } from "../../synthesized/security-group-rules";

/** AWS's quota for one group and direction. */
const QUOTA = 60;
/** The weight of one reference to CloudFront's prefix list (Amazon VPC User Guide). */
const CLOUDFRONT_WEIGHT = 55;

function weight(rule: SecurityGroupRule): number {
  if (isCloudFront(rule)) return CLOUDFRONT_WEIGHT;
  return Number(rule.prefixList?.body.max_entries ?? 1);
}

export const securityGroupWeightsFit: Check = {
  id: "security-group-weights-fit",
  rule: "The rules of a security group weigh at most 60 per direction; CloudFront's prefix list alone weighs 55.",
  why: "AWS refuses rules beyond the quota at apply (AWS, CloudFront managed prefix list; decision 2).",
  findings: (stack) =>
    stack.resources("aws_security_group").flatMap(({ address }) =>
      ["ingress", "egress"].flatMap((direction) => {
        const rules = rulesOf(stack).filter((rule) => rule.group === address && rule.direction === direction);
        const total = rules.reduce((sum, rule) => sum + weight(rule), 0);
        return unless(
          total <= QUOTA,
          `${address} has ${direction} rules that weigh ${String(total)} of ${String(QUOTA)}`,
        );
      }),
    ),
};
