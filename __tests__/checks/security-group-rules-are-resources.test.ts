import { securityGroupRulesAreResources } from "../../src/checks/security-group-rules-are-resources";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every security group rule is a resource", () => {
  expect(findingsOnSound(securityGroupRulesAreResources)).toEqual([]);
});

test.each(["ingress", "egress"])("inline %s rules are found", (direction) => {
  const findings = findingsAfter(securityGroupRulesAreResources, "careflowai-dev", (json) => {
    onlyIn(json, "aws_security_group")[direction] = [{ from_port: 80, to_port: 80, protocol: "tcp" }];
  });
  expect(findings).toEqual([
    expect.stringMatching(new RegExp(`^aws_security_group\\.\\S+ has inline ${direction} rules$`)),
  ]);
});

test("a rule of the old type is found", () => {
  const findings = findingsAfter(securityGroupRulesAreResources, "careflowai-prod", (json) => {
    json.resource.aws_security_group_rule = { Added: { type: "ingress" } };
  });
  expect(findings).toEqual([
    "aws_security_group_rule.Added is of the old type, which knows no ids of single rules",
  ]);
});
