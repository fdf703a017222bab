import { securityGroupsHaveTheirEgress } from "../../../src/checks/network/security-groups-have-their-egress";
import { onlyIn, testCheck } from "../../helpers/broken";

const RULE = "aws_vpc_security_group_egress_rule";
const BACKEND = "aws_security_group.LoadBalanced_SecurityGroups_Backend_~";

testCheck(securityGroupsHaveTheirEgress, {
  "careflowai-prod": [
    [
      "a group without an outbound rule",
      (json) => (onlyIn(json, RULE, "VpcLink").security_group_id = "${aws_security_group.Other.id}"),
      "aws_security_group.LoadBalanced_SecurityGroups_VpcLink_~ has no outbound rule",
    ],
    [
      "instances that reach HTTPS, but not MongoDB",
      (json) =>
        Object.assign(onlyIn(json, RULE, "ToAnywhere"), {
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
        }),
      `${BACKEND} does not let HTTP out (port 80)`,
      `${BACKEND} does not let MongoDB out (port 27017)`,
    ],
    [
      "instances that reach the VPC only",
      (json) => (onlyIn(json, RULE, "ToAnywhere").cidr_ipv4 = "10.0.0.0/16"),
      `${BACKEND} does not let HTTP out (port 80)`,
      `${BACKEND} does not let HTTPS out (port 443)`,
      `${BACKEND} does not let MongoDB out (port 27017)`,
    ],
  ],
  "careflowai-hardened-single": [
    [
      "a group without an outbound rule that no endpoint has",
      (json) => {
        for (const endpoint of Object.values<any>(json.resource.aws_vpc_endpoint))
          delete endpoint.security_group_ids;
      },
      "aws_security_group.SingleInstance_InterfaceEndpoints_SecurityGroup_~ has no outbound rule",
    ],
    [
      "restricted instances that do not reach MongoDB",
      (json) => (onlyIn(json, RULE, "ToAnywhere-27017").from_port = 27_018),
      "aws_security_group.SingleInstance_SecurityGroups_Backend_~ does not let MongoDB out (port 27017)",
    ],
  ],
});
