import { backendIsBehindItsFront } from "../../src/checks/backend-is-behind-its-front";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const RULE = "aws_vpc_security_group_ingress_rule";

test("every instance is reached by its front only", () => {
  expect(findingsOnSound(backendIsBehindItsFront)).toEqual([]);
});

test("instances that admit the internet beside the load balancer are found", () => {
  const findings = findingsAfter(backendIsBehindItsFront, "careflowai-prod", (json) => {
    const rule = onlyIn(json, RULE, "FromLoadBalancerHttp");
    delete rule.referenced_security_group_id;
    rule.cidr_ipv4 = "0.0.0.0/0";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_vpc_security_group_ingress_rule\.\S+ lets others in than the load balancer$/),
  ]);
});

test("instances that admit the VPC Link beside the load balancer are found", () => {
  const findings = findingsAfter(backendIsBehindItsFront, "careflowai-prod", (json) => {
    const [group] = onlyIn(json, "aws_apigatewayv2_vpc_link").security_group_ids;
    onlyIn(json, RULE, "FromLoadBalancerHttp").referenced_security_group_id = group;
  });
  expect(findings).toHaveLength(1);
});

test("an instance that admits the internet beside CloudFront is found", () => {
  const findings = findingsAfter(backendIsBehindItsFront, "careflowai-dev", (json) => {
    const { security_group_id } = onlyIn(json, RULE, "CloudFront");
    json.resource[RULE].Added = {
      security_group_id,
      ip_protocol: "tcp",
      from_port: 8000,
      to_port: 8000,
      cidr_ipv4: "0.0.0.0/0",
    };
  });
  expect(findings).toEqual([`${RULE}.Added lets others in than CloudFront`]);
});

test("an instance that admits another prefix list than CloudFront's is found", () => {
  const findings = findingsAfter(backendIsBehindItsFront, "careflowai-dev", (json) => {
    onlyIn(json, "aws_ec2_managed_prefix_list").name = "com.amazonaws.us-east-1.s3";
  });
  expect(findings).toHaveLength(1);
});
