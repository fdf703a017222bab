import type { Check } from "../check";
import { unless } from "../check";
import { dependsOn } from "../../synthesized/synthesized-stack";

export const elasticIpsAreHeld: Check = {
  id: "elastic-ips-are-held",
  rule: "An Elastic IP waits for the internet gateway and belongs to a single instance or, next to an Auto Scaling group, to a NAT gateway.",
  why: "AWS charges for an address that nothing holds, and an address that is made before the internet gateway fails at apply (provider documentation of aws_eip; decision 7).",
  findings: (stack) => {
    const isScaled = stack.resources("aws_autoscaling_group").length > 0;
    const holderTypes = ["aws_nat_gateway", ...(isScaled ? [] : ["aws_eip_association"])];
    return stack.resources("aws_eip").flatMap((elasticIp) => {
      const { address, body } = elasticIp;
      const holders = holderTypes.flatMap((type) => stack.attached(type, "allocation_id", elasticIp));
      return [
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
