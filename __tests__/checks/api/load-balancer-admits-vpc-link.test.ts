import { loadBalancerAdmitsVpcLink } from "../../../src/checks/api/load-balancer-admits-vpc-link";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const linkGroupIn = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_vpc_link").security_group_ids[0];
const loadBalancerGroupIn = (json: Mutable) => onlyIn(json, "aws_lb").security_groups[0];
const addRule = (json: Mutable, direction: "ingress" | "egress", group: string) => {
  json.resource[`aws_vpc_security_group_${direction}_rule`].Added = {
    security_group_id: group,
    ip_protocol: "tcp",
    from_port: 80,
    to_port: 80,
    cidr_ipv4: "0.0.0.0/0",
  };
};

testCheck(loadBalancerAdmitsVpcLink, {
  "careflowai-prod": [
    [
      "a way into the VPC Link",
      (json) => {
        addRule(json, "ingress", linkGroupIn(json));
      },
      "aws_vpc_security_group_ingress_rule.Added opens aws_apigatewayv2_vpc_link.~, which receives nothing",
    ],
    [
      "a way out of the VPC Link to the internet",
      (json) => {
        addRule(json, "egress", linkGroupIn(json));
      },
      "aws_vpc_security_group_egress_rule.Added lets aws_apigatewayv2_vpc_link.~ reach more than aws_lb.~",
    ],
    [
      "a load balancer that admits the VPC Link on another port",
      (json) => {
        const admission = Object.values<Mutable>(json.resource.aws_vpc_security_group_ingress_rule).find(
          (rule) => rule.referenced_security_group_id === linkGroupIn(json),
        );
        Object.assign(admission, { from_port: 443, to_port: 443 });
      },
      "aws_lb.~ does not admit aws_apigatewayv2_vpc_link.~ on port 80",
    ],
    [
      "an internal load balancer that also admits the internet",
      (json) => {
        addRule(json, "ingress", loadBalancerGroupIn(json));
      },
      "aws_vpc_security_group_ingress_rule.Added opens the internal aws_lb.~ to more than aws_apigatewayv2_vpc_link.~",
    ],
    [
      "an internet-facing load balancer that also admits the internet",
      (json) => {
        onlyIn(json, "aws_lb").internal = false;
        addRule(json, "ingress", loadBalancerGroupIn(json));
      },
    ],
  ],
});
