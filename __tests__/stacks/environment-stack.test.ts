import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Ec2InstanceConnectEndpoint } from "@cdktf/provider-aws/lib/ec2-instance-connect-endpoint";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { ProviderClass } from "../helpers/blocks";
import { only, resourcesOf, soundStack, stackNamed } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { follow, outputsOf, rulesOf } from "../helpers/follow";
import { ABORT_INCOMPLETE_UPLOADS } from "../helpers/lifecycle-rules";
import { synthApp, synthStack } from "../helpers/synth";
import { exactlyOne } from "../helpers/exactly-one";
import { statementOf } from "../helpers/policies";

const dev = soundStack("careflowai-dev");
const staging = soundStack("careflowai-staging");
const prod = soundStack("careflowai-prod");

describe("a request to the Production architecture", () => {
  const to = (type: string, value: Json | undefined) => follow(prod, type, value);
  const group = (value: Json | undefined) => to("aws_security_group", value);

  const api = to("aws_apigatewayv2_api", outputsOf(prod).api_endpoint?.value);
  const stage = only(prod, Apigatewayv2Stage);
  const integration = only(prod, Apigatewayv2Integration);
  const vpcLink = to("aws_apigatewayv2_vpc_link", integration.body.connection_id);
  const listener = to("aws_lb_listener", integration.body.integration_uri);
  const loadBalancer = to("aws_lb", listener.body.load_balancer_arn);
  const targetGroup = to("aws_lb_target_group", listener.body.default_action);
  const instances = only(prod, AutoscalingGroup);
  const template = to("aws_launch_template", (instances.body.launch_template as JsonObject).id);

  test("for a page goes from CloudFront to the website of the bucket that the app is published to", () => {
    const distribution = to("aws_cloudfront_distribution", outputsOf(prod).frontend_url?.value);
    const website = to("aws_s3_bucket_website_configuration", distribution.body.origin);
    const bucket = to("aws_s3_bucket", website.body.bucket);
    expect(to("aws_s3_bucket", outputsOf(prod).frontend_bucket?.value)).toEqual(bucket);
    const policy = only(prod, S3BucketPolicy);
    expect(to("aws_s3_bucket", policy.body.bucket)).toEqual(bucket);
    const { Resource } = statementOf(prod, policy.body.policy, "PublicRead");
    expect(to("aws_s3_bucket", Resource)).toEqual(bucket);
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
      const out = exactlyOne(rulesOf(prod, "egress", source, port), "rule out");
      const into = exactlyOne(rulesOf(prod, "ingress", destination, port), "rule in");
      expect(group(out.referenced_security_group_id)).toEqual(destination);
      expect(group(into.referenced_security_group_id)).toEqual(source);
    }
  });

  test("finds load balancer, VPC Link and instances in the same subnets, which reach the internet", () => {
    const subnets = prod.resources("aws_subnet").map(({ address }) => `\${${address}.id}`);
    expect(loadBalancer.body.subnets).toEqual(subnets);
    expect(vpcLink.body.subnet_ids).toEqual(subnets);
    expect(instances.body.vpc_zone_identifier).toEqual(subnets);
    const routeTable = to("aws_route_table", only(prod, Route).body.route_table_id);
    const led = prod.resources("aws_route_table_association").map(({ body }) => {
      expect(to("aws_route_table", body.route_table_id)).toEqual(routeTable);
      return body.subnet_id;
    });
    expect(led).toEqual(subnets);
  });

  test("is logged in the API's log group and in the backend's, which the instances may write to", () => {
    const apiLogs = to("aws_cloudwatch_log_group", stage.body.access_log_settings);
    expect(apiLogs.body).toMatchObject({ name: "/aws/apigateway/CareFlowAI", retention_in_days: 7 });
    expect(to("aws_cloudwatch_log_group", outputsOf(prod).api_log_group?.value)).toEqual(apiLogs);

    const backendLogs = to("aws_cloudwatch_log_group", outputsOf(prod).backend_log_group?.value);
    expect(backendLogs.body).toMatchObject({ name: "/careflowai/backend", retention_in_days: 30 });
    const profile = to("aws_iam_instance_profile", template.body.iam_instance_profile);
    const policy = only(prod, IamRolePolicy);
    expect(policy.body.role).toEqual(profile.body.role);
    const { Resource } = statementOf(prod, policy.body.policy, "WriteOwnLogs");
    expect(to("aws_cloudwatch_log_group", Resource)).toEqual(backendLogs);
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
    const association = only(dev, EipAssociation);
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
      /^\$\{aws_cloudwatch_log_group\.BackendLogs_\w+\.name\}$/,
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
          "Base URL of the API",
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
          "DNS name of the load balancer; the name of an internal one resolves to private addresses",
        ],
        auto_scaling_group_name: [
          /^\$\{aws_autoscaling_group\.\w+\.name\}$/,
          "Auto Scaling group of the backend",
        ],
        api_log_group: [
          /^\$\{aws_cloudwatch_log_group\.LoadBalanced_Api_AccessLogs_\w+\.name\}$/,
          "Log group of the API's access logs",
        ],
        egress_addresses: [
          [],
          "Addresses to put on MongoDB Atlas's IP access list; none without NAT, because then each instance uses its own public address, which ends with the instance",
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
  ["the single instance", dev, Instance],
  ["the Auto Scaling group", prod, AutoscalingGroup],
])("%s waits for routes, security groups, permissions and log group", (_what, stack, type) => {
  const neededToBoot =
    /^aws_(vpc|default_security_group|internet_gateway|route|route_table|route_table_association|subnet|security_group|vpc_security_group_(in|e)gress_rule|iam_\w+)\.|^aws_cloudwatch_log_group\.Backend/;
  const expected = stack
    .resources()
    .map(({ address }) => address)
    .filter((address) => neededToBoot.test(address));
  const waits = only(stack, type).body.depends_on as string[];
  expect([...waits].sort()).toEqual(expected.sort());
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
  ])("keeps the resources that hold data or addresses in %s", (_name, stack, types) => {
    expect(typesWith(stack, true)).toEqual(types);
    expect(only(stack, S3Bucket).body.force_destroy).toBe(false);
  });

  test.each([
    ["dev", dev],
    ["staging", staging],
    ["an unprotected prod", unprotectedProd],
  ])("keeps nothing in %s, whose bucket may be emptied", (_name, stack) => {
    expect(typesWith(stack, true)).toEqual([]);
    expect(only(stack, S3Bucket).body.force_destroy).toBe(true);
  });

  test("is the load balancer's own too", () => {
    const deletionProtection = [prod, staging, unprotectedProd].map(
      (stack) => only(stack, Lb).body.enable_deletion_protection,
    );
    expect(deletionProtection).toEqual([true, false, false]);
  });
});

test.each(["single-instance", "load-balanced"])(
  "two %s environments with the same settings differ only in their names",
  (topology) => {
    const input = configWith((config) => {
      const { backend, notifications } = config.environments.prod;
      const settings = { topology, backend, notifications, protect: true };
      config.environments = { alpha: settings, omega: settings };
    });
    const stacks = synthApp(input);
    const [alpha, omega] = ["alpha", "omega"].map((name) => {
      return JSON.stringify(stackNamed(stacks, `careflowai-${name}`).json).replaceAll(name, "<name>");
    });
    expect(alpha).toBe(omega);
    expect(alpha).toContain('"name":"careflowai-<name>"');
  },
);

test("settings of an environment reach the resources", () => {
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
  const body = (type: ProviderClass) => only(stack, type).body;

  expect(body(Vpc).cidr_block).toBe("10.9.0.0/16");
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
  expect(body(LaunchTemplate)).toMatchObject({
    key_name: "ops",
    instance_type: "t3.small",
    credit_specification: { cpu_credits: "unlimited" },
    block_device_mappings: [{ ebs: { volume_type: "gp2", volume_size: 40 } }],
    tag_specifications: Array.from({ length: 3 }, () => ({ tags: { Team: "Care" } })),
  });
  expect(body(CloudfrontDistribution).price_class).toBe("PriceClass_200");
  expect(body(Lb).idle_timeout).toBe(90);
  expect(body(LbTargetGroup)).toMatchObject({
    stickiness: { cookie_duration: 3600 },
    health_check: { path: "/live" },
  });
  expect(body(Apigatewayv2Integration).timeout_milliseconds).toBe(20_000);
  expect(body(Apigatewayv2Stage).default_route_settings).toEqual({
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

describe("optional settings reach the resources", () => {
  const domainOf = (name: string) => ({
    hostedZoneId: "Z0123456789",
    frontendName: `${name}.example.org`,
  });
  const OFF_HOURS = { stopTime: "19:30", startTime: "07:00", timeZone: "Europe/Zurich", weekdays: ["MON"] };
  const certificateArn =
    "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";
  const [, single, balanced, sameOrigin] = synthApp(
    configWith(({ environments }) => {
      Object.assign(environments.dev, {
        domain: domainOf("dev"),
        offHours: OFF_HOURS,
        ssh: { instanceConnectEndpoint: true },
        instance: { amiId: "ami-0123456789abcdef0", availabilityZone: "us-east-1b" },
        frontend: {
          webAcl: { enabled: true, requestsPerFiveMinutes: 100 },
          cachedPaths: ["/api/reference/*"],
          accessLogs: { enabled: true, expirationDays: 5 },
          bucketVersioning: "Enabled",
          oldVersionsExpirationDays: 6,
          intelligentTiering: true,
        },
      });
      Object.assign(environments.staging, {
        domain: { ...domainOf("staging"), apiName: "api.staging.example.org" },
        api: { routing: "same-origin" },
        frontend: { cachedPaths: ["/api/news"], accessLogs: { enabled: true } },
        ssh: { instanceConnectEndpoint: true },
        network: { nat: "single", primaryZone: "us-east-1b" },
      });
      Object.assign(environments.prod, {
        region: "us-east-2",
        domain: { ...domainOf("prod"), apiName: "api.prod.example.org" },
        offHours: OFF_HOURS,
        autoScaling: { minSize: 2, desiredCapacity: 3, maxSize: 4 },
        ssh: { instanceConnectEndpoint: true },
        network: {
          nat: "per-az",
          primaryZone: "us-east-2b",
          publicSubnets: { "us-east-2a": "10.0.1.0/24", "us-east-2b": "10.0.2.0/24" },
          privateSubnets: { "us-east-2a": "10.0.11.0/24", "us-east-2b": "10.0.12.0/24" },
          flowLogs: { enabled: true, retentionDays: 60 },
        },
        loadBalancer: {
          scheme: "internet-facing",
          https: {
            certificateArn: certificateArn.replace("us-east-1", "us-east-2"),
            serverName: "alb.example.org",
          },
          accessLogs: { enabled: true, expirationDays: 7 },
        },
      });
    }),
  ) as [SynthesizedStack, SynthesizedStack, SynthesizedStack, SynthesizedStack];
  const all: [topology: string, stack: SynthesizedStack][] = [
    ["single-instance", single],
    ["load-balanced of one origin", sameOrigin],
    ["load-balanced", balanced],
  ];

  test("the one NAT gateway is in the primary zone", () => {
    const gateway = only(sameOrigin, NatGateway);
    expect(follow(sameOrigin, "aws_subnet", gateway.body.subnet_id).body.tags).toEqual({
      Name: "careflowai-staging-public-us-east-1b",
    });
  });

  const expirations = (stack: SynthesizedStack) => {
    const lifecycle = resourcesOf(stack, S3BucketLifecycleConfiguration).filter(({ body }) =>
      stack.target(body.bucket)?.address.includes("LogBucket"),
    );
    return (exactlyOne(lifecycle, "lifecycle of the log bucket").body.rule as JsonObject[])
      .filter(({ expiration }) => expiration)
      .map(({ id, expiration }) => [id, expiration]);
  };

  test.each(all)(
    "the site's name of %s leads to the distribution, whose certificate is of us-east-1",
    (_topology, stack) => {
      const site = `${stack.name.replace("careflowai-", "")}.example.org`;
      const distribution = only(stack, CloudfrontDistribution);
      expect(distribution.body.aliases).toEqual([site]);
      const validation = follow(
        stack,
        "aws_acm_certificate_validation",
        (distribution.body.viewer_certificate as JsonObject).acm_certificate_arn,
      );
      const certificate = follow(stack, "aws_acm_certificate", validation.body.certificate_arn);
      expect(certificate.body).toMatchObject({ domain_name: site, region: "us-east-1" });
      const records = stack.resources("aws_route53_record").map(({ body }) => body);
      expect(records.filter(({ name }) => name === site)).toEqual(
        ["AAAA", "A"].map((type) => ({
          zone_id: "Z0123456789",
          name: site,
          type,
          alias: {
            name: `\${${distribution.address}.domain_name}`,
            zone_id: `\${${distribution.address}.hosted_zone_id}`,
            evaluate_target_health: false,
          },
        })),
      );
      expect(outputsOf(stack).frontend_url?.value).toBe(`https://${site}`);
    },
  );

  test.each<[string, SynthesizedStack, string, RegExp]>([
    [
      "a custom domain, where the API has a separate origin",
      balanced,
      "us-east-2",
      /^https:\/\/api\.prod\.example\.org$/,
    ],
    [
      "the site's, where it has the same origin",
      sameOrigin,
      "us-east-1",
      /^https:\/\/staging\.example\.org$/,
    ],
  ])("the API's name leads to the API, and its address is %s", (_what, stack, region, endpoint) => {
    const name = only(stack, Apigatewayv2DomainName);
    const host = `api.${stack.name.replace("careflowai-", "")}.example.org`;
    expect(name.body.domain_name).toBe(host);
    const { certificate_arn } = name.body.domain_name_configuration as JsonObject;
    const validation = follow(stack, "aws_acm_certificate_validation", certificate_arn);
    expect(follow(stack, "aws_acm_certificate", validation.body.certificate_arn).body).toMatchObject({
      domain_name: host,
      region,
    });
    const alias = stack
      .resources("aws_route53_record")
      .map(({ body }) => body)
      .filter(({ alias }) => stack.target(alias)?.address === name.address);
    expect(alias).toEqual([
      {
        zone_id: "Z0123456789",
        name: host,
        type: "A",
        alias: {
          name: `\${${name.address}.domain_name_configuration[0].target_domain_name}`,
          zone_id: `\${${name.address}.domain_name_configuration[0].hosted_zone_id}`,
          evaluate_target_health: false,
        },
      },
    ]);
    expect(outputsOf(stack).api_endpoint?.value).toMatch(endpoint);
  });

  test("the API of a single instance has the site's address", () => {
    expect(outputsOf(single).api_endpoint?.value).toBe("https://dev.example.org");
    expect(single.resources("aws_acm_certificate")).toHaveLength(1);
  });

  test("one instance stops and starts by a role of its environment", () => {
    const schedules = single.resources("aws_scheduler_schedule").map(({ body }) => body);
    expect(schedules.map(({ name, schedule_expression }) => [name, schedule_expression])).toEqual([
      ["careflowai-dev-off-hours-start", "cron(0 7 ? * MON *)"],
      ["careflowai-dev-off-hours-stop", "cron(30 19 ? * MON *)"],
    ]);
    for (const { target } of schedules) {
      const { role_arn, input } = target as JsonObject;
      expect(follow(single, "aws_iam_role", role_arn).body.name).toBe("careflowai-dev-off-hours");
      expect(follow(single, "aws_instance", input)).toEqual(only(single, Instance));
    }
    expect(single.resources("aws_autoscaling_schedule")).toEqual([]);
  });

  test("a schedule fills a group to the sizes of its environment", () => {
    const group = only(balanced, AutoscalingGroup);
    const schedules = balanced.resources("aws_autoscaling_schedule").map(({ body }) => body);
    expect(
      schedules.map(({ min_size, desired_capacity, max_size }) => [min_size, desired_capacity, max_size]),
    ).toEqual([
      [2, 3, 4],
      [0, 0, 0],
    ]);
    for (const { autoscaling_group_name } of schedules)
      expect(follow(balanced, "aws_autoscaling_group", autoscaling_group_name)).toEqual(group);
    expect(group.body.lifecycle).toEqual({ ignore_changes: ["desired_capacity", "min_size", "max_size"] });
    expect(balanced.resources("aws_scheduler_schedule")).toEqual([]);
  });

  test.each(all)(
    "operators of %s reach instances by an endpoint in the subnet of the instances",
    (_topology, stack) => {
      const endpoint = only(stack, Ec2InstanceConnectEndpoint);
      const group = follow(stack, "aws_security_group", endpoint.body.security_group_ids);
      expect(endpoint.body).toEqual({
        subnet_id: expect.any(String),
        security_group_ids: [`\${${group.address}.id}`],
        preserve_client_ip: false,
        tags: { Name: stack.name },
      });
      expect(group.body.name_prefix).toBe(`${stack.name}-instance-connect-`);
      const standsIn = new Map([
        [single, "careflowai-dev-public-us-east-1b"],
        [sameOrigin, "careflowai-staging-private-us-east-1b"],
        [balanced, "careflowai-prod-private-us-east-2b"],
      ]);
      expect(follow(stack, "aws_subnet", endpoint.body.subnet_id).body.tags).toEqual({
        Name: standsIn.get(stack),
      });
    },
  );

  test("CloudFront of a single instance has a web ACL, caches the given paths, logs, and old versions in its bucket expire", () => {
    const { body } = only(single, CloudfrontDistribution);
    const webAcl = follow(single, "aws_wafv2_web_acl", body.web_acl_id);
    expect(JSON.stringify(webAcl.body)).toContain('"limit":100');
    const [cached] = body.ordered_cache_behavior as JsonObject[];
    expect(cached?.path_pattern).toBe("/api/reference/*");
    follow(single, "aws_cloudfront_cache_policy", cached?.cache_policy_id);
    expect(expirations(single)).toEqual([["expire-cloudfront", [{ days: 5 }]]]);
    const website = single
      .resources("aws_s3_bucket_lifecycle_configuration")
      .find(({ address }) => address.includes("Website"));
    expect(website?.body.rule).toEqual([
      ABORT_INCOMPLETE_UPLOADS,
      expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 6 }] }),
      expect.objectContaining({ transition: [{ days: 0, storage_class: "INTELLIGENT_TIERING" }] }),
    ]);
  });

  test("CloudFront serves the API and caches the given paths where routing is same-origin", () => {
    const { body } = only(sameOrigin, CloudfrontDistribution);
    const [cached] = body.ordered_cache_behavior as JsonObject[];
    expect(cached?.path_pattern).toBe("/api/news");
    expect(only(balanced, CloudfrontDistribution).body).not.toHaveProperty("ordered_cache_behavior");
  });

  test("a load balancer logs nothing where CloudFront alone is to", () => {
    only(sameOrigin, CloudwatchLogDelivery);
    expect(only(sameOrigin, Lb).body).not.toHaveProperty("access_logs");
    expect(expirations(sameOrigin)).toEqual([["expire-cloudfront", [{ days: 90 }]]]);
  });

  test("a pinned image is launched", () => {
    expect(only(single, LaunchTemplate).body.image_id).toBe("ami-0123456789abcdef0");
  });

  test("an internet-facing load balancer has another name, its certificate, and only its own logs", () => {
    const loadBalancer = only(balanced, Lb);
    expect(loadBalancer.body).toMatchObject({ name: "careflowai-prod-public", internal: false });
    expect(expirations(balanced)).toEqual([["expire-load-balancer", [{ days: 7 }]]]);
    expect(resourcesOf(balanced, CloudwatchLogDelivery)).toEqual([]);
    expect(only(balanced, Apigatewayv2Integration).body.tls_config).toEqual({
      server_name_to_verify: "alb.example.org",
    });
    expect(
      balanced
        .resources("aws_vpc_security_group_ingress_rule")
        .filter(({ body }) => body.cidr_ipv4 === "0.0.0.0/0")
        .map(({ body }) => body.from_port),
    ).toEqual([80, 443]);
  });

  test("flow logs have the configured retention, and every NAT gateway's address is an output", () => {
    const flowLog = only(balanced, FlowLog);
    expect(follow(balanced, "aws_cloudwatch_log_group", flowLog.body.log_destination).body).toMatchObject({
      name: "/careflowai/vpc-flow-logs",
      retention_in_days: 60,
    });
    expect(outputsOf(balanced).egress_addresses?.value).toEqual(
      balanced.resources("aws_eip").map(({ address }) => `\${${address}.public_ip}`),
    );
    expect(balanced.resources("aws_eip")).toHaveLength(2);
  });

  test("no other region is left in the environment, except CloudFront's", () => {
    const elsewhere = JSON.stringify(balanced.json.resource).match(/us-east-1/g) ?? [];
    // The site's certificate and its validation, and two widgets of CloudFront's metrics.
    expect(elsewhere).toHaveLength(4);
  });
});
