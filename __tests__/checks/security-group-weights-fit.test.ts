import { securityGroupWeightsFit } from "../../src/checks/security-group-weights-fit";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const RULE = "aws_vpc_security_group_ingress_rule";
const afterAdding = (count: number, changes: Mutable = {}) =>
  findingsAfter(securityGroupWeightsFit, "careflowai-dev", (json) => {
    const { security_group_id } = onlyIn(json, RULE, "Ssh");
    for (let index = 0; index < count; index++) {
      json.resource[RULE][`Added${String(index)}`] = { security_group_id, ...changes };
    }
  });

test("every security group fits AWS's quota", () => {
  expect(findingsOnSound(securityGroupWeightsFit)).toEqual([]);
});

test("five rules fit beside CloudFront's prefix list, and six do not", () => {
  expect(afterAdding(4)).toEqual([]);
  expect(afterAdding(5)).toEqual([
    expect.stringMatching(/^aws_security_group\.\S+ has ingress rules that weigh 61 of 60$/),
  ]);
});

test("a second rule for CloudFront's prefix list is found", () => {
  const findings = findingsAfter(securityGroupWeightsFit, "careflowai-dev", (json) => {
    json.resource[RULE].Added = { ...onlyIn(json, RULE, "CloudFront"), from_port: 443, to_port: 443 };
  });
  expect(findings).toEqual([expect.stringMatching(/ has ingress rules that weigh 111 of 60$/)]);
});

test("a prefix list of the stack's own weighs as much as it may hold", () => {
  const findings = findingsAfter(securityGroupWeightsFit, "careflowai-prod", (json) => {
    json.resource.aws_ec2_managed_prefix_list = { Offices: { max_entries: 60 } };
    onlyIn(json, RULE, "Ssh").prefix_list_id = "${aws_ec2_managed_prefix_list.Offices.id}";
  });
  expect(findings).toEqual([expect.stringMatching(/ has ingress rules that weigh 62 of 60$/)]);
});
