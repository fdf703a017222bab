import { backendIsBehindItsFront } from "../../../src/checks/network/backend-is-behind-its-front";
import { onlyIn, testCheck } from "../../helpers/broken";

const RULE = "aws_vpc_security_group_ingress_rule";

testCheck(backendIsBehindItsFront, {
  "careflowai-prod": [
    [
      "instances that admit the internet next to the load balancer",
      (json) => {
        const rule = onlyIn(json, RULE, "FromLoadBalancerHttp");
        delete rule.referenced_security_group_id;
        rule.cidr_ipv4 = "0.0.0.0/0";
      },
      `${RULE}.~ admits more than the load balancer`,
    ],
    [
      "instances that admit the VPC Link next to the load balancer",
      (json) => {
        const [group] = onlyIn(json, "aws_apigatewayv2_vpc_link").security_group_ids;
        onlyIn(json, RULE, "FromLoadBalancerHttp").referenced_security_group_id = group;
      },
      `${RULE}.~ admits more than the load balancer`,
    ],
  ],
  "careflowai-dev": [
    [
      "an instance that admits the internet next to CloudFront",
      (json) => {
        const { security_group_id } = onlyIn(json, RULE, "CloudFront");
        json.resource[RULE].Added = {
          security_group_id,
          ip_protocol: "tcp",
          from_port: 8000,
          to_port: 8000,
          cidr_ipv4: "0.0.0.0/0",
        };
      },
      `${RULE}.Added admits more than CloudFront`,
    ],
    [
      "an instance that admits another prefix list than CloudFront's",
      (json) => (onlyIn(json, "aws_ec2_managed_prefix_list").name = "com.amazonaws.us-east-1.s3"),
      `${RULE}.~ admits more than CloudFront`,
    ],
  ],
});
