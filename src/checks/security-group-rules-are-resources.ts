import type { Check } from "./check";

/** Pitfall 2.4-1: inline rules and rules that are resources overwrite each other at every apply. */
export const securityGroupRulesAreResources: Check = {
  id: "2.4-1",
  rule: "Each security group rule is a resource of its own type for inbound or outbound, none is inline.",
  findings: (stack) => [
    ...stack
      .resources("aws_security_group")
      .flatMap(({ address, body }) =>
        ["ingress", "egress"]
          .filter((direction) => body[direction] !== undefined)
          .map((direction) => `${address} has inline ${direction} rules`),
      ),
    ...stack
      .resources("aws_security_group_rule")
      .map(({ address }) => `${address} is of the old type, which knows no ids of single rules`),
  ],
};
