import { securityGroupsAreDescribed } from "../../src/checks/security-groups-are-described";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every security group and rule is described", () => {
  expect(findingsOnSound(securityGroupsAreDescribed)).toEqual([]);
});

test.each([
  ["aws_security_group", ""],
  ["aws_vpc_security_group_ingress_rule", "Ssh"],
  ["aws_vpc_security_group_egress_rule", ""],
])("an undescribed %s is found", (type, name) => {
  const findings = findingsAfter(securityGroupsAreDescribed, "careflowai-dev", (json) => {
    delete onlyIn(json, type, name).description;
  });
  expect(findings).toEqual([expect.stringMatching(new RegExp(`^${type}\\.\\S+ has no description$`))]);
});

test("an empty description is found", () => {
  const findings = findingsAfter(securityGroupsAreDescribed, "careflowai-dev", (json) => {
    onlyIn(json, "aws_security_group").description = " ";
  });
  expect(findings).toHaveLength(1);
});
