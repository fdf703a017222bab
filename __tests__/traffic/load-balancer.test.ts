import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import type { Construct } from "constructs";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { LogBucket } from "../../src/storage/log-bucket";
import type { LoadBalancerProps } from "../../src/traffic/load-balancer";
import { LoadBalancer } from "../../src/traffic/load-balancer";
import { environmentNames } from "../../src/config/names";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { securityGroup, synthConstruct } from "../helpers/construct";

const prod = soundStack("careflowai-prod");

test("the load balancer is internal, in both zones, and outlives the gateway's 30 s", () => {
  expect(only(prod, Lb).body).toEqual({
    name: "careflowai-prod",
    load_balancer_type: "application",
    internal: true,
    subnets: ["us-east-1a", "us-east-1b"].map((availability_zone) =>
      reference(prod, Subnet, "id", { availability_zone }),
    ),
    security_groups: [reference(prod, AwsSecurityGroup, "id", { tags: { Name: "careflowai-prod-alb" } })],
    enable_cross_zone_load_balancing: true,
    idle_timeout: 60,
    drop_invalid_header_fields: true,
    enable_deletion_protection: true,
  });
});

test("it listens for HTTP on port 80 and forwards to the target group", () => {
  expect(only(prod, LbListener).body).toEqual({
    load_balancer_arn: reference(prod, Lb, "arn"),
    port: 80,
    protocol: "HTTP",
    default_action: [{ type: "forward", target_group_arn: reference(prod, LbTargetGroup, "arn") }],
  });
});

test("the target group is the document's: port 8000, /health every 30 s, sessions of 24 hours, 30 s to drain", () => {
  expect(only(prod, LbTargetGroup).body).toEqual({
    // No fixed name, because the group is recreated before the old one is destroyed.
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

const loadBalancer = (scope: Construct, props: Partial<LoadBalancerProps>) => {
  const vpc = new Vpc(scope, "Vpc", {});
  return new LoadBalancer(scope, "LoadBalancer", {
    name: "test",
    targetGroupPrefix: "test-",
    vpc,
    subnets: [new Subnet(scope, "Subnet", { vpcId: vpc.id })],
    securityGroup: securityGroup(scope),
    scheme: "internal",
    certificateArn: undefined,
    accessLogs: undefined,
    webAcl: undefined,
    idleTimeoutSeconds: 41,
    healthCheckPath: "/live",
    healthCheckIntervalSeconds: 42,
    healthCheckTimeoutSeconds: 5,
    healthyThreshold: 6,
    unhealthyThreshold: 7,
    stickinessDurationSeconds: 43,
    deregistrationDelaySeconds: 44,
    protect: false,
    ...props,
  });
};
const loadBalancerOf = (props: Partial<LoadBalancerProps>) =>
  synthConstruct((scope) => {
    loadBalancer(scope, props);
  });

test("its figures are those of its props", () => {
  const stack = loadBalancerOf({});
  expect(only(stack, Lb).body).toMatchObject({
    name: "test",
    idle_timeout: 41,
    enable_deletion_protection: false,
  });
  expect(only(stack, LbTargetGroup).body).toMatchObject({
    deregistration_delay: "44",
    stickiness: { cookie_duration: 43 },
    health_check: { path: "/live", interval: 42, timeout: 5, healthy_threshold: 6, unhealthy_threshold: 7 },
  });
});

describe("internet-facing", () => {
  const internal = loadBalancerOf({});
  const facing = loadBalancerOf({ scheme: "internet-facing" });

  test("it is not internal, and otherwise the same", () => {
    expect(only(facing, Lb).body).toEqual({ ...only(internal, Lb).body, internal: false });
    expect(only(facing, LbListener).body).toEqual(only(internal, LbListener).body);
  });

  test("its target group has another prefix, because it is replaced with the load balancer", () => {
    const [internalPrefix, facingPrefix] = (["internal", "internet-facing"] as const).map(
      (scheme) =>
        environmentNames(
          { id: "111122223333" },
          { name: "x", documentNames: false, loadBalancer: { scheme } },
        ).targetGroupPrefix,
    );
    expect([internalPrefix, facingPrefix]).toEqual(["cfai-", "cfaip-"]);
    const renamed = loadBalancerOf({ scheme: "internet-facing", targetGroupPrefix: "cfaip-" });
    expect(only(renamed, LbTargetGroup).body).toEqual({
      ...only(internal, LbTargetGroup).body,
      name_prefix: "cfaip-",
    });
  });
});

describe("with a certificate", () => {
  const certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/12345678";
  const http = loadBalancerOf({});
  const https = loadBalancerOf({ certificateArn: certificate_arn });
  const loadBalancerArn = reference(https, Lb, "arn");

  test("it forwards from HTTPS with TLS 1.2 or 1.3, and redirects from HTTP", () => {
    expect(resourcesOf(https, LbListener).map(({ body }) => body)).toEqual([
      {
        load_balancer_arn: loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        default_action: [
          { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
        ],
      },
      {
        load_balancer_arn: loadBalancerArn,
        port: 443,
        protocol: "HTTPS",
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificate_arn,
        default_action: [{ type: "forward", target_group_arn: reference(https, LbTargetGroup, "arn") }],
      },
    ]);
  });

  test("the listener on port 80 keeps its address, and nothing else changes", () => {
    expect(https.resources("aws_lb_listener").map(({ address }) => address)).toContain(
      only(http, LbListener).address,
    );
    const others = (stack: SynthesizedStack) =>
      stack.resources().filter(({ type }) => type !== "aws_lb_listener");
    expect(others(https)).toEqual(others(http));
  });

  test.each([
    [80, undefined],
    [443, certificate_arn],
  ])("it exposes the listener that forwards: %d", (port, certificateArn) => {
    synthConstruct((scope) => {
      expect(loadBalancer(scope, { certificateArn }).listener.portInput).toBe(port);
    });
  });
});

test("requests are logged to the given bucket, once it may write there", () => {
  const stack = synthConstruct((scope) => {
    const accessLogs = new LogBucket(scope, "LogBucket", {
      bucketName: "test-logs",
      accountId: "210987654321",
      region: "us-east-1",
      expirationDays: { "load-balancer": 90 },
      protect: false,
    });
    loadBalancer(scope, { accessLogs });
  });
  expect(only(stack, Lb).body).toEqual({
    ...only(loadBalancerOf({}), Lb).body,
    access_logs: { enabled: true, bucket: reference(stack, S3Bucket, "bucket"), prefix: "load-balancer" },
    depends_on: [only(stack, S3BucketPolicy).address, only(stack, S3BucketOwnershipControls).address],
  });
});

test("a web ACL inspects its requests where there is one", () => {
  const stack = loadBalancerOf({
    webAcl: {
      name: "test",
      logGroupName: "aws-waf-logs-test",
      logRetentionDays: 30,
      blockUninspectedBodies: false,
      cloudFront: undefined,
      protect: false,
    },
  });
  expect(only(stack, Wafv2WebAclAssociation).body).toEqual({
    resource_arn: reference(stack, Lb, "arn"),
    web_acl_arn: reference(stack, Wafv2WebAcl, "arn"),
  });
  expect(resourcesOf(loadBalancerOf({}), Wafv2WebAclAssociation)).toEqual([]);
});
