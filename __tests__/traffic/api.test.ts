import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { ApiProps } from "../../src/traffic/api";
import { Api } from "../../src/traffic/api";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { securityGroup, synthConstruct } from "../helpers/construct";

const prod = soundStack("careflowai-prod");
const apiId = reference(prod, Apigatewayv2Api, "id");

test("the API is an HTTP API with CORS for all origins and without credentials", () => {
  expect(only(prod, Apigatewayv2Api).body).toEqual({
    name: "CareFlowAI",
    protocol_type: "HTTP",
    disable_execute_api_endpoint: false,
    cors_configuration: {
      allow_origins: ["*"],
      allow_methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      allow_headers: ["authorization", "content-type"],
      allow_credentials: false,
      max_age: 300,
    },
    lifecycle: { prevent_destroy: true },
  });
});

test("there are the document's four routes, all to the one integration", () => {
  const target = `integrations/${reference(prod, Apigatewayv2Integration, "id")}`;
  const routes = resourcesOf(prod, Apigatewayv2Route).map(({ body }) => body);
  expect(routes.map(({ route_key }) => route_key).sort()).toEqual([
    "$default",
    "ANY /api/{proxy+}",
    "GET /docs",
    "GET /health",
  ]);
  for (const route of routes) {
    expect(route).toEqual({ api_id: apiId, route_key: route.route_key, target });
  }
});

test("the integration reaches the load balancer's listener by the VPC Link and waits 30 s", () => {
  expect(only(prod, Apigatewayv2Integration).body).toEqual({
    api_id: apiId,
    integration_type: "HTTP_PROXY",
    integration_method: "ANY",
    integration_uri: reference(prod, LbListener, "arn"),
    connection_type: "VPC_LINK",
    connection_id: reference(prod, Apigatewayv2VpcLink, "id"),
    payload_format_version: "1.0",
    timeout_milliseconds: 30_000,
    lifecycle: { create_before_destroy: true },
  });
});

describe("the stage", () => {
  const stage = only(prod, Apigatewayv2Stage).body;
  const { format } = stage.access_log_settings as { format: string };

  test("is the default one, deploys by itself, and limits to 500 requests per second and bursts of 1000", () => {
    expect(stage).toEqual({
      api_id: apiId,
      // Any other name would be part of the path that the backend sees.
      name: "$default",
      auto_deploy: true,
      default_route_settings: { throttling_rate_limit: 500, throttling_burst_limit: 1000 },
      access_log_settings: {
        destination_arn: reference(prod, CloudwatchLogGroup, "arn", { name: "/aws/apigateway/CareFlowAI" }),
        format,
      },
    });
  });

  test("logs each request as one line of JSON with the integration's error and latency", () => {
    expect(JSON.parse(format)).toEqual({
      requestId: "$context.requestId",
      requestTime: "$context.requestTime",
      ip: "$context.identity.sourceIp",
      httpMethod: "$context.httpMethod",
      routeKey: "$context.routeKey",
      path: "$context.path",
      protocol: "$context.protocol",
      status: "$context.status",
      responseLength: "$context.responseLength",
      responseLatencyMs: "$context.responseLatency",
      integrationStatus: "$context.integration.status",
      integrationLatencyMs: "$context.integration.latency",
      integrationError: "$context.integrationErrorMessage",
      error: "$context.error.message",
    });
    expect(format).not.toContain("\n");
    expect(Buffer.byteLength(format)).toBeLessThanOrEqual(3072);
  });

  test("logs no query string and no header, which may carry patient data", () => {
    expect(format).not.toMatch(/quer|param|header|authorizer/i);
  });
});

describe("its props", () => {
  const SETTINGS: ApiProps["settings"] = {
    routing: "cross-origin",
    timeoutSeconds: 7,
    throttlingRateLimitPerSecond: 8,
    throttlingBurstLimit: 9,
    cors: {
      allowOrigins: ["https://app.example.org"],
      allowMethods: ["GET"],
      allowHeaders: ["x-id"],
      allowCredentials: true,
      maxAgeSeconds: 10,
    },
    disableDefaultEndpoint: false,
    logRetentionDays: 14,
  };
  const originOf: { name?: string } = {};
  const apiOf = (props: Partial<ApiProps>) =>
    synthConstruct((scope) => {
      const { originDomainName } = new Api(scope, "Api", {
        name: "test",
        vpcLinkName: "test-link",
        logGroupName: "/test",
        region: "eu-west-3",
        settings: SETTINGS,
        subnets: new Map([["eu-west-3b", new Subnet(scope, "Subnet", { vpcId: "vpc" })]]),
        securityGroup: securityGroup(scope),
        listener: new LbListener(scope, "Listener", { loadBalancerArn: "arn", defaultAction: [] }),
        serverName: undefined,
        domain: undefined,
        protect: false,
        ...props,
      });
      originOf.name = originDomainName;
    });

  test("set limits, CORS, zones and protection", () => {
    const stack = apiOf({});
    expect(only(stack, Apigatewayv2Api).body).toEqual({
      name: "test",
      protocol_type: "HTTP",
      disable_execute_api_endpoint: false,
      cors_configuration: {
        allow_origins: ["https://app.example.org"],
        allow_methods: ["GET"],
        allow_headers: ["x-id"],
        allow_credentials: true,
        max_age: 10,
      },
      lifecycle: { prevent_destroy: false },
    });
    expect(only(stack, Apigatewayv2Integration).body).toMatchObject({ timeout_milliseconds: 7000 });
    expect(only(stack, Apigatewayv2Stage).body).toMatchObject({
      default_route_settings: { throttling_rate_limit: 8, throttling_burst_limit: 9 },
    });
    expect(only(stack, Apigatewayv2VpcLink).body).toMatchObject({
      name: "test-link",
      subnet_ids: ["${aws_subnet.Subnet.id}"],
    });
    expect(only(stack, CloudwatchLogGroup).body).toEqual({
      name: "/test",
      retention_in_days: 14,
      skip_destroy: false,
      lifecycle: { prevent_destroy: false },
    });
    expect(stack.data("aws_availability_zone").map(({ body }: { body: JsonObject }) => body.name)).toEqual([
      "eu-west-3b",
    ]);
  });

  const plain = apiOf({});
  /** What remains of a stack without these types. */
  const without = (stack: SynthesizedStack, ...types: string[]) =>
    [...stack.resources(), ...stack.data()].filter(({ type }) => !types.includes(type));

  test("leave out CORS where CloudFront carries the API at the site's address", () => {
    const stack = apiOf({ settings: { ...SETTINGS, cors: undefined } });
    expect(only(stack, Apigatewayv2Api).body).toEqual({
      name: "test",
      protocol_type: "HTTP",
      disable_execute_api_endpoint: false,
      lifecycle: { prevent_destroy: false },
    });
    expect(without(stack, "aws_apigatewayv2_api")).toEqual(without(plain, "aws_apigatewayv2_api"));
  });

  test("name the server in the certificate of an HTTPS listener", () => {
    const stack = apiOf({ serverName: "alb.example.org" });
    expect(only(stack, Apigatewayv2Integration).body).toEqual({
      ...only(plain, Apigatewayv2Integration).body,
      tls_config: { server_name_to_verify: "alb.example.org" },
    });
    expect(only(plain, Apigatewayv2Integration).body).not.toHaveProperty("tls_config");
    const own = ["aws_apigatewayv2_integration", "aws_apigatewayv2_route"];
    expect(without(stack, ...own)).toEqual(without(plain, ...own));
  });

  test("create another integration for TLS, so that no update has to clear its settings", () => {
    const tls = apiOf({ serverName: "alb.example.org" });
    const integrationOf = (one: SynthesizedStack) => only(one, Apigatewayv2Integration);
    expect(integrationOf(tls).address).not.toBe(integrationOf(plain).address);
    for (const stack of [plain, tls]) {
      const routes = stack.resources("aws_apigatewayv2_route");
      expect(routes).toHaveLength(4);
      for (const { body } of routes) expect(stack.target(body.target)).toEqual(integrationOf(stack));
    }
  });

  test("give it a custom domain with TLS 1.2, at the root of the stage, with certificate and record", () => {
    const stack = apiOf({
      domain: { hostedZoneId: "ZONE", frontendName: "www.example.org", apiName: "api.example.org" },
    });
    expect(only(stack, AcmCertificate).body).toMatchObject({
      domain_name: "api.example.org",
      region: "eu-west-3",
    });
    expect(only(stack, Apigatewayv2DomainName).body).toEqual({
      domain_name: "api.example.org",
      domain_name_configuration: {
        certificate_arn: reference(stack, AcmCertificateValidation, "certificate_arn"),
        endpoint_type: "REGIONAL",
        security_policy: "TLS_1_2",
      },
    });
    expect(only(stack, Apigatewayv2ApiMapping).body).toEqual({
      api_id: reference(stack, Apigatewayv2Api, "id"),
      domain_name: reference(stack, Apigatewayv2DomainName, "id"),
      stage: reference(stack, Apigatewayv2Stage, "id"),
    });
    const { address } = only(stack, Apigatewayv2DomainName);
    expect(only(stack, Route53Record, { type: "A" }).body).toEqual({
      zone_id: "ZONE",
      name: "api.example.org",
      type: "A",
      alias: {
        name: `\${${address}.domain_name_configuration[0].target_domain_name}`,
        zone_id: `\${${address}.domain_name_configuration[0].hosted_zone_id}`,
        evaluate_target_health: false,
      },
    });
    expect(
      without(
        stack,
        "aws_acm_certificate",
        "aws_acm_certificate_validation",
        "aws_apigatewayv2_domain_name",
        "aws_apigatewayv2_api_mapping",
        "aws_route53_record",
      ),
    ).toEqual(without(plain));
  });

  test("leave it the custom domain only, also for CloudFront", () => {
    const domain = { hostedZoneId: "ZONE", frontendName: "www.example.org", apiName: "api.example.org" };
    apiOf({ domain });
    expect(originOf.name).toMatch(/\.execute-api\.eu-west-3\.amazonaws\.com$/);
    const stack = apiOf({ domain, settings: { ...SETTINGS, disableDefaultEndpoint: true } });
    expect(only(stack, Apigatewayv2Api).body.disable_execute_api_endpoint).toBe(true);
    expect(originOf.name).toBe("api.example.org");
  });

  test("a domain without a name for the API changes nothing", () => {
    const stack = apiOf({ domain: { hostedZoneId: "ZONE", frontendName: "www.example.org" } });
    expect(without(stack)).toEqual(without(plain));
  });
});
