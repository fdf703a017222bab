import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsAvailabilityZone } from "@cdktf/provider-aws/lib/data-aws-availability-zone";
import type { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { metricsIn } from "../metrics/metric";

/** The document's routes (section 5) by construct id. `$default` also carries `/openapi.json`, which `/docs` loads. */
const ROUTES = {
  Default: "$default",
  Health: "GET /health",
  Api: "ANY /api/{proxy+}",
  Docs: "GET /docs",
} as const;

/**
 * Zones in which AWS offers no VPC Link (AWS, Set up VPC links V2, availability by Region). They are ids:
 * each account maps zone names to them differently.
 */
const ZONES_WITHOUT_VPC_LINK = ["use1-az3", "usw1-az2", "ape1-az1", "apne1-az3", "cac1-az4", "euw3-az2"];

/**
 * One line of JSON a request. No query string: it may carry patient data. The variables are API Gateway's
 * (AWS, Customize HTTP API access logs); one that is not set is logged as "-".
 */
const ACCESS_LOG_FORMAT = `{${[
  '"requestId":"$context.requestId"',
  '"requestTime":"$context.requestTime"',
  '"ip":"$context.identity.sourceIp"',
  '"httpMethod":"$context.httpMethod"',
  '"routeKey":"$context.routeKey"',
  '"path":"$context.path"',
  '"protocol":"$context.protocol"',
  '"status":"$context.status"',
  '"responseLength":"$context.responseLength"',
  '"responseLatencyMs":"$context.responseLatency"',
  '"integrationStatus":"$context.integration.status"',
  '"integrationLatencyMs":"$context.integration.latency"',
  '"integrationError":"$context.integrationErrorMessage"',
  '"error":"$context.error.message"',
].join(",")}}`;

export interface HttpApiProps {
  readonly name: string;
  /** Name of the VPC Link. */
  readonly vpcLinkName: string;
  /** Zone name to subnet: where the VPC Link's interfaces stand. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly securityGroup: SecurityGroup;
  /** The integration goes to the listener: an ALB's own ARN or DNS name is not accepted. */
  readonly listener: LbListener;
  readonly timeoutSeconds: number;
  readonly throttlingRateLimitPerSecond: number;
  readonly throttlingBurstLimit: number;
  /** Name in the listener's certificate, which the gateway verifies; undefined for an HTTP listener. */
  readonly serverName: string | undefined;
  /** What pages of other origins may do; undefined where CloudFront carries the API at the site's own origin. */
  readonly cors:
    | {
        readonly allowOrigins: string[];
        readonly allowMethods: string[];
        readonly allowHeaders: string[];
        readonly allowCredentials: boolean;
        readonly maxAgeSeconds: number;
      }
    | undefined;
  /** A name of one's own with its certificate; API Gateway's if undefined. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly accessLogs: CloudwatchLogGroup;
  /** Whether the API may not be destroyed: its endpoint is an address that browsers hold. */
  readonly protect: boolean;
}

/**
 * The HTTP API and its VPC Link to the load balancer (document, section 5). Response caching, usage plans and
 * API keys do not exist for HTTP APIs (decision 6).
 *
 * Exposes the API to outputs, and its metrics. A plan fails if a subnet's zone has no VPC Link.
 */
export class HttpApi extends Construct {
  readonly api: Apigatewayv2Api;
  readonly stage: Apigatewayv2Stage;
  readonly metrics: HttpApiMetrics;
  /** The name of one's own, for its DNS records. */
  readonly domainName: Apigatewayv2DomainName | undefined;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);

    this.api = new Apigatewayv2Api(this, "Api", {
      name: props.name,
      protocolType: "HTTP",
      ...(props.cors && {
        corsConfiguration: {
          allowOrigins: props.cors.allowOrigins,
          allowMethods: props.cors.allowMethods,
          allowHeaders: props.cors.allowHeaders,
          allowCredentials: props.cors.allowCredentials,
          maxAge: props.cors.maxAgeSeconds,
        },
      }),
      lifecycle: { preventDestroy: props.protect },
    });
    const integration = this.integration(props, this.vpcLink(props));
    for (const [routeId, routeKey] of Object.entries(ROUTES)) {
      new Apigatewayv2Route(this, `${routeId}Route`, {
        apiId: this.api.id,
        routeKey,
        target: `integrations/${integration.id}`,
      });
    }
    this.stage = new Apigatewayv2Stage(this, "Stage", {
      apiId: this.api.id,
      // Any other name would be part of the path that the backend sees.
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: props.accessLogs.arn, format: ACCESS_LOG_FORMAT },
      // Both limits always: one alone sends the other as 0, which refuses every call.
      defaultRouteSettings: {
        throttlingRateLimit: props.throttlingRateLimitPerSecond,
        throttlingBurstLimit: props.throttlingBurstLimit,
      },
    });
    this.domainName = props.domain && this.domain(props.domain);
    this.metrics = metricsOf(this.api, this.stage);
  }

  private domain({ name, certificateArn }: NonNullable<HttpApiProps["domain"]>): Apigatewayv2DomainName {
    const domainName = new Apigatewayv2DomainName(this, "DomainName", {
      domainName: name,
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    });
    new Apigatewayv2ApiMapping(this, "ApiMapping", {
      apiId: this.api.id,
      domainName: domainName.id,
      stage: this.stage.id,
    });
    return domainName;
  }

  private vpcLink(props: HttpApiProps): Apigatewayv2VpcLink {
    for (const zone of props.subnets.keys()) {
      new DataAwsAvailabilityZone(this, `Zone-${zone}`, {
        name: zone,
        lifecycle: {
          postcondition: [
            {
              condition: `\${!contains(${JSON.stringify(ZONES_WITHOUT_VPC_LINK)}, self.zone_id)}`,
              errorMessage: `API Gateway has no VPC Link in ${zone} of this account; choose another zone in network.publicSubnets`,
            },
          ],
        },
      });
    }
    return new Apigatewayv2VpcLink(this, "VpcLink", {
      name: props.vpcLinkName,
      subnetIds: [...props.subnets.values()].map((subnet) => subnet.id),
      securityGroupIds: [props.securityGroup.id],
      // A link cannot change, nor be deleted while integrations refer to it.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /**
   * One that verifies a name and one that does not are two resources: an update from the former to the latter sends an
   * empty TLS configuration, which may still mean HTTPS. The successor stands first, and the routes move to it.
   */
  private integration(props: HttpApiProps, vpcLink: Apigatewayv2VpcLink): Apigatewayv2Integration {
    const id = props.serverName === undefined ? "Integration" : "TlsIntegration";
    return new Apigatewayv2Integration(this, id, {
      apiId: this.api.id,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: props.listener.arn,
      connectionType: "VPC_LINK",
      connectionId: vpcLink.id,
      ...(props.serverName !== undefined && { tlsConfig: { serverNameToVerify: props.serverName } }),
      // Private integrations speak 1.0 only.
      payloadFormatVersion: "1.0",
      timeoutMilliseconds: props.timeoutSeconds * 1000,
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

/** AWS, Monitor CloudWatch metrics for HTTP APIs: other names than those of REST APIs, latencies in milliseconds. */
function metricsOf(api: Apigatewayv2Api, stage: Apigatewayv2Stage) {
  const metric = metricsIn("AWS/ApiGateway", { ApiId: api.id, Stage: stage.name });
  return {
    requests: metric("Count", "Count", "Sum"),
    clientErrors: metric("4xx", "Count", "Sum"),
    serverErrors: metric("5xx", "Count", "Sum"),
    latency: metric("Latency", "Milliseconds", "Average"),
    integrationLatency: metric("IntegrationLatency", "Milliseconds", "Average"),
  };
}

export type HttpApiMetrics = ReturnType<typeof metricsOf>;
