import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2ApiMapping } from "@cdktf/provider-aws/lib/apigatewayv2-api-mapping";
import { Apigatewayv2DomainName } from "@cdktf/provider-aws/lib/apigatewayv2-domain-name";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { LoadBalancedEnvironment } from "../config/environment";
import { AliasRecords } from "../dns/alias-records";
import { Certificate } from "../dns/certificate";
import { metricsIn } from "../metrics/metric";
import type { SecurityGroup } from "../network/security-group";
import type { DataKey } from "../storage/data-key";
import { LogGroup } from "../storage/log-group";
import { CREATE_BEFORE_DESTROY } from "../terraform";
import { VpcLink } from "./vpc-link";

/**
 * The document's routes (section 5) by the prefix of their construct id. `$default` also carries `/openapi.json`, which
 * `/docs` loads. A path that CloudFront must carry too belongs in `API_PATHS` in `src/frontend/distribution.ts`.
 */
const ROUTES = {
  Default: "$default",
  Health: "GET /health",
  Api: "ANY /api/{proxy+}",
  Docs: "GET /docs",
} as const;

/**
 * One line of JSON per request. No query string: it may carry patient data. The variables are API Gateway's (AWS,
 * Customize HTTP API access logs); a variable that is not set is logged as "-".
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

export interface ApiProps {
  readonly name: string;
  /** Name of the VPC Link. */
  readonly vpcLinkName: string;
  /** Name of the log group of the access logs. */
  readonly logGroupName: string;
  /** Key that encrypts the log group. Default: a key that AWS owns. */
  readonly key?: DataKey | undefined;
  readonly region: string;
  readonly settings: LoadBalancedEnvironment["api"];
  /** Zone name to subnet in which the VPC Link has a network interface. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Security group of the VPC Link. */
  readonly securityGroup: SecurityGroup;
  /** Target of the integration, which accepts neither the load balancer's ARN nor its DNS name. */
  readonly listener: LbListener;
  /** Name in the listener's certificate, which the gateway verifies; undefined for an HTTP listener. */
  readonly serverName: string | undefined;
  /** Hosted zone and custom domain name. Default: API Gateway's own name. */
  readonly domain: LoadBalancedEnvironment["domain"];
  /** Whether API and log group may not be destroyed: browsers know the API's endpoint. */
  readonly protect: boolean;
}

/**
 * The HTTP API with its VPC Link to the load balancer, its access logs, and, with a custom domain name, its certificate
 * and DNS records (document, section 5). Response caching, usage plans and API keys do not
 * exist for HTTP APIs (decision 6).
 *
 * Exposes the URL and the log group to outputs, a domain name to CloudFront, and its metrics.
 */
export class Api extends Construct {
  readonly url: string;
  /** Domain name for CloudFront: the default endpoint's, or the custom one where that is disabled. */
  readonly originDomainName: string;
  readonly accessLogs: CloudwatchLogGroup;
  readonly metrics: ApiMetrics;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { name, region, settings, domain, protect } = props;
    const { cors } = settings;

    const { resource: accessLogs } = new LogGroup(this, "AccessLogs", {
      name: props.logGroupName,
      retentionDays: settings.logRetentionDays,
      key: props.key,
      protect,
    });
    const api = new Apigatewayv2Api(this, "Resource", {
      name,
      protocolType: "HTTP",
      ...(cors && {
        corsConfiguration: {
          allowOrigins: cors.allowOrigins,
          allowMethods: cors.allowMethods,
          allowHeaders: cors.allowHeaders,
          allowCredentials: cors.allowCredentials,
          maxAge: cors.maxAgeSeconds,
        },
      }),
      disableExecuteApiEndpoint: settings.disableDefaultEndpoint,
      lifecycle: { preventDestroy: protect },
    });
    const integration = this.integrate(api, props);
    for (const [routeId, routeKey] of Object.entries(ROUTES)) {
      new Apigatewayv2Route(this, `${routeId}Route`, {
        apiId: api.id,
        routeKey,
        target: `integrations/${integration.id}`,
      });
    }
    const stage = new Apigatewayv2Stage(this, "Stage", {
      apiId: api.id,
      // Any other name would be part of the path that the backend sees.
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLogs.arn, format: ACCESS_LOG_FORMAT },
      // Always both limits: with one alone, the provider sends 0 for the other, which refuses every request.
      defaultRouteSettings: {
        throttlingRateLimit: settings.throttlingRateLimitPerSecond,
        throttlingBurstLimit: settings.throttlingBurstLimit,
      },
    });
    if (domain?.apiName !== undefined)
      this.addDomainName(api, stage, { apiName: domain.apiName, hostedZoneId: domain.hostedZoneId, region });

    this.url = domain?.apiName === undefined ? api.apiEndpoint : `https://${domain.apiName}`;
    this.originDomainName =
      settings.disableDefaultEndpoint && domain?.apiName !== undefined
        ? domain.apiName
        : `${api.id}.execute-api.${region}.amazonaws.com`;
    this.accessLogs = accessLogs;
    this.metrics = metricsOf(api, stage);
  }

  /**
   * An integration that verifies a server name and one that does not are two resources: an update from the first to the
   * second would send an empty TLS configuration, which may still mean HTTPS. The new one is created first, and the
   * routes move to it.
   */
  private integrate(api: Apigatewayv2Api, props: ApiProps): Apigatewayv2Integration {
    const { vpcLinkName, subnets, securityGroup, listener, serverName, settings } = props;
    const vpcLink = new VpcLink(this, "VpcLink", { name: vpcLinkName, subnets, securityGroup });
    return new Apigatewayv2Integration(this, serverName === undefined ? "Integration" : "TlsIntegration", {
      apiId: api.id,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: listener.arn,
      connectionType: "VPC_LINK",
      connectionId: vpcLink.resource.id,
      ...(serverName !== undefined && { tlsConfig: { serverNameToVerify: serverName } }),
      // The only version of private integrations.
      payloadFormatVersion: "1.0",
      timeoutMilliseconds: settings.timeoutSeconds * 1000,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  private addDomainName(
    api: Apigatewayv2Api,
    stage: Apigatewayv2Stage,
    { apiName, hostedZoneId, region }: Readonly<Record<"apiName" | "hostedZoneId" | "region", string>>,
  ): void {
    const certificate = new Certificate(this, "Certificate", { domainName: apiName, hostedZoneId, region });
    const domainName = new Apigatewayv2DomainName(this, "DomainName", {
      domainName: apiName,
      domainNameConfiguration: {
        certificateArn: certificate.issuedArn,
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
      },
    });
    new Apigatewayv2ApiMapping(this, "Mapping", {
      apiId: api.id,
      domainName: domainName.id,
      stage: stage.id,
    });
    const { targetDomainName, hostedZoneId: targetZoneId } = domainName.domainNameConfiguration;
    new AliasRecords(this, "AliasRecords", {
      hostedZoneId,
      name: apiName,
      target: { domainName: targetDomainName, hostedZoneId: targetZoneId },
      types: ["A"],
    });
  }
}

/** Names and units of HTTP APIs, which differ from those of REST APIs (AWS, Monitor CloudWatch metrics for HTTP APIs). */
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

export type ApiMetrics = ReturnType<typeof metricsOf>;
