import type { FieldDocumentation } from "./fields";
import { CLOUDFRONT_REGION } from "../regions";
import { atMost, distinct, flag, integer, list, oneOf, section, text } from "./fields";
import { accessLogs, certificateName, doc, webAclFields } from "./forms";
import type { PostureDefaults } from "./postures";

/** A directive with sources of visible ASCII characters; `$`, `%`, `{` and `}` have a meaning in Terraform. */
const DIRECTIVE = String.raw`[a-z-]+(?: (?:\{api\}|(?![^ ;]*[,$%{}])[!-:<-~]+))*`;
const CONTENT_SECURITY_POLICY = new RegExp(`^${DIRECTIVE}(?:; ${DIRECTIVE})*$`);

export const frontend = (defaults: PostureDefaults) =>
  section({
    priceClass: doc(oneOf(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_100"), {
      description: "Edge locations that serve the site.",
      source: "document, section 6",
      cost: "per request and GB, by location (https://aws.amazon.com/cloudfront/pricing/)",
    }),
    bucketAccess: doc(oneOf(["public-website", "private"]).default(defaults.bucketAccess), {
      description:
        "Who may read the bucket: everyone through website hosting (public-website), or only this distribution through origin access control (private).",
      source: "document, section 6; decision 19",
    }),
    bucketVersioning: doc(oneOf(["Suspended", "Enabled"]).default(defaults.bucketVersioning), {
      description: "Versioning of the bucket. Old versions expire, also after versioning is suspended.",
      source: "document, section 6; decision 19",
      cost: "Enabled: USD 0.023 per GB of old versions (https://aws.amazon.com/s3/pricing/)",
    }),
    oldVersionsExpirationDays: doc(integer(1, 3650).default(30), {
      description: "How long old versions are kept.",
      unit: "days",
      source: "not in the document",
    }),
    intelligentTiering: doc(flag().default(false), {
      description: "Whether objects move to S3 Intelligent-Tiering, which tiers objects of 128 KB or more.",
      source: "document, Optimization Tips",
      cost: "USD 0.0025 per 1,000 objects (https://aws.amazon.com/s3/pricing/)",
    }),
    accessLogs: accessLogs(
      "CloudFront",
      "The lines contain no query strings, cookies and referers.",
      defaults,
      "decision 19; decision 48",
    ),
    cachedPaths: doc(
      list(
        // Not /api/* itself, which is the path of the API's behavior.
        text(/^\/api\/[A-Za-z0-9._~/-]+\*?$/, {
          allowed: "paths below /api/, with '*' only at the end",
          fix: "choose paths whose answers are the same for every user, such as /api/reference/*",
        }),
        [distinct, { allowed: "different paths", fix: "remove duplicates" }],
        // CloudFront's quota is 75 behaviors per distribution (AWS, Quotas); others carry the site and the API.
        [
          atMost(64),
          {
            allowed: "at most 64 paths",
            fix: "join paths with a common beginning, such as /api/reference/*",
          },
        ],
      ).default([]),
      {
        description:
          "API paths whose answers CloudFront caches, by path and query string, for as long as their Cache-Control header allows. CloudFront forwards no cookies and no Authorization header on these paths: public data only.",
        source: "document, Caching (API response caching, optional); decision 6",
      },
    ),
    contentSecurityPolicy: doc(
      text(CONTENT_SECURITY_POLICY, {
        allowed: 'none, or directives separated by "; ", without $, %, and { or } except in {api}',
        fix: "write it as \"default-src 'self'; connect-src 'self' {api}\"",
      }).default(defaults.contentSecurityPolicy),
      {
        description:
          "Content-Security-Policy header of the site's pages: what they may load, run and call. {api} is the API's origin where browsers call it directly, and nothing otherwise. The hardened policy allows no inline script.",
        source: "decision 48",
      },
    ),
    webAcl: section({
      enabled: doc(flag().default(false), {
        description:
          "Whether AWS WAF protects the distribution with AWS's managed common, known-bad-inputs and IP-reputation rules. It does not protect the API's endpoint, which stays public: see loadBalancer.webAcl.",
        source: "decision 6 (no WAF for HTTP APIs); decision 48",
        cost: "USD 5, USD 1 per rule (4), USD 0.60 per million requests (https://aws.amazon.com/waf/pricing/); logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/)",
      }),
      requestsPerFiveMinutes: doc(integer(10, 2_000_000_000).default(2000), {
        description: "Requests from one address in five minutes above which AWS WAF blocks it.",
        source: "not in the document",
      }),
      inspectedBodyKiB: doc(oneOf([16, 32, 48, 64]).default(64), {
        description: "How much of a request's body AWS WAF inspects.",
        unit: "KiB",
        source: "AWS, Considerations for managing body inspection in AWS WAF (its default is 16)",
        cost: "USD 0.30 per million requests and 16 KiB above 16, for requests with such a body (https://aws.amazon.com/waf/pricing/)",
      }),
      ...webAclFields,
    }).prefault({}),
  }).prefault({});

const hostedZoneId = () =>
  text(/^Z[A-Z0-9]{1,31}$/, {
    allowed: "the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ",
    fix: "take it from `aws route53 list-hosted-zones`, without /hostedzone/",
  });

export const domain = {
  hostedZoneId: doc(hostedZoneId(), {
    description: "Hosted zone of the names below. Changing it replaces their records.",
    source: "decision 32",
    cost: "USD 0.50 (https://aws.amazon.com/route53/pricing/)",
  }),
  frontendName: doc(certificateName(), {
    description: `Name of the site. Its certificate is in ${CLOUDFRONT_REGION}, as CloudFront requires. Changing it replaces its records.`,
    source: "decision 32",
  }),
};

export const domainDoc: FieldDocumentation = {
  description: "Custom domain. Left out: the names that CloudFront and API Gateway assign.",
  source: "decision 32",
};
