import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { only, soundStack, stackNamed } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { follow, outputsOf, rulesOf } from "../helpers/follow";
import { synthApp } from "../helpers/synth";
import { exactlyOne } from "../helpers/exactly-one";
import { statementOf } from "../helpers/policies";

const HTTPS = {
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
  serverName: "alb.example.org",
};

/** `network.egress.tcpPorts` by default. */
const EGRESS_PORTS = [80, 443, 27_015, 27_016, 27_017];

const stacks = synthApp(
  configWith(({ environments }) => {
    for (const environment of Object.values<any>(environments)) environment.posture = "hardened";
    environments.https = { ...structuredClone(environments.staging), loadBalancer: { https: HTTPS } };
  }),
);
const hardened = (name: string) => stackNamed(stacks, `careflowai-${name}`);
const dev = hardened("dev");
const prod = hardened("prod");

/** Attributes as they are written elsewhere. */
const attributes = (blocks: readonly Block[], attribute: string) =>
  blocks.map(({ address }) => `\${${address}.${attribute}}`);

describe.each([
  ["by HTTP", prod, "HTTP", 80],
  ["by HTTPS", hardened("https"), "HTTPS", 443],
])("a request to the Production architecture, to the load balancer %s,", (_title, stack, protocol, port) => {
  const to = (type: string, value: Json | undefined) => follow(stack, type, value);
  const group = (value: Json | undefined) => to("aws_security_group", value);

  const distribution = to("aws_cloudfront_distribution", outputsOf(stack).frontend_url?.value);
  const [siteOrigin, apiOrigin] = distribution.body.origin as [JsonObject, JsonObject];
  const api = to("aws_apigatewayv2_api", apiOrigin.domain_name);
  const integration = only(stack, Apigatewayv2Integration);
  const vpcLink = to("aws_apigatewayv2_vpc_link", integration.body.connection_id);
  const listener = to("aws_lb_listener", integration.body.integration_uri);
  const loadBalancer = to("aws_lb", listener.body.load_balancer_arn);
  const targetGroup = to("aws_lb_target_group", listener.body.default_action);
  const instances = only(stack, AutoscalingGroup);
  const template = to("aws_launch_template", (instances.body.launch_template as JsonObject).id);

  test("for a page goes from CloudFront to the private bucket that the app is published to", () => {
    const bucket = to("aws_s3_bucket", siteOrigin.domain_name);
    expect(to("aws_s3_bucket", outputsOf(stack).frontend_bucket?.value)).toEqual(bucket);
    to("aws_cloudfront_origin_access_control", siteOrigin.origin_access_control_id);
    const policy = only(stack, S3BucketPolicy, { bucket: `\${${bucket.address}.id}` });
    const { Resource, Condition } = statementOf(stack, policy.body.policy, "DistributionRead");
    expect(to("aws_s3_bucket", Resource)).toEqual(bucket);
    expect(to("aws_cloudfront_distribution", Condition)).toEqual(distribution);
    expect(stack.resources("aws_s3_bucket_website_configuration")).toEqual([]);
  });

  test("for the API has the page's own origin, and goes by HTTPS to the API of this region", () => {
    expect(outputsOf(stack).api_endpoint?.value).toBe(outputsOf(stack).frontend_url?.value);
    expect(apiOrigin).toEqual({
      origin_id: "api",
      domain_name: `\${${api.address}.id}.execute-api.us-east-1.amazonaws.com`,
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_read_timeout: 40,
        origin_ssl_protocols: ["TLSv1.2"],
      },
    });
    const carried = distribution.body.ordered_cache_behavior as JsonObject[];
    expect(carried.map(({ path_pattern, target_origin_id }) => [path_pattern, target_origin_id])).toEqual(
      ["/api/*", "/health", "/docs", "/openapi.json"].map((path) => [path, "api"]),
    );
    expect(api.body).not.toHaveProperty("cors_configuration");
    expect(JSON.stringify(distribution.body.custom_error_response)).not.toContain("response_page_path");
    const { function_association } = distribution.body.default_cache_behavior as JsonObject;
    expect(to("aws_cloudfront_function", function_association).body.name).toMatch(/-spa-router$/);
  });

  test("takes any of the API's routes to the one integration, and through the VPC Link to the listener", () => {
    expect(to("aws_apigatewayv2_api", only(stack, Apigatewayv2Stage).body.api_id)).toEqual(api);
    expect(to("aws_apigatewayv2_api", integration.body.api_id)).toEqual(api);
    for (const { body } of stack.resources("aws_apigatewayv2_route")) {
      expect(to("aws_apigatewayv2_api", body.api_id)).toEqual(api);
      expect(to("aws_apigatewayv2_integration", body.target)).toEqual(integration);
    }
    expect(listener.body).toMatchObject({ protocol, port });
    expect(to("aws_lb_target_group", instances.body.target_group_arns)).toEqual(targetGroup);
    expect(integration.body.tls_config).toEqual(
      protocol === "HTTPS" ? { server_name_to_verify: "alb.example.org" } : undefined,
    );
  });

  test("finds the ports on its way open, and no others are open", () => {
    const link = group(vpcLink.body.security_group_ids);
    const balancer = group(loadBalancer.body.security_groups);
    const backend = group(template.body.vpc_security_group_ids);
    const hops: [from: Block, to: Block, port: Json | undefined][] = [
      [link, balancer, listener.body.port],
      [balancer, backend, targetGroup.body.port],
    ];
    for (const [source, destination, port] of hops) {
      const out = exactlyOne(rulesOf(stack, "egress", source, port), "rule out");
      const into = exactlyOne(rulesOf(stack, "ingress", destination, port), "rule in");
      expect(group(out.referenced_security_group_id)).toEqual(destination);
      expect(group(into.referenced_security_group_id)).toEqual(source);
    }
    expect(stack.resources("aws_vpc_security_group_ingress_rule")).toHaveLength(2);
    // The others are the instances' own ways out.
    expect(stack.resources("aws_vpc_security_group_egress_rule")).toHaveLength(2 + EGRESS_PORTS.length);
  });

  test("finds load balancer and VPC Link in public subnets, and instances in private ones behind one NAT gateway", () => {
    const [publicSubnets, privateSubnets] = [true, false].map((isPublic) =>
      attributes(
        stack.resources("aws_subnet").filter(({ body }) => body.map_public_ip_on_launch === isPublic),
        "id",
      ),
    );
    expect(publicSubnets).toHaveLength(2);
    expect(privateSubnets).toHaveLength(2);
    expect(loadBalancer.body.subnets).toEqual(publicSubnets);
    expect(vpcLink.body.subnet_ids).toEqual(publicSubnets);
    expect(instances.body.vpc_zone_identifier).toEqual(privateSubnets);

    const gateway = only(stack, NatGateway);
    expect(publicSubnets).toContain(gateway.body.subnet_id);
    for (const subnet of privateSubnets ?? []) {
      const association = only(stack, RouteTableAssociation, { subnet_id: subnet });
      const table = to("aws_route_table", association.body.route_table_id);
      const routes = stack.attached("aws_route", "route_table_id", table);
      expect(routes.map(({ body }) => to("aws_nat_gateway", body.nat_gateway_id))).toEqual([gateway]);
    }
  });
});

test("HTTP to the load balancer is answered by a redirect where there is a certificate", () => {
  const stack = hardened("https");
  expect(
    stack.resources("aws_lb_listener").map(({ body }) => [body.port, body.protocol, body.certificate_arn]),
  ).toEqual([
    [80, "HTTP", undefined],
    [443, "HTTPS", HTTPS.certificateArn],
  ]);
});

describe("a request to the Simple architecture", () => {
  const to = (type: string, value: Json | undefined) => follow(dev, type, value);
  const distribution = to("aws_cloudfront_distribution", outputsOf(dev).api_endpoint?.value);

  test("for a page goes from CloudFront to the private bucket", () => {
    const [siteOrigin] = distribution.body.origin as JsonObject[];
    const bucket = to("aws_s3_bucket", siteOrigin?.domain_name);
    expect(to("aws_s3_bucket", outputsOf(dev).frontend_bucket?.value)).toEqual(bucket);
    to("aws_cloudfront_origin_access_control", siteOrigin?.origin_access_control_id);
  });

  test("for the API goes to the one instance as in the documented posture, and nothing else is open", () => {
    const [, apiOrigin] = distribution.body.origin as JsonObject[];
    expect(apiOrigin).toEqual(
      (only(soundStack("careflowai-dev"), CloudfrontDistribution).body.origin as JsonObject[])[1],
    );
    const rules = dev.resources("aws_vpc_security_group_ingress_rule").map(({ body }) => body);
    expect(rules).toEqual([
      expect.objectContaining({
        from_port: 80,
        to_port: 80,
        prefix_list_id: expect.stringMatching(/^\$\{data\.aws_ec2_managed_prefix_list\./),
      }),
    ]);
  });
});

describe("logs", () => {
  test.each<[string, SynthesizedStack, string]>([
    ["single-instance", dev, "/dev"],
    ["load-balanced", prod, ""],
  ])("of traffic in the VPC go to a separate log group in %s", (_topology, stack, segment) => {
    const flowLog = only(stack, FlowLog).body;
    expect(follow(stack, "aws_vpc", flowLog.vpc_id)).toEqual(only(stack, Vpc));
    expect(follow(stack, "aws_cloudwatch_log_group", flowLog.log_destination).body).toMatchObject({
      name: `/careflowai${segment}/vpc-flow-logs`,
      retention_in_days: 30,
    });
    expect(follow(stack, "aws_iam_role", flowLog.iam_role_arn).body.name).toMatch(
      /^careflowai-(dev|prod)-flow-logs$/,
    );
  });

  test.each<[string, SynthesizedStack, string, string[]]>([
    ["single-instance", dev, "111122223333-careflowai-dev-logs", ["cloudfront"]],
    ["load-balanced", prod, "111122223333-careflowai-logs", ["cloudfront", "load-balancer"]],
  ])("of requests go to one bucket in %s, each under its prefix", (_topology, stack, name, writers) => {
    const bucket = only(stack, S3Bucket, { bucket: name });
    expect(only(stack, CloudwatchLogDeliveryDestination).body.delivery_destination_configuration).toEqual([
      { destination_resource_arn: `\${${bucket.address}.arn}/cloudfront` },
    ]);
    expect(stack.resources("aws_lb").map(({ body }) => body.access_logs)).toEqual(
      writers.includes("load-balancer")
        ? [{ enabled: true, bucket: `\${${bucket.address}.bucket}`, prefix: "load-balancer" }]
        : [],
    );
    const lifecycle = only(stack, S3BucketLifecycleConfiguration, { bucket: `\${${bucket.address}.id}` });
    const rules = lifecycle.body.rule as JsonObject[];
    expect(
      rules.filter(({ expiration }) => expiration).map(({ filter, expiration }) => [filter, expiration]),
    ).toEqual(writers.map((writer) => [[{ prefix: `${writer}/` }], [{ days: 90 }]]));
  });
});

describe("outputs", () => {
  const logsOf = (stack: SynthesizedStack) => ({
    flow_log_group: {
      value: attributes(
        stack.resources("aws_cloudwatch_log_group").filter(({ address }) => address.includes(".FlowLogs_")),
        "name",
      )[0],
      description: "Log group of the VPC's flow logs",
    },
    log_bucket: {
      value: attributes(
        stack.resources("aws_s3_bucket").filter(({ address }) => address.includes(".LogBucket_")),
        "bucket",
      )[0],
      description: "S3 bucket of the access logs",
    },
  });

  test("of single-instance are those of the documented posture, and the places of logs", () => {
    expect(outputsOf(dev)).toEqual({ ...outputsOf(soundStack("careflowai-dev")), ...logsOf(dev) });
  });

  test("of load-balanced name the site as the API's address, and the address that MongoDB Atlas is to admit", () => {
    const documented = outputsOf(soundStack("careflowai-prod"));
    expect(outputsOf(prod)).toEqual({
      ...documented,
      ...logsOf(prod),
      api_endpoint: { ...documented.api_endpoint, value: documented.frontend_url?.value },
      egress_addresses: {
        ...documented.egress_addresses,
        value: attributes([only(prod, Eip)], "public_ip"),
      },
    });
  });
});

test.each([
  ["the single instance", dev, Instance],
  ["the Auto Scaling group", prod, AutoscalingGroup],
])(
  "%s waits for the routes, security groups, permissions and log group that it needs",
  (_what, stack, type) => {
    const needed =
      /^aws_(vpc|default_security_group|internet_gateway|nat_gateway|eip|route|route_table|route_table_association|subnet|vpc_endpoint|security_group|vpc_security_group_(in|e)gress_rule|iam_\w+)\.(Network|\w+_SecurityGroups|InstanceRole)_|^aws_cloudwatch_log_group\.Backend/;
    const expected = stack
      .resources()
      .map(({ address }) => address)
      .filter((address) => needed.test(address));
    expect(expected.filter((address) => address.startsWith("aws_nat_gateway"))).toHaveLength(
      type === Instance ? 0 : 1,
    );
    const waits = only(stack, type).body.depends_on as string[];
    expect([...waits].sort()).toEqual(expected.sort());
  },
);

test("protection keeps addresses and logs", () => {
  const held = prod
    .resources()
    .filter(({ body }) => (body.lifecycle as JsonObject | undefined)?.prevent_destroy === true)
    .map(({ type }) => type)
    .sort();
  expect(held).toEqual([
    "aws_apigatewayv2_api",
    "aws_cloudfront_distribution",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_log_group",
    "aws_eip",
    "aws_kms_key",
    "aws_s3_bucket",
    "aws_s3_bucket",
  ]);
  expect(prod.resources("aws_s3_bucket").map(({ body }) => body.force_destroy)).toEqual([false, false]);
  expect(
    hardened("staging")
      .resources()
      .filter(({ body }) => (body.lifecycle as JsonObject | undefined)?.prevent_destroy === true),
  ).toEqual([]);
});

describe("the resources that hardening adds and removes", () => {
  const ADDED_LOGS = [
    "aws_cloudwatch_log_delivery.Frontend_Distribution_AccessLogs_*",
    "aws_cloudwatch_log_delivery_destination.Frontend_Distribution_AccessLogs_Destination_*",
    "aws_cloudwatch_log_delivery_source.Frontend_Distribution_AccessLogs_Source_*",
    "aws_cloudwatch_log_group.FlowLogs_LogGroup_*",
    "aws_flow_log.FlowLogs_*",
    "aws_iam_role.FlowLogs_Role_*",
    "aws_iam_role_policy.FlowLogs_Role_Policy_*",
    "aws_s3_bucket.LogBucket_*",
    "aws_s3_bucket_lifecycle_configuration.LogBucket_Lifecycle_*",
    "aws_s3_bucket_ownership_controls.LogBucket_OwnershipControls_*",
    "aws_s3_bucket_policy.LogBucket_Policy_*",
    "aws_s3_bucket_public_access_block.LogBucket_PublicAccessBlock_*",
    "aws_s3_bucket_server_side_encryption_configuration.LogBucket_Encryption_*",
  ];
  const PRIVATE_SITE = [
    "aws_cloudfront_origin_access_control.Frontend_Distribution_OriginAccessControl_*",
    "aws_cloudfront_response_headers_policy.Frontend_Distribution_SiteHeaders_*",
  ];
  const ADDED_KEY = ["aws_kms_alias.DataKey_Alias_*", "aws_kms_key.DataKey_*"];
  const wayOut = (topology: string, suffix = "") =>
    `aws_vpc_security_group_egress_rule.${topology}_SecurityGroups_Backend_ToAnywhere${suffix}_*`;
  const waysOut = (topology: string) => EGRESS_PORTS.map((port) => wayOut(topology, `-${String(port)}`));
  const PUBLIC_BUCKET = ["aws_s3_bucket_website_configuration.Frontend_Website_Configuration_*"];
  const ssh = (topology: string) =>
    `aws_vpc_security_group_ingress_rule.${topology}_SecurityGroups_Backend_FromSsh-10000-16_*`;
  const perZone = (...ids: string[]) =>
    ids.flatMap((id) => ["a", "b"].map((zone) => `${id}-us-east-1${zone}_*`));

  test.each<[string, SynthesizedStack, { added: string[]; gone: string[] }]>([
    [
      "single-instance: bucket, headers, SSH, key, ports and logs",
      dev,
      {
        added: [...ADDED_LOGS, ...ADDED_KEY, ...waysOut("SingleInstance"), ...PRIVATE_SITE],
        gone: [...PUBLIC_BUCKET, ssh("SingleInstance"), wayOut("SingleInstance")],
      },
    ],
    [
      "load-balanced: these, ways out and routing",
      prod,
      {
        added: [
          ...ADDED_LOGS,
          ...ADDED_KEY,
          ...waysOut("LoadBalanced"),
          ...PRIVATE_SITE,
          "data.aws_elb_service_account.LogBucket_ElbServiceAccount_*",
          "aws_cloudfront_function.Frontend_Distribution_SpaRouter_*",
          "aws_eip.Network_NatAddress-us-east-1a_*",
          "aws_nat_gateway.Network_NatGateway-us-east-1a_*",
          "aws_vpc_endpoint.Network_S3Endpoint_*",
          ...perZone(
            "aws_route.Network_NatRoute",
            "aws_route_table.Network_PrivateRouteTable",
            "aws_route_table_association.Network_PrivateRoute",
            "aws_subnet.Network_PrivateSubnet",
          ),
        ],
        gone: [
          ...PUBLIC_BUCKET,
          ssh("LoadBalanced"),
          wayOut("LoadBalanced"),
          "aws_vpc_security_group_ingress_rule.LoadBalanced_SecurityGroups_Backend_FromLoadBalancerHttp_*",
        ],
      },
    ],
  ])("of %s", (_title, stack, { added, gone }) => {
    const addresses = (one: SynthesizedStack) =>
      [...one.resources(), ...one.data()].map(({ address }) => address.replace(/_[0-9A-F]{8}$/, "_*"));
    const [before, after] = [addresses(soundStack(stack.name)), addresses(stack)];
    expect(after.filter((address) => !before.includes(address)).sort()).toEqual(added.sort());
    expect(before.filter((address) => !after.includes(address)).sort()).toEqual(gone.sort());
  });
});
