import type { Check } from "../check";
import { referencesIn } from "../../synthesized/synthesized-stack";
import { instanceGroups, opens, rulesOf } from "../../synthesized/security-group-rules";

/** Ports that an instance calls: Ubuntu's package mirrors, AWS and Gemini, and MongoDB Atlas. */
const OUTSIDE = { HTTP: 80, HTTPS: 443, MongoDB: 27017 };

export const securityGroupsHaveTheirEgress: Check = {
  id: "security-groups-have-their-egress",
  rule: "Every security group has an outbound rule, except those of VPC endpoints, which call nothing; and those of instances let package mirrors, HTTPS and MongoDB out to any address.",
  why: "Terraform removes the rule by which AWS lets a new group send anywhere, so the instance reaches no package mirror and no database (provider documentation of aws_security_group).",
  findings: (stack) => {
    const egress = rulesOf(stack).filter(({ direction }) => direction === "egress");
    const ofEndpoints = referencesIn(
      stack.resources("aws_vpc_endpoint").map(({ body }) => body.security_group_ids ?? null),
    );
    const silent = stack
      .resources("aws_security_group")
      .filter(({ address }) => !ofEndpoints.has(address))
      .filter(({ address }) => !egress.some(({ group }) => group === address))
      .map(({ address }) => `${address} has no outbound rule`);
    const closed = [...instanceGroups(stack)].flatMap((address) =>
      Object.entries(OUTSIDE)
        .filter(
          ([, port]) =>
            !egress.some((rule) => rule.group === address && rule.cidr === "0.0.0.0/0" && opens(rule, port)),
        )
        .map(([what, port]) => `${address} does not let ${what} out (port ${String(port)})`),
    );
    return [...silent, ...closed];
  },
};
