import type { Check } from "./check";
import { lifecycle } from "../synthesized/synthesized-stack";

/** Pitfall 2.1-10: a VPC Link cannot change, nor be deleted while an integration refers to it. */
export const vpcLinkOutlivesItsUse: Check = {
  id: "2.1-10",
  rule: "The successor of a VPC Link or an integration stands before the old one goes.",
  findings: (stack) =>
    ["aws_apigatewayv2_vpc_link", "aws_apigatewayv2_integration"]
      .flatMap((type) => stack.resources(type))
      .filter(({ body }) => lifecycle(body).create_before_destroy !== true)
      .map(({ address }) => `${address} is destroyed before its successor is created`),
};
