import { loadBalancerAdmitsVpcLink } from "../../src/checks/load-balancer-admits-vpc-link";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(loadBalancerAdmitsVpcLink, "careflowai-prod", change);
const linkGroupIn = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_vpc_link").security_group_ids[0];
const loadBalancerGroupIn = (json: Mutable) => onlyIn(json, "aws_lb").security_groups[0];
const admissionIn = (json: Mutable): Mutable =>
  Object.values<Mutable>(json.resource.aws_vpc_security_group_ingress_rule).find(
    (rule) => rule.referenced_security_group_id === linkGroupIn(json),
  );
const addRule = (json: Mutable, direction: "ingress" | "egress", group: string) => {
  json.resource[`aws_vpc_security_group_${direction}_rule`].Added = {
    security_group_id: group,
    ip_protocol: "tcp",
    from_port: 80,
    to_port: 80,
    cidr_ipv4: "0.0.0.0/0",
  };
};

test("every load balancer behind a gateway admits its VPC Link", () => {
  expect(findingsOnSound(loadBalancerAdmitsVpcLink)).toEqual([]);
});

test("a way into the VPC Link is found", () => {
  const findings = after((json) => {
    addRule(json, "ingress", linkGroupIn(json));
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_vpc_security_group_ingress_rule\.Added opens aws_apigatewayv2_vpc_link\.\S+, which receives nothing$/,
    ),
  ]);
});

test("a way out of the VPC Link to the internet is found", () => {
  const findings = after((json) => {
    addRule(json, "egress", linkGroupIn(json));
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_vpc_security_group_egress_rule\.Added lets aws_apigatewayv2_vpc_link\.\S+ reach more than aws_lb\.\S+$/,
    ),
  ]);
});

test("a load balancer that admits the VPC Link on another port is found", () => {
  const findings = after((json) => {
    Object.assign(admissionIn(json), { from_port: 443, to_port: 443 });
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb\.\S+ does not admit aws_apigatewayv2_vpc_link\.\S+ on port 80$/),
  ]);
});

test("an internal load balancer that admits the internet beside the VPC Link is found", () => {
  const findings = after((json) => {
    addRule(json, "ingress", loadBalancerGroupIn(json));
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_vpc_security_group_ingress_rule\.Added opens the internal aws_lb\.\S+ to more than aws_apigatewayv2_vpc_link\.\S+$/,
    ),
  ]);
});

test("an internet-facing load balancer may admit the internet beside the VPC Link", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_lb").internal = false;
    addRule(json, "ingress", loadBalancerGroupIn(json));
  });
  expect(findings).toEqual([]);
});
