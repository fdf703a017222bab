import { securityGroupsHaveTheirEgress } from "../../src/checks/security-groups-have-their-egress";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const RULE = "aws_vpc_security_group_egress_rule";
const after = (change: (json: Mutable) => void) =>
  findingsAfter(securityGroupsHaveTheirEgress, "careflowai-prod", change);

test("every security group can send what it has to", () => {
  expect(findingsOnSound(securityGroupsHaveTheirEgress)).toEqual([]);
});

test("a group without outbound rule is found", () => {
  const findings = after((json) => {
    onlyIn(json, RULE, "VpcLink").security_group_id = "${aws_security_group.Other.id}";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_security_group\.SecurityGroups_VpcLink_\S+ has no outbound rule$/),
  ]);
});

test("instances that reach HTTPS, but not MongoDB, are found", () => {
  const findings = after((json) => {
    Object.assign(onlyIn(json, RULE, "ToAnywhere"), { ip_protocol: "tcp", from_port: 443, to_port: 443 });
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_security_group\.SecurityGroups_Backend_\S+ does not let MongoDB out \(port 27017\)$/,
    ),
  ]);
});

test("instances that reach the VPC only are found", () => {
  const findings = after((json) => {
    onlyIn(json, RULE, "ToAnywhere").cidr_ipv4 = "10.0.0.0/16";
  });
  expect(findings).toEqual([
    expect.stringMatching(/does not let HTTPS out \(port 443\)$/),
    expect.stringMatching(/does not let MongoDB out \(port 27017\)$/),
  ]);
});
