import { defaultSecurityGroupIsClosed } from "../../src/checks/default-security-group-is-closed";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every default security group is closed", () => {
  expect(findingsOnSound(defaultSecurityGroupIsClosed)).toEqual([]);
});

test("a default group that is left as AWS makes it is found", () => {
  const findings = findingsAfter(defaultSecurityGroupIsClosed, "careflowai-prod", (json) => {
    delete json.resource.aws_default_security_group;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_vpc\.\S+ keeps the default security group that AWS makes$/),
  ]);
});

test("an inline rule of a default group is found", () => {
  const findings = findingsAfter(defaultSecurityGroupIsClosed, "careflowai-prod", (json) => {
    onlyIn(json, "aws_default_security_group").egress = [{ protocol: "-1", from_port: 0, to_port: 0 }];
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_default_security_group\.\S+ has egress rules$/)]);
});

test("a rule resource of a default group is found", () => {
  const findings = findingsAfter(defaultSecurityGroupIsClosed, "careflowai-prod", (json) => {
    const [name] = Object.keys(json.resource.aws_default_security_group);
    json.resource.aws_vpc_security_group_ingress_rule.Added = {
      security_group_id: `\${aws_default_security_group.${String(name)}.id}`,
    };
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_vpc_security_group_ingress_rule\.Added opens aws_default_security_group\.\S+$/,
    ),
  ]);
});
