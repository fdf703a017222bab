import { requestPathIsOpen } from "../../src/checks/request-path-is-open";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const inProd = (change: (json: Mutable) => void) =>
  findingsAfter(requestPathIsOpen, "careflowai-prod", change);
const inDev = (change: (json: Mutable) => void) => findingsAfter(requestPathIsOpen, "careflowai-dev", change);

test("every request path is open", () => {
  expect(findingsOnSound(requestPathIsOpen)).toEqual([]);
});

test("a VPC Link that may not send to the load balancer is found", () => {
  const findings = inProd((json) => {
    Object.assign(onlyIn(json, EGRESS, "VpcLink"), { from_port: 443, to_port: 443 });
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_vpc_link\.\S+ may not send to aws_lb\.\S+ on 80$/),
  ]);
});

test("a load balancer that admits a block instead of the VPC Link's group is found", () => {
  const findings = inProd((json) => {
    const rule = onlyIn(json, INGRESS, "FromVpcLink");
    delete rule.referenced_security_group_id;
    rule.cidr_ipv4 = "10.0.0.0/16";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb\.\S+ does not admit aws_apigatewayv2_vpc_link\.\S+ on 80$/),
  ]);
});

test("a load balancer that may not send to the instances is found", () => {
  const findings = inProd((json) => {
    onlyIn(json, EGRESS, "ToBackend").to_port = 80;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb\.\S+ may not send to aws_launch_template\.\S+ on 8000$/),
  ]);
});

test("instances that do not admit the load balancer are found", () => {
  const findings = inProd((json) => {
    onlyIn(json, INGRESS, "FromLoadBalancer_").ip_protocol = "udp";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_launch_template\.\S+ does not admit aws_lb\.\S+ on 8000$/),
  ]);
});

test("a target group that moves to another port is found at both ends", () => {
  const findings = inProd((json) => {
    onlyIn(json, "aws_lb_target_group").port = 9000;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb\.\S+ may not send to aws_launch_template\.\S+ on 9000$/),
    expect.stringMatching(/^aws_launch_template\.\S+ does not admit aws_lb\.\S+ on 9000$/),
  ]);
});

test("groups that nothing wears are found", () => {
  const without = (type: string, attribute: string) =>
    inProd((json) => {
      onlyIn(json, type)[attribute] = [];
    });
  expect(without("aws_apigatewayv2_vpc_link", "security_group_ids")).toHaveLength(2);
  expect(without("aws_lb", "security_groups")).toHaveLength(4);
  expect(without("aws_launch_template", "vpc_security_group_ids")).toHaveLength(2);
});

test("a listener that leads to no instances is found", () => {
  const findings = inProd((json) => {
    onlyIn(json, "aws_autoscaling_group").target_group_arns = [];
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_lb_listener\.\S+ leads to no instances$/)]);
});

test("an integration that leads to no load balancer is found", () => {
  const findings = inProd((json) => {
    onlyIn(json, "aws_apigatewayv2_integration").integration_uri = "http://backend.example.com";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_integration\.\S+ leads to no load balancer$/),
  ]);
});

test("an instance that does not admit CloudFront is found", () => {
  const findings = inDev((json) => {
    Object.assign(onlyIn(json, INGRESS, "CloudFront"), { from_port: 8000, to_port: 8000 });
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_launch_template\.\S+ does not admit aws_cloudfront_distribution\.\S+ on 80$/),
  ]);
});

test("an Elastic IP without instance is found", () => {
  const findings = inDev((json) => {
    delete json.resource.aws_eip_association;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_eip\.\S+ leads to no instance$/)]);
});
