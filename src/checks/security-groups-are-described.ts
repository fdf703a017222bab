import type { Check } from "./check";
import { rulesOf } from "../synthesized/security-group-rules";

export const securityGroupsAreDescribed: Check = {
  id: "security-groups-are-described",
  rule: "Every security group and every rule says what it is for.",
  findings: (stack) =>
    [...stack.resources("aws_security_group"), ...rulesOf(stack)]
      .filter(({ body }) => typeof body.description !== "string" || body.description.trim() === "")
      .map(({ address }) => `${address} has no description`),
};
