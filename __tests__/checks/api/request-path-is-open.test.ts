import { requestPathIsOpen } from "../../../src/checks/api/request-path-is-open";
import { onlyIn, testCheck } from "../../helpers/broken";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const LINK = "aws_apigatewayv2_vpc_link.~";
const TEMPLATE = "aws_launch_template.~";

testCheck(requestPathIsOpen, {
  "careflowai-prod": [
    [
      "a VPC Link that may not send to the load balancer",
      (json) => Object.assign(onlyIn(json, EGRESS, "VpcLink"), { from_port: 443, to_port: 443 }),
      `${LINK} may not send to aws_lb.~ on 80`,
    ],
    [
      "a load balancer that admits a block instead of the VPC Link's group",
      (json) => {
        const rule = onlyIn(json, INGRESS, "FromVpcLink");
        delete rule.referenced_security_group_id;
        rule.cidr_ipv4 = "10.0.0.0/16";
      },
      `aws_lb.~ does not admit ${LINK} on 80`,
    ],
    [
      "a load balancer that may not send to the instances",
      (json) => (onlyIn(json, EGRESS, "ToBackend").to_port = 80),
      `aws_lb.~ may not send to ${TEMPLATE} on 8000`,
    ],
    [
      "instances that do not admit the load balancer",
      (json) => (onlyIn(json, INGRESS, "FromLoadBalancer_").ip_protocol = "udp"),
      `${TEMPLATE} does not admit aws_lb.~ on 8000`,
    ],
    [
      "a target group that moves to another port, at both ends,",
      (json) => (onlyIn(json, "aws_lb_target_group").port = 9000),
      `aws_lb.~ may not send to ${TEMPLATE} on 9000`,
      `${TEMPLATE} does not admit aws_lb.~ on 9000`,
    ],
    [
      "a VPC Link without groups",
      (json) => (onlyIn(json, "aws_apigatewayv2_vpc_link").security_group_ids = []),
      `${LINK} may not send to aws_lb.~ on 80`,
      `aws_lb.~ does not admit ${LINK} on 80`,
    ],
    [
      "a load balancer without groups",
      (json) => (onlyIn(json, "aws_lb").security_groups = []),
      `${LINK} may not send to aws_lb.~ on 80`,
      `aws_lb.~ does not admit ${LINK} on 80`,
      `aws_lb.~ may not send to ${TEMPLATE} on 8000`,
      `${TEMPLATE} does not admit aws_lb.~ on 8000`,
    ],
    [
      "instances without groups",
      (json) => (onlyIn(json, "aws_launch_template").vpc_security_group_ids = []),
      `aws_lb.~ may not send to ${TEMPLATE} on 8000`,
      `${TEMPLATE} does not admit aws_lb.~ on 8000`,
    ],
    [
      "a listener that leads to no instances",
      (json) => (onlyIn(json, "aws_autoscaling_group").target_group_arns = []),
      "aws_lb_listener.~ leads to no instances",
    ],
    [
      "an integration that leads to no load balancer",
      (json) => (onlyIn(json, "aws_apigatewayv2_integration").integration_uri = "http://backend.example.com"),
      "aws_apigatewayv2_integration.~ leads to no load balancer",
    ],
  ],
  "careflowai-dev": [
    [
      "an instance that does not admit CloudFront",
      (json) => Object.assign(onlyIn(json, INGRESS, "CloudFront"), { from_port: 8000, to_port: 8000 }),
      `${TEMPLATE} does not admit aws_cloudfront_distribution.~ on 80`,
    ],
    [
      "an Elastic IP without an instance",
      (json) => delete json.resource.aws_eip_association,
      "aws_eip.~ leads to no instance",
    ],
  ],
});
