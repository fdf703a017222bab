import { defaultSecurityGroupIsClosed } from "../../../src/checks/network/default-security-group-is-closed";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

testCheck(defaultSecurityGroupIsClosed, {
  "careflowai-prod": [
    [
      "a default group that is left as AWS makes it",
      (json) => delete json.resource.aws_default_security_group,
      "aws_vpc.~ keeps the default security group that AWS makes",
    ],
    [
      "an inline rule of a default group",
      (json) =>
        (onlyIn(json, "aws_default_security_group").egress = [{ protocol: "-1", from_port: 0, to_port: 0 }]),
      "aws_default_security_group.~ has egress rules",
    ],
    [
      "a rule resource of a default group",
      (json) => {
        json.resource.aws_vpc_security_group_ingress_rule.Added = {
          security_group_id: `\${${addressIn(json, "aws_default_security_group")}.id}`,
        };
      },
      "aws_vpc_security_group_ingress_rule.Added opens aws_default_security_group.~",
    ],
  ],
});
