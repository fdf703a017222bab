import type { Check } from "../check";
import { unless } from "../check";
import type { Json, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { lifecycle, nested, stringsIn, text } from "../../synthesized/synthesized-stack";

/** Whether a plan fails where a zone's id is not as wanted. */
function isVerified(stack: SynthesizedStack, zone: Json | undefined): boolean {
  return stack
    .data("aws_availability_zone")
    .filter(({ body }) => zone !== undefined && body.name === zone)
    .flatMap(({ body }) => nested(lifecycle(body), "postcondition"))
    .some(({ condition }) => text(condition).includes("self.zone_id"));
}

export const vpcLinkZonesAreVerified: Check = {
  id: "vpc-link-zones-are-verified",
  rule: "Every zone of a VPC Link is looked up, with a postcondition on the zone's id.",
  why: "Some zones have no VPC Link, and the same zone name is a different zone in each account: the link would fail at apply (AWS, VPC links for HTTP APIs).",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_vpc_link").flatMap(({ address, body }) =>
      stringsIn(body.subnet_ids).flatMap((subnet) => {
        const zone = stack.target(subnet)?.body.availability_zone;
        return unless(
          isVerified(stack, zone),
          `${address} is in ${subnet}, but nothing verifies the id of zone ${text(zone)}`,
        );
      }),
    ),
};
