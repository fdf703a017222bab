import type { Check } from "./check";
import { unless } from "./check";
import { lifecycle } from "../synthesized/synthesized-stack";

/** What holds data or an address that browsers know (decisions, Posture). */
const PROTECTED_TYPES = [
  "aws_apigatewayv2_api",
  "aws_cloudfront_distribution",
  "aws_cloudwatch_log_group",
  "aws_eip",
  "aws_s3_bucket",
];

/** Pitfall 2.2-5: a load balancer that alone is protected blocks the destroy of an environment that is to go. */
export const deletionProtectionAgrees: Check = {
  id: "2.2-5",
  rule: "A stack's load balancer is protected from deletion exactly if its data and addresses are, and a log group outlives its removal exactly if it is protected.",
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
          ? `${address} is protected, but would be deleted when it is switched off`
          : `${address} is not protected, but would be left behind by a destroy`,
      );
    }),
  ],
};
