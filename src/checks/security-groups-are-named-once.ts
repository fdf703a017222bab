import type { Check } from "./check";
import { unless } from "./check";
import { nested } from "../synthesized/synthesized-stack";

/** Pitfall 2.3-14: EC2 refuses both at once, and neither means the VPC's default group. */
export const securityGroupsAreNamedOnce: Check = {
  id: "2.3-14",
  rule: "A launch template names security groups either itself or on its network interfaces.",
  findings: (stack) =>
    stack.resources("aws_launch_template").flatMap(({ address, body }) => {
      const places = ["vpc_security_group_ids", "network_interfaces"].filter(
        (key) => nested(body, key).length > 0,
      );
      return [
        ...unless(places.length > 0, `${address} names no security group`),
        ...unless(places.length <= 1, `${address} has both ${places.join(" and ")}`),
      ];
    }),
};
