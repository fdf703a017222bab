import { securityGroupsAreNamedOnce } from "../../src/checks/security-groups-are-named-once";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterTemplate = (change: (template: Mutable) => void) =>
  findingsAfter(securityGroupsAreNamedOnce, "careflowai-dev", (json) => {
    change(onlyIn(json, "aws_launch_template"));
  });

test("every template names its security groups once", () => {
  expect(findingsOnSound(securityGroupsAreNamedOnce)).toEqual([]);
});

test("a template without security groups is found", () => {
  const findings = afterTemplate((template) => {
    delete template.vpc_security_group_ids;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_launch_template\.\S+ names no security group$/)]);
});

test("a template with network interfaces beside security groups is found", () => {
  const findings = afterTemplate((template) => {
    template.network_interfaces = [{ security_groups: template.vpc_security_group_ids }];
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_launch_template\.\S+ has both vpc_security_group_ids and network_interfaces$/,
    ),
  ]);
});

test("a template with network interfaces that name the groups is sound", () => {
  const findings = afterTemplate((template) => {
    template.network_interfaces = [{ security_groups: template.vpc_security_group_ids }];
    delete template.vpc_security_group_ids;
  });
  expect(findings).toEqual([]);
});
