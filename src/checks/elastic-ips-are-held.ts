import type { Check } from "./check";
import { unless } from "./check";
import { dependsOn, text } from "../synthesized/synthesized-stack";

/** Pitfall 2.3-17, decision 7: an address that nothing fixed holds is charged for and leads nowhere. */
export const elasticIpsAreHeld: Check = {
  id: "2.3-17",
  rule: "An Elastic IP is for the VPC, waits for the internet gateway, and belongs to a single instance or, beside an Auto Scaling group, to a NAT gateway.",
  findings: (stack) => {
    const isScaled = stack.resources("aws_autoscaling_group").length > 0;
    const holderTypes = ["aws_nat_gateway", ...(isScaled ? [] : ["aws_eip_association"])];
    return stack.resources("aws_eip").flatMap((elasticIp) => {
      const { address, body } = elasticIp;
      const holders = holderTypes.flatMap((type) => stack.attached(type, "allocation_id", elasticIp));
      return [
        ...unless(body.domain === "vpc", `${address} is for domain ${text(body.domain)}, not vpc`),
        ...unless(
          dependsOn(body).some((dependency) => dependency.startsWith("aws_internet_gateway.")),
          `${address} does not wait for the internet gateway`,
        ),
        ...unless(
          holders.length === 1,
          `${address} is held by ${String(holders.length)} of ${holderTypes.join(", ")}, not by 1`,
        ),
      ];
    });
  },
};
