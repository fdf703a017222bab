import type { Check } from "../check";
import { rulesOf } from "../../synthesized/security-group-rules";
import { nested } from "../../synthesized/synthesized-stack";

export const defaultSecurityGroupIsClosed: Check = {
  id: "default-security-group-is-closed",
  rule: "The default security group of every VPC is managed and has no rules.",
  why: "The default group that AWS makes admits its members and lets everything out; a resource without a group gets it (AWS, Default security groups; Security Hub control EC2.2).",
  findings: (stack) => {
    const unmanaged = stack
      .resources("aws_vpc")
      .filter((vpc) => stack.attached("aws_default_security_group", "vpc_id", vpc).length === 0)
      .map(({ address }) => `${address} keeps the default security group that AWS makes`);
    const open = stack.resources("aws_default_security_group").flatMap(({ address, body }) => [
      ...["ingress", "egress"]
        .filter((direction) => nested(body, direction).length > 0)
        .map((direction) => `${address} has ${direction} rules`),
      ...rulesOf(stack)
        .filter(({ group }) => group === address)
        .map((rule) => `${rule.address} opens ${address}`),
    ]);
    return [...unmanaged, ...open];
  },
};
