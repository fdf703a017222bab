import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { LoadBalancer } from "../../src/traffic/load-balancer";
import { reference, soundStack } from "../helpers/blocks";
import { only, synthConstruct } from "../helpers/synth";

const prod = soundStack("careflowai-prod");

test("the load balancer is internal, in both zones, and outlives the gateway's 30 s", () => {
  expect(only(prod, Lb)).toEqual({
    name: "careflowai-prod",
    load_balancer_type: "application",
    internal: true,
    subnets: ["us-east-1a", "us-east-1b"].map((availability_zone) =>
      reference(prod, Subnet, "id", { availability_zone }),
    ),
    security_groups: [reference(prod, SecurityGroup, "id", { tags: { Name: "careflowai-prod-alb" } })],
    enable_cross_zone_load_balancing: true,
    idle_timeout: 60,
    drop_invalid_header_fields: true,
    enable_deletion_protection: true,
  });
});

test("it listens for HTTP on port 80 and forwards to the target group", () => {
  expect(only(prod, LbListener)).toEqual({
    load_balancer_arn: reference(prod, Lb, "arn"),
    port: 80,
    protocol: "HTTP",
    default_action: [{ type: "forward", target_group_arn: reference(prod, LbTargetGroup, "arn") }],
  });
});

test("the target group is the document's: port 8000, /health every 30 s, sessions of 24 hours, 30 s to drain", () => {
  expect(only(prod, LbTargetGroup)).toEqual({
    // No fixed name, because a successor stands before the group goes.
    name_prefix: "cfai-",
    lifecycle: { create_before_destroy: true },
    vpc_id: reference(prod, Vpc, "id"),
    target_type: "instance",
    port: 8000,
    protocol: "HTTP",
    deregistration_delay: "30",
    stickiness: { enabled: true, type: "lb_cookie", cookie_duration: 86_400 },
    health_check: {
      path: "/health",
      protocol: "HTTP",
      port: "traffic-port",
      matcher: "200",
      interval: 30,
      timeout: 10,
      healthy_threshold: 3,
      unhealthy_threshold: 3,
    },
    tags: { Name: "careflowai-prod" },
  });
});

test("its figures are the ones that it is given", () => {
  const stack = synthConstruct((scope) => {
    const vpc = new Vpc(scope, "Vpc", {});
    new LoadBalancer(scope, "LoadBalancer", {
      name: "test",
      vpc,
      subnets: [new Subnet(scope, "Subnet", { vpcId: vpc.id })],
      securityGroup: new SecurityGroup(scope, "SecurityGroup", {}),
      idleTimeoutSeconds: 41,
      healthCheckPath: "/live",
      healthCheckIntervalSeconds: 42,
      healthCheckTimeoutSeconds: 5,
      healthyThreshold: 6,
      unhealthyThreshold: 7,
      stickinessDurationSeconds: 43,
      deregistrationDelaySeconds: 44,
      protect: false,
    });
  });
  expect(only(stack, Lb)).toMatchObject({
    name: "test",
    idle_timeout: 41,
    enable_deletion_protection: false,
  });
  expect(only(stack, LbTargetGroup)).toMatchObject({
    deregistration_delay: "44",
    stickiness: { cookie_duration: 43 },
    health_check: { path: "/live", interval: 42, timeout: 5, healthy_threshold: 6, unhealthy_threshold: 7 },
  });
});
