import { securityGroupWeightsFit } from "../../../src/checks/network/security-group-weights-fit";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const RULE = "aws_vpc_security_group_ingress_rule";
const add = (json: Mutable, count: number) => {
  const { security_group_id } = onlyIn(json, RULE, "Ssh");
  for (let index = 0; index < count; index++)
    json.resource[RULE][`Added${String(index)}`] = { security_group_id };
};
const weigh = (weight: number) => `aws_security_group.~ has ingress rules that weigh ${String(weight)} of 60`;

testCheck(securityGroupWeightsFit, {
  "careflowai-dev": [
    [
      "five rules next to CloudFront's prefix list",
      (json) => {
        add(json, 4);
      },
    ],
    [
      "six rules next to CloudFront's prefix list",
      (json) => {
        add(json, 5);
      },
      weigh(61),
    ],
    [
      "a second rule for CloudFront's prefix list",
      (json) =>
        (json.resource[RULE].Added = { ...onlyIn(json, RULE, "CloudFront"), from_port: 443, to_port: 443 }),
      weigh(111),
    ],
  ],
  "careflowai-prod": [
    [
      "a prefix list of the stack, which weighs as much as it may hold,",
      (json) => {
        json.resource.aws_ec2_managed_prefix_list = { Offices: { max_entries: 60 } };
        onlyIn(json, RULE, "Ssh").prefix_list_id = "${aws_ec2_managed_prefix_list.Offices.id}";
      },
      weigh(62),
    ],
  ],
});
