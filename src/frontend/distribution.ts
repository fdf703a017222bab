import { join } from "node:path";
import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import { CLOUDFRONT_REGION } from "../config/regions";
import { HTTP_PORT, HTTPS_PORT } from "../network/ports";
import type { LogBucket } from "../storage/log-bucket";
import { metricsIn } from "../metrics/metric";
import { sourceText } from "../source-text";
import { escapeTemplate, CREATE_BEFORE_DESTROY } from "../terraform";
import { AccessLogDelivery } from "./access-log-delivery";
import type { Website } from "./website";
import { INDEX_DOCUMENT } from "./website";

/** AWS's managed policies, by the ids of CloudFront's documentation (Use managed cache, origin request, response headers policies). */
const MANAGED_POLICY = {
  cacheOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cacheDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  originRequestAllViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  responseSecurityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;

/** Paths of the API where frontend and API share a distribution (decision 2). */
const API_PATHS = ["/api/*", "/health", "/docs", "/openapi.json"];

/**
 * How long CloudFront waits for the API: longer than the gateway (30 s) and nginx (35 s), so that callers get their
 * answer and not CloudFront's (decision 31). CloudFront's default is 30, its maximum 60.
 */
export const API_READ_TIMEOUT_SECONDS = 40;

/**
 * Statuses that CloudFront caches even if the origin names no time (AWS, How CloudFront processes HTTP 4xx and 5xx status
 * codes from your origin). It caches 400, 403, 412 and 415 only for the time that the origin's Cache-Control names.
 */
const CACHED_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];

const WEBSITE_ORIGIN = "website";
const API_ORIGIN = "api";

/** The backend as an origin, where the distribution carries the API too. */
export interface ApiOrigin {
  readonly domainName: string;
  readonly protocol: "http-only" | "https-only";
  /** API paths whose responses may be cached. */
  readonly cachedPaths: readonly string[];
}

export interface DistributionProps {
  /** The distribution's comment in the console; prefix of the names of its parts. */
  readonly name: string;
  readonly website: Website;
  readonly priceClass: string;
  /** Name of the function that routes React Router's paths. */
  readonly routerFunctionName: string;
  readonly api: ApiOrigin | undefined;
  /** Content-Security-Policy of the site's pages; none if undefined. */
  readonly contentSecurityPolicy: string | undefined;
  /** Custom domain name with its certificate in us-east-1; CloudFront's own name if undefined. */
  readonly alias: { readonly name: string; readonly certificateArn: string } | undefined;
  /** Bucket of the access logs; no access logs if undefined. */
  readonly accessLogs: LogBucket | undefined;
  /** ARN of the web ACL; none if undefined. */
  readonly webAclArn: string | undefined;
  /** Whether the distribution may not be destroyed: browsers know its domain name. */
  readonly protect: boolean;
}

/**
 * The CloudFront distribution (document, section 6). Exposes the distribution and its metrics.
 *
 * CloudFront answers paths that only React Router knows with the start page: by error responses where the distribution
 * serves the site alone; by a viewer-request function where it also carries the API, because error responses apply to
 * the whole distribution and would turn the API's errors into pages.
 */
export class Distribution extends Construct {
  readonly resource: CloudfrontDistribution;
  readonly metrics: DistributionMetrics;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { website, api, alias, accessLogs } = props;

    this.resource = new CloudfrontDistribution(this, "Resource", {
      comment: props.name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: props.priceClass,
      defaultRootObject: INDEX_DOCUMENT,
      origin: [this.siteOrigin(props), ...(api ? [apiOrigin(api)] : [])],
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: alias
        ? {
            acmCertificateArn: alias.certificateArn,
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2021",
          }
        : { cloudfrontDefaultCertificate: true },
      ...(alias && { aliases: [alias.name] }),
      ...(props.webAclArn !== undefined && { webAclId: props.webAclArn }),
      ...(api ? this.siteAndApi(props, api) : this.siteAlone(props)),
      lifecycle: { preventDestroy: props.protect },
    });
    if (accessLogs) {
      new AccessLogDelivery(this, "AccessLogs", {
        name: props.name,
        distributionArn: this.resource.arn,
        logBucket: accessLogs,
      });
    }
    if (!website.hosting) website.admitDistribution(this.resource.arn);
    this.metrics = metricsOf(this.resource);
  }

  private siteOrigin({ name, website }: DistributionProps) {
    if (website.hosting) {
      return {
        originId: WEBSITE_ORIGIN,
        domainName: website.hosting.websiteEndpoint,
        customOriginConfig: customOrigin("http-only"),
      };
    }
    const accessControl = new CloudfrontOriginAccessControl(this, "OriginAccessControl", {
      name,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    return {
      originId: WEBSITE_ORIGIN,
      domainName: website.bucket.resource.bucketRegionalDomainName,
      originAccessControlId: accessControl.id,
    };
  }

  private siteAlone(props: DistributionProps) {
    return {
      defaultCacheBehavior: this.siteBehavior(props),
      // S3 answers 403 instead of 404 to callers that may not list the bucket.
      customErrorResponse: [403, 404].map((errorCode) => ({
        errorCode,
        responseCode: 200,
        responsePagePath: `/${INDEX_DOCUMENT}`,
        errorCachingMinTtl: 10,
      })),
    };
  }

  /** The API's behaviors keep the managed policy: FastAPI's `/docs` loads scripts from elsewhere. */
  private siteBehavior({ name, contentSecurityPolicy }: DistributionProps) {
    if (contentSecurityPolicy === undefined) return SITE_BEHAVIOR;
    const policy = new CloudfrontResponseHeadersPolicy(this, "SiteHeaders", {
      name: `${name}-site`,
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        // The rest is as in the managed policy SecurityHeadersPolicy.
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "SAMEORIGIN", override: false },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
        strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: false },
        xssProtection: { protection: true, modeBlock: true, override: false },
      },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    return { ...SITE_BEHAVIOR, responseHeadersPolicyId: policy.id };
  }

  private siteAndApi(props: DistributionProps, { cachedPaths }: ApiOrigin) {
    const { name, routerFunctionName } = props;
    const router = new CloudfrontFunction(this, "SpaRouter", {
      name: routerFunctionName,
      comment: "Answers React Router's paths with the start page",
      runtime: "cloudfront-js-2.0",
      publish: true,
      lifecycle: CREATE_BEFORE_DESTROY,
      code: escapeTemplate(sourceText(join(__dirname, "spa-router.js"))),
    });
    const cachePolicyId = cachedPaths.length > 0 ? this.cachePolicy(name).id : "";
    return {
      defaultCacheBehavior: {
        ...this.siteBehavior(props),
        functionAssociation: [{ eventType: "viewer-request", functionArn: router.arn }],
      },
      orderedCacheBehavior: [
        // CloudFront uses the first pattern that matches, and these are inside /api/*.
        ...cachedPaths.map((path) => cachedApiBehavior(path, cachePolicyId)),
        ...API_PATHS.map(apiBehavior),
      ],
      // Otherwise CloudFront answers with a cached error for 10 seconds, whatever the cache policy says.
      customErrorResponse: CACHED_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
    };
  }

  /** Caches by path and query string for as long as the backend's Cache-Control says; without one, nothing is cached. */
  private cachePolicy(name: string): CloudfrontCachePolicy {
    return new CloudfrontCachePolicy(this, "ApiCachePolicy", {
      name: `${name}-cached-paths`,
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 86_400,
      lifecycle: CREATE_BEFORE_DESTROY,
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        queryStringsConfig: { queryStringBehavior: "all" },
        headersConfig: { headerBehavior: "none" },
        cookiesConfig: { cookieBehavior: "none" },
      },
    });
  }
}

const SITE_BEHAVIOR = {
  targetOriginId: WEBSITE_ORIGIN,
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD", "OPTIONS"],
  cachedMethods: ["GET", "HEAD"],
  compress: true,
  cachePolicyId: MANAGED_POLICY.cacheOptimized,
  responseHeadersPolicyId: MANAGED_POLICY.responseSecurityHeaders,
};

/** CloudFront requires TLS versions even for an origin that uses plain HTTP. */
function customOrigin(originProtocolPolicy: "http-only" | "https-only") {
  return {
    httpPort: HTTP_PORT,
    httpsPort: HTTPS_PORT,
    originProtocolPolicy,
    originSslProtocols: ["TLSv1.2"],
  };
}

function apiOrigin({ domainName, protocol }: ApiOrigin) {
  return {
    originId: API_ORIGIN,
    domainName,
    customOriginConfig: { ...customOrigin(protocol), originReadTimeout: API_READ_TIMEOUT_SECONDS },
  };
}

/** A behavior of the API refuses plain HTTP: by the time of a redirect, the request has sent its token and body. */
const API_BEHAVIOR = { ...SITE_BEHAVIOR, targetOriginId: API_ORIGIN, viewerProtocolPolicy: "https-only" };

function apiBehavior(pathPattern: string) {
  return {
    ...API_BEHAVIOR,
    pathPattern,
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachePolicyId: MANAGED_POLICY.cacheDisabled,
    originRequestPolicyId: MANAGED_POLICY.originRequestAllViewerExceptHostHeader,
  };
}

/** Without an origin request policy, cookies and Authorization are not forwarded, so no response is for one user only. */
function cachedApiBehavior(pathPattern: string, cachePolicyId: string) {
  return { ...API_BEHAVIOR, pathPattern, cachePolicyId };
}

/** The metrics without extra charge (AWS, Monitor CloudFront metrics with Amazon CloudWatch). */
function metricsOf(distribution: CloudfrontDistribution) {
  const dimensions = { DistributionId: distribution.id, Region: "Global" };
  const metric = metricsIn("AWS/CloudFront", dimensions, CLOUDFRONT_REGION);
  return {
    requests: metric("Requests", "Count", "Sum"),
    clientErrorRate: metric("4xxErrorRate", "Percent", "Average"),
    serverErrorRate: metric("5xxErrorRate", "Percent", "Average"),
  };
}

export type DistributionMetrics = ReturnType<typeof metricsOf>;
