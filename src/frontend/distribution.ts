import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import type { Eip } from "@cdktf/provider-aws/lib/eip";
import { Construct } from "constructs";
import { HTTP_PORT } from "../network/ports";
import { escapeTemplate } from "../terraform";
import type { Website } from "./website";
import { INDEX_DOCUMENT } from "./website";

/** AWS's managed policies, by the ids of CloudFront's documentation (Use managed cache, origin request, response headers policies). */
const MANAGED_POLICY = {
  cacheOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cacheDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  originRequestAllViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  responseSecurityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;

/** What belongs to the API where frontend and API share a distribution (decision 2). */
const API_PATHS = ["/api/*", "/health", "/docs", "/openapi.json"];

const WEBSITE_ORIGIN = "website";
const API_ORIGIN = "api";

export interface DistributionProps {
  /** Shown in the console. */
  readonly comment: string;
  readonly website: Website;
  readonly priceClass: string;
  /** The backend's address and how it is reached, where the distribution carries the API too. */
  readonly api?: { readonly elasticIp: Eip; readonly routerFunctionName: string };
  /** Whether the distribution may not be destroyed: its domain name is an address that browsers hold. */
  readonly protect: boolean;
}

/**
 * The CloudFront distribution (document, section 6). Exposes itself to outputs, alarms and widgets.
 *
 * Paths that only React Router knows are answered with the start page: by error responses where the
 * distribution serves the site alone, by a viewer-request function where it carries the API too, because
 * error responses are distribution-wide and would turn the API's errors into pages.
 */
export class Distribution extends Construct {
  readonly resource: CloudfrontDistribution;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);

    const siteOrigin = {
      originId: WEBSITE_ORIGIN,
      domainName: props.website.configuration.websiteEndpoint,
      customOriginConfig: httpOrigin,
    };
    const siteBehavior = {
      targetOriginId: WEBSITE_ORIGIN,
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: MANAGED_POLICY.cacheOptimized,
      responseHeadersPolicyId: MANAGED_POLICY.responseSecurityHeaders,
    };

    this.resource = new CloudfrontDistribution(this, "Resource", {
      comment: props.comment,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass: props.priceClass,
      defaultRootObject: INDEX_DOCUMENT,
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      lifecycle: { preventDestroy: props.protect },
      ...(props.api
        ? {
            origin: [siteOrigin, apiOrigin(props.api.elasticIp)],
            defaultCacheBehavior: {
              ...siteBehavior,
              functionAssociation: [
                { eventType: "viewer-request", functionArn: this.router(props.api.routerFunctionName).arn },
              ],
            },
            orderedCacheBehavior: API_PATHS.map(apiBehavior),
          }
        : {
            origin: [siteOrigin],
            defaultCacheBehavior: siteBehavior,
            customErrorResponse: [403, 404].map((errorCode) => ({
              errorCode,
              responseCode: 200,
              responsePagePath: `/${INDEX_DOCUMENT}`,
              errorCachingMinTtl: 10,
            })),
          }),
    });
  }

  private router(name: string): CloudfrontFunction {
    return new CloudfrontFunction(this, "SpaRouter", {
      name,
      comment: "Answers React Router's paths with the start page",
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: escapeTemplate(readFileSync(join(__dirname, "spa-router.js"), "utf8")),
    });
  }
}

/** Website endpoints and the instance speak plain HTTP only; CloudFront asks for TLS versions all the same. */
const httpOrigin = {
  httpPort: HTTP_PORT,
  httpsPort: 443,
  originProtocolPolicy: "http-only",
  originSslProtocols: ["TLSv1.2"],
};

function apiOrigin(elasticIp: Eip) {
  // An origin is a name, never a bare address.
  return { originId: API_ORIGIN, domainName: elasticIp.publicDns, customOriginConfig: httpOrigin };
}

function apiBehavior(pathPattern: string) {
  return {
    pathPattern,
    targetOriginId: API_ORIGIN,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: MANAGED_POLICY.cacheDisabled,
    originRequestPolicyId: MANAGED_POLICY.originRequestAllViewerExceptHostHeader,
    responseHeadersPolicyId: MANAGED_POLICY.responseSecurityHeaders,
  };
}
