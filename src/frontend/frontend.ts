import { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { CLOUDFRONT_REGION } from "../config/regions";
import { AliasRecords } from "../dns/alias-records";
import { Certificate } from "../dns/certificate";
import type { LogBucket } from "../storage/log-bucket";
import { WebAcl } from "../network/web-acl";
import type { ApiOrigin, DistributionMetrics } from "./distribution";
import { Distribution } from "./distribution";
import { Website } from "./website";

export interface FrontendProps {
  /** Name of the distribution and prefix of the names of its parts. */
  readonly name: string;
  readonly bucketName: string;
  readonly routerFunctionName: string;
  /** Name of the web ACL's log group. */
  readonly webAclLogGroupName: string;
  readonly settings: Environment["frontend"];
  /** Custom domain name of the frontend. Default: CloudFront's own name. */
  readonly domain: Environment["domain"];
  /** The backend, where CloudFront carries the API too. */
  readonly api: ApiOrigin | undefined;
  /** The API's own URL, where browsers call it directly. */
  readonly apiUrl: string | undefined;
  /** Where requests are logged, if `settings.accessLogs` is enabled. */
  readonly logBucket: LogBucket | undefined;
  /** Whether bucket and distribution may not be destroyed. */
  readonly protect: boolean;
}

/**
 * The web app (document, section 6): its bucket and distribution, and, if configured, its certificate, web ACL and DNS
 * records. Exposes URL, bucket name and distribution id to outputs, and the distribution's metrics.
 */
export class Frontend extends Construct {
  readonly url: string;
  readonly bucketName: string;
  readonly distributionId: string;
  readonly metrics: DistributionMetrics;

  constructor(scope: Construct, id: string, props: FrontendProps) {
    super(scope, id);
    const { name, settings, domain, protect } = props;

    const website = new Website(this, "Website", {
      bucketName: props.bucketName,
      access: settings.bucketAccess,
      versioning: settings.bucketVersioning,
      oldVersionsExpirationDays: settings.oldVersionsExpirationDays,
      intelligentTiering: settings.intelligentTiering,
      protect,
    });
    const certificate =
      domain &&
      new Certificate(this, "Certificate", {
        domainName: domain.frontendName,
        hostedZoneId: domain.hostedZoneId,
        region: CLOUDFRONT_REGION,
      });
    const webAcl = settings.webAcl.enabled
      ? new WebAcl(this, "WebAcl", {
          ...settings.webAcl,
          name,
          logGroupName: props.webAclLogGroupName,
          cloudFront: settings.webAcl,
          protect,
        })
      : undefined;
    const distribution = new Distribution(this, "Distribution", {
      name,
      website,
      priceClass: settings.priceClass,
      routerFunctionName: props.routerFunctionName,
      api: props.api,
      contentSecurityPolicy: policyFor(settings.contentSecurityPolicy, props.apiUrl),
      alias: domain && certificate && { name: domain.frontendName, certificateArn: certificate.issuedArn },
      accessLogs: settings.accessLogs.enabled ? props.logBucket : undefined,
      webAclArn: webAcl?.resource.arn,
      protect,
    });
    const { resource, metrics } = distribution;
    if (domain) {
      new AliasRecords(this, "AliasRecords", {
        hostedZoneId: domain.hostedZoneId,
        name: domain.frontendName,
        target: { domainName: resource.domainName, hostedZoneId: resource.hostedZoneId },
        types: ["A", "AAAA"],
      });
    }

    this.url = `https://${domain?.frontendName ?? resource.domainName}`;
    this.bucketName = website.bucket.resource.bucket;
    this.distributionId = resource.id;
    this.metrics = metrics;
  }
}

/** The header's value; undefined for "none". */
function policyFor(setting: string, apiUrl: string | undefined): string | undefined {
  if (setting === "none") return undefined;
  return setting.replaceAll(" {api}", apiUrl === undefined ? "" : ` ${apiUrl}`);
}
