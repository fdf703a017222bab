import { securityGroupsAreReplaceable } from "../../src/checks/security-groups-are-replaceable";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (group: Mutable) => void) =>
  findingsAfter(securityGroupsAreReplaceable, "careflowai-dev", (json) => {
    change(onlyIn(json, "aws_security_group"));
  });

test("every security group can be replaced while it is in use", () => {
  expect(findingsOnSound(securityGroupsAreReplaceable)).toEqual([]);
});

test("a fixed name is found", () => {
  const findings = after((group) => {
    group.name = "careflowai-dev-backend";
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_security_group\.\S+ has a fixed name$/)]);
});

test("a name that is left to Terraform is found", () => {
  const findings = after((group) => {
    delete group.name_prefix;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_security_group\.\S+ has no name prefix$/)]);
});

test("a group that is destroyed first is found", () => {
  const findings = after((group) => {
    delete group.lifecycle;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_security_group\.\S+ is not created before destroy$/),
  ]);
});
