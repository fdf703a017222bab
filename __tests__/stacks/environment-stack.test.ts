import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/checks/synthesized-stack";
import { soundStack } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { synthApp, synthStack } from "../helpers/synth";

const dev = soundStack("careflowai-dev");
const staging = soundStack("careflowai-staging");
const prod = soundStack("careflowai-prod");

const outputsOf = ({ json }: SynthesizedStack) =>
  json.output as Record<string, { value: Json; description: string }>;

/** The one block that a value refers to, which must be of that type. */
function follow(stack: SynthesizedStack, type: string, value: Json | undefined): Block {
  const block = stack.target(value);
  if (block?.type !== type) throw new Error(`${JSON.stringify(value)} is no reference to ${type}`);
  return block;
}

/** The one resource of a type. */
function the(stack: SynthesizedStack, type: string): Block {
  const [block, ...others] = stack.resources(type);
  if (!block || others.length > 0) throw new Error(`not exactly one ${type}`);
  return block;
}

/** The rules of a group for a port, in or out, by what they admit. */
function rulesOf(
  stack: SynthesizedStack,
  direction: "ingress" | "egress",
  group: Block,
  port: Json | undefined,
) {
  return stack
    .resources(`aws_vpc_security_group_${direction}_rule`)
    .map(({ body }) => body)
    .filter(
      (rule) =>
        stack.target(rule.security_group_id)?.address === group.address &&
        rule.from_port === port &&
        rule.to_port === port,
    );
}

describe("a request to the Production architecture", () => {
  const to = (type: string, value: Json | undefined) => follow(prod, type, value);
  const group = (value: Json | undefined) => to("aws_security_group", value);

  const api = to("aws_apigatewayv2_api", outputsOf(prod).api_endpoint?.value);
  const stage = the(prod, "aws_apigatewayv2_stage");
  const integration = the(prod, "aws_apigatewayv2_integration");
  const vpcLink = to("aws_apigatewayv2_vpc_link", integration.body.connection_id);
  const listener = to("aws_lb_listener", integration.body.integration_uri);
  const loadBalancer = to("aws_lb", listener.body.load_balancer_arn);
  const targetGroup = to("aws_lb_target_group", listener.body.default_action);
  const instances = the(prod, "aws_autoscaling_group");
  const template = to("aws_launch_template", (instances.body.launch_template as JsonObject).id);

  test("for a page goes from CloudFront to the website of the bucket that the app is published to", () => {
    const distribution = to("aws_cloudfront_distribution", outputsOf(prod).frontend_url?.value);
    const website = to("aws_s3_bucket_website_configuration", distribution.body.origin);
    const bucket = to("aws_s3_bucket", website.body.bucket);
    expect(to("aws_s3_bucket", outputsOf(prod).frontend_bucket?.value)).toEqual(bucket);
    const policy = the(prod, "aws_s3_bucket_policy");
    expect(to("aws_s3_bucket", policy.body.bucket)).toEqual(bucket);
    const [statement] = to("aws_iam_policy_document", policy.body.policy).body.statement as JsonObject[];
    expect(to("aws_s3_bucket", statement?.resources)).toEqual(bucket);
  });

  test("for the API takes any of its routes to the one integration", () => {
    expect(to("aws_apigatewayv2_api", stage.body.api_id)).toEqual(api);
    expect(to("aws_apigatewayv2_api", integration.body.api_id)).toEqual(api);
    for (const { body } of prod.resources("aws_apigatewayv2_route")) {
      expect(to("aws_apigatewayv2_api", body.api_id)).toEqual(api);
      expect(to("aws_apigatewayv2_integration", body.target)).toEqual(integration);
    }
  });

  test("arrives at the instances that the load balancer's listener forwards to", () => {
    expect(to("aws_lb_target_group", instances.body.target_group_arns)).toEqual(targetGroup);
  });

  test("finds every port open on its way, on both sides", () => {
    const hops: [from: Block, to: Block, port: Json | undefined][] = [
      [group(vpcLink.body.security_group_ids), group(loadBalancer.body.security_groups), listener.body.port],
      [
        group(loadBalancer.body.security_groups),
        group(template.body.vpc_security_group_ids),
        targetGroup.body.port,
      ],
    ];
    for (const [source, destination, port] of hops) {
      const [out, ...noOther] = rulesOf(prod, "egress", source, port);
      const [into, ...norOther] = rulesOf(prod, "ingress", destination, port);
      expect([noOther, norOther]).toEqual([[], []]);
      expect(group(out?.referenced_security_group_id)).toEqual(destination);
      expect(group(into?.referenced_security_group_id)).toEqual(source);
    }
  });

  test("meets load balancer, VPC Link and instances in the same subnets, which lead to the internet", () => {
    const subnets = prod.resources("aws_subnet").map(({ address }) => `\${${address}.id}`);
    expect(loadBalancer.body.subnets).toEqual(subnets);
    expect(vpcLink.body.subnet_ids).toEqual(subnets);
    expect(instances.body.vpc_zone_identifier).toEqual(subnets);
    const routeTable = to("aws_route_table", the(prod, "aws_route").body.route_table_id);
    const led = prod.resources("aws_route_table_association").map(({ body }) => {
      expect(to("aws_route_table", body.route_table_id)).toEqual(routeTable);
      return body.subnet_id;
    });
    expect(led).toEqual(subnets);
  });

  test("leaves its traces in the API's log group and in the backend's, which the instances may write to", () => {
    const apiLogs = to("aws_cloudwatch_log_group", stage.body.access_log_settings);
    expect(apiLogs.body).toMatchObject({ name: "/aws/apigateway/CareFlowAI", retention_in_days: 7 });
    expect(to("aws_cloudwatch_log_group", outputsOf(prod).api_log_group?.value)).toEqual(apiLogs);

    const backendLogs = to("aws_cloudwatch_log_group", outputsOf(prod).backend_log_group?.value);
    expect(backendLogs.body).toMatchObject({ name: "/careflowai/backend", retention_in_days: 30 });
    const profile = to("aws_iam_instance_profile", template.body.iam_instance_profile);
    const policy = the(prod, "aws_iam_role_policy");
    expect(policy.body.role).toEqual(profile.body.role);
    const statements = to("aws_iam_policy_document", policy.body.policy).body.statement as JsonObject[];
    const write = statements.find(({ sid }) => sid === "WriteOwnLogs");
    expect(to("aws_cloudwatch_log_group", write?.resources)).toEqual(backendLogs);
    expect(prod.resources("aws_cloudwatch_log_group")).toHaveLength(2);
  });
});

describe("a request to the Simple architecture", () => {
  const to = (type: string, value: Json | undefined) => follow(dev, type, value);

  test("goes from CloudFront to the one instance, and port 80 is open to CloudFront", () => {
    const distribution = to("aws_cloudfront_distribution", outputsOf(dev).api_endpoint?.value);
    const origins = distribution.body.origin as JsonObject[];
    const apiOrigin = origins.find(({ origin_id }) => origin_id === "api");
    const address = to("aws_eip", apiOrigin?.domain_name);
    const association = the(dev, "aws_eip_association");
    expect(to("aws_eip", association.body.allocation_id)).toEqual(address);
    const instance = to("aws_instance", association.body.instance_id);
    const template = to("aws_launch_template", instance.body.launch_template);
    const group = to("aws_security_group", template.body.vpc_security_group_ids);
    const { http_port } = apiOrigin?.custom_origin_config as JsonObject;
    expect(rulesOf(dev, "ingress", group, http_port)).toEqual([
      expect.objectContaining({
        prefix_list_id: expect.stringMatching(/^\$\{data\.aws_ec2_managed_prefix_list\./),
      }),
    ]);
    expect(to("aws_cloudwatch_log_group", outputsOf(dev).backend_log_group?.value).body).toMatchObject({
      name: "/careflowai/dev/backend",
      retention_in_days: 30,
    });
  });
});

describe("outputs", () => {
  const common = {
    frontend_url: [
      /^https:\/\/\$\{aws_cloudfront_distribution\.\w+\.domain_name\}$/,
      "Address of the web app",
    ],
    frontend_bucket: [/^\$\{aws_s3_bucket\.\w+\.bucket\}$/, "S3 bucket that the web app is published to"],
    distribution_id: [
      /^\$\{aws_cloudfront_distribution\.\w+\.id\}$/,
      "CloudFront distribution, for invalidations",
    ],
    backend_log_group: [
      /^\$\{aws_cloudwatch_log_group\.BackendLogGroup\.name\}$/,
      "Log group of the backend",
    ],
  } as const;
  type Outputs = Readonly<Record<string, readonly [value: RegExp | Json[], description: string]>>;

  test.each<[string, SynthesizedStack, Outputs]>([
    [
      "single-instance",
      dev,
      {
        ...common,
        api_endpoint: [
          /^https:\/\/\$\{aws_cloudfront_distribution\.\w+\.domain_name\}$/,
          "Base URL of the API: the frontend's own, carried by CloudFront",
        ],
        elastic_ip: [/^\$\{aws_eip\.\w+\.public_ip\}$/, "Public address of the instance"],
        egress_addresses: [
          [outputsOf(dev).elastic_ip?.value ?? null],
          "Addresses to put on MongoDB Atlas's IP access list",
        ],
      },
    ],
    [
      "load-balanced",
      prod,
      {
        ...common,
        api_endpoint: [/^\$\{aws_apigatewayv2_api\.\w+\.api_endpoint\}$/, "Base URL of the API"],
        load_balancer_dns_name: [
          /^\$\{aws_lb\.\w+\.dns_name\}$/,
          "DNS name of the load balancer, resolvable to private addresses",
        ],
        auto_scaling_group_name: [
          /^\$\{aws_autoscaling_group\.\w+\.name\}$/,
          "Auto Scaling group of the backend",
        ],
        api_log_group: [
          /^\$\{aws_cloudwatch_log_group\.ApiLogGroup\.name\}$/,
          "Log group of the API's access logs",
        ],
        egress_addresses: [
          [],
          "Addresses to put on MongoDB Atlas's IP access list; none, because each instance leaves by a public address of its own that ends with it",
        ],
      },
    ],
  ])("of %s have these names, values and descriptions", (_topology, stack, expected) => {
    expect(outputsOf(stack)).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, [value, description]]) => [
          name,
          { value: value instanceof RegExp ? expect.stringMatching(value) : value, description },
        ]),
      ),
    );
  });

  test("of staging are named as those of prod", () => {
    expect(Object.keys(outputsOf(staging))).toEqual(Object.keys(outputsOf(prod)));
  });
});

test.each([
  ["the single instance", dev, "aws_instance"],
  ["the Auto Scaling group", prod, "aws_autoscaling_group"],
])("%s waits for routes, firewall, permissions and log group", (_what, stack, type) => {
  const neededToBoot =
    /^aws_(vpc|default_security_group|internet_gateway|route|route_table|route_table_association|subnet|security_group|vpc_security_group_(in|e)gress_rule|iam_\w+)\.|^aws_cloudwatch_log_group\.Backend/;
  const expected = stack
    .resources()
    .map(({ address }) => address)
    .filter((address) => neededToBoot.test(address));
  expect(the(stack, type).body.depends_on).toEqual(expect.arrayContaining(expected));
  expect(the(stack, type).body.depends_on).toHaveLength(expected.length);
});

describe("protection", () => {
  const typesWith = (stack: SynthesizedStack, preventDestroy: boolean) =>
    stack
      .resources()
      .filter(({ body }) => (body.lifecycle as JsonObject | undefined)?.prevent_destroy === preventDestroy)
      .map(({ type }) => type)
      .sort();
  const held = {
    "single-instance": [
      "aws_cloudfront_distribution",
      "aws_cloudwatch_log_group",
      "aws_eip",
      "aws_s3_bucket",
    ],
    "load-balanced": [
      "aws_apigatewayv2_api",
      "aws_cloudfront_distribution",
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_log_group",
      "aws_s3_bucket",
    ],
  };
  const [protectedDev, unprotectedProd] = ["careflowai-dev", "careflowai-prod"].map((name) =>
    synthStack(
      name,
      configWith(({ environments }) => {
        environments.dev.protect = true;
        environments.prod.protect = false;
      }),
    ),
  ) as [SynthesizedStack, SynthesizedStack];

  test.each([
    ["prod", prod, held["load-balanced"]],
    ["a protected dev", protectedDev, held["single-instance"]],
  ])("keeps what holds data or addresses in %s", (_name, stack, types) => {
    expect(typesWith(stack, true)).toEqual(types);
    expect(the(stack, "aws_s3_bucket").body.force_destroy).toBe(false);
  });

  test.each([
    ["dev", dev],
    ["staging", staging],
    ["an unprotected prod", unprotectedProd],
  ])("keeps nothing in %s, whose bucket is emptied first", (_name, stack) => {
    expect(typesWith(stack, true)).toEqual([]);
    expect(the(stack, "aws_s3_bucket").body.force_destroy).toBe(true);
  });

  test("is the load balancer's own too", () => {
    const deletionProtection = [prod, staging, unprotectedProd].map(
      (stack) => the(stack, "aws_lb").body.enable_deletion_protection,
    );
    expect(deletionProtection).toEqual([true, false, false]);
  });
});

test.each(["single-instance", "load-balanced"])(
  "two %s environments with the same settings differ by their names alone",
  (topology) => {
    const input = configWith((config) => {
      const { backend, notifications } = config.environments.prod;
      const settings = { topology, backend, notifications, protect: true };
      config.environments = { alpha: settings, omega: settings };
    });
    const [alpha, omega] = ["alpha", "omega"].map((name) => {
      const stack = synthApp(input).find((one) => one.name === `careflowai-${name}`);
      return JSON.stringify(stack?.json).replaceAll(name, "<name>");
    });
    expect(alpha).toBe(omega);
    expect(alpha).toContain('"name":"careflowai-<name>"');
  },
);

test("figures that an environment chooses arrive at AWS", () => {
  const input = configWith(({ environments }) => {
    Object.assign(environments.prod, {
      tags: { Team: "Care" },
      network: {
        vpcCidr: "10.9.0.0/16",
        publicSubnets: {
          "us-east-1b": "10.9.2.0/24",
          "us-east-1c": "10.9.3.0/24",
          "us-east-1d": "10.9.4.0/24",
        },
      },
      ssh: { allowedCidrs: ["203.0.113.0/24"], keyName: "ops" },
      instance: { type: "t3.small", cpuCredits: "unlimited", rootVolumeType: "gp2", rootVolumeSizeGiB: 40 },
      frontend: { priceClass: "PriceClass_200" },
      loadBalancer: { idleTimeoutSeconds: 90, stickinessDurationSeconds: 3600 },
      api: {
        timeoutSeconds: 20,
        throttlingBurstLimit: 50,
        throttlingRateLimitPerSecond: 25,
        logRetentionDays: 14,
      },
    });
    environments.prod.backend.healthCheckPath = "/live";
    environments.prod.backend.logRetentionDays = 90;
  });
  const stack = synthStack("careflowai-prod", input);
  const body = (type: string) => the(stack, type).body;

  expect(body("aws_vpc").cidr_block).toBe("10.9.0.0/16");
  expect(stack.resources("aws_subnet").map(({ body: { cidr_block } }) => cidr_block)).toEqual([
    "10.9.2.0/24",
    "10.9.3.0/24",
    "10.9.4.0/24",
  ]);
  expect(stack.data("aws_availability_zone")).toHaveLength(3);
  expect(
    stack
      .resources("aws_vpc_security_group_ingress_rule")
      .flatMap(({ body: { from_port, cidr_ipv4 } }) => (from_port === 22 ? [cidr_ipv4] : [])),
  ).toEqual(["203.0.113.0/24"]);
  expect(body("aws_launch_template")).toMatchObject({
    key_name: "ops",
    instance_type: "t3.small",
    credit_specification: { cpu_credits: "unlimited" },
    block_device_mappings: [{ ebs: { volume_type: "gp2", volume_size: 40 } }],
    tag_specifications: [{ tags: { Team: "Care" } }, { tags: { Team: "Care" } }],
  });
  expect(body("aws_cloudfront_distribution").price_class).toBe("PriceClass_200");
  expect(body("aws_lb").idle_timeout).toBe(90);
  expect(body("aws_lb_target_group")).toMatchObject({
    stickiness: { cookie_duration: 3600 },
    health_check: { path: "/live" },
  });
  expect(body("aws_apigatewayv2_integration").timeout_milliseconds).toBe(20_000);
  expect(body("aws_apigatewayv2_stage").default_route_settings).toEqual({
    throttling_burst_limit: 50,
    throttling_rate_limit: 25,
  });
  expect(
    Object.fromEntries(
      stack
        .resources("aws_cloudwatch_log_group")
        .map(({ body: { name, retention_in_days } }) => [name, retention_in_days]),
    ),
  ).toEqual({ "/careflowai/backend": 90, "/aws/apigateway/CareFlowAI": 14 });
});
