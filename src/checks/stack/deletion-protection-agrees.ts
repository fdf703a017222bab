import type { Check } from "../check";
import { unless } from "../check";
import { lifecycle } from "../../synthesized/synthesized-stack";

/** Types that hold data or an address that browsers know (decision 19). */
const PROTECTED_TYPES = [
  "aws_apigatewayv2_api",
  "aws_cloudfront_distribution",
  "aws_cloudwatch_log_group",
  "aws_eip",
  "aws_s3_bucket",
];

export const deletionProtectionAgrees: Check = {
  id: "deletion-protection-agrees",
  rule: "The load balancer of a stack is protected from deletion exactly if its data and addresses are, and a log group outlives its removal exactly if it is protected.",
  why: "A load balancer that alone is protected blocks the destroy of an environment that is meant to go, and an unprotected bucket next to a protected load balancer loses its data (decision 14).",
  findings: (stack) => [
    ...stack.resources("aws_lb").flatMap((loadBalancer) => {
      const isProtected = loadBalancer.body.enable_deletion_protection === true;
      return PROTECTED_TYPES.flatMap((type) => stack.resources(type))
        .filter(({ body }) => (lifecycle(body).prevent_destroy === true) !== isProtected)
        .map(({ address }) =>
          isProtected
            ? `${loadBalancer.address} is protected from deletion, but ${address} is not`
            : `${address} is protected from deletion, but ${loadBalancer.address} is not`,
        );
    }),
    ...stack.resources("aws_cloudwatch_log_group").flatMap(({ address, body }) => {
      const isProtected = lifecycle(body).prevent_destroy === true;
      return unless(
        (body.skip_destroy === true) === isProtected,
        isProtected
          ? `${address} is protected, but would be deleted when its setting is switched off`
          : `${address} is not protected, but would be left behind by a destroy`,
      );
    }),
  ],
};
