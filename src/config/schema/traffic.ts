import { flag, integer, list, NOT_EMPTY, oneOf, retentionDays, section, text } from "./fields";
import { accessLogs, doc, hostName, webAclFields } from "./forms";
import type { PostureDefaults } from "./postures";

export const loadBalancer = (defaults: PostureDefaults) =>
  section({
    scheme: doc(oneOf(["internal", "internet-facing"]).default("internal"), {
      description:
        "Who may reach the load balancer: only the VPC Link (internal), or also the internet on ports 80 and 443 (internet-facing). Changing it replaces the load balancer.",
      source: "decision 15 (document, section 4 against its data flow)",
      cost: "internet-facing: USD 3.65 per public IPv4 address, one per zone; USD 0.09 per GB out (https://aws.amazon.com/vpc/pricing/)",
    }),
    https: doc(
      section({
        certificateArn: doc(
          text(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/, {
            allowed: "the ARN of an ACM certificate in the environment's region",
            fix: "take it from `aws acm list-certificates`",
          }),
          {
            description: "Certificate of the HTTPS listener.",
            source: "document, Data Security (can enable HTTPS)",
          },
        ),
        serverName: doc(hostName(), {
          description: "Name in that certificate, which API Gateway verifies.",
          source: "decision 16",
        }),
      }).optional(),
      {
        description: "HTTPS from API Gateway to the load balancer. Left out: HTTP.",
        source: "document, Data Security (can enable HTTPS)",
        cost: "none for a public ACM certificate (https://aws.amazon.com/certificate-manager/pricing/)",
      },
    ),
    admitHttpToInstances: doc(flag().default(defaults.admitHttpToInstances), {
      description:
        "Whether the instances' security group admits port 80 (nginx) from the load balancer's; no request uses it.",
      source: "decision 28 (document, VPC Configuration)",
    }),
    accessLogs: accessLogs(
      "the load balancer",
      "The lines contain query strings: treat the bucket as patient data.",
      defaults,
      "document, Monitoring & Compliance (optional)",
    ),
    webAcl: section({
      enabled: doc(flag().default(false), {
        description:
          "Whether AWS WAF inspects the load balancer's requests with AWS's managed common and known-bad-inputs rules, also those that reach the API without passing CloudFront. It sees the VPC Link's addresses, so api.throttlingRateLimitPerSecond is what limits requests.",
        source: "decision 48",
        cost: "USD 5, USD 1 per rule (2), USD 0.60 per million requests (https://aws.amazon.com/waf/pricing/); logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/)",
      }),
      ...webAclFields,
    }).prefault({}),
    idleTimeoutSeconds: doc(integer(1, 4000).default(60), {
      description:
        "How long the load balancer keeps an idle connection; longer than api.timeoutSeconds. Uvicorn's timeout follows it, so changing it replaces instances.",
      unit: "seconds",
      source: "decision 31",
    }),
    healthCheckIntervalSeconds: doc(integer(5, 300).default(30), {
      description: "Time between health checks.",
      unit: "seconds",
      source: "document, section 3",
    }),
    healthCheckTimeoutSeconds: doc(integer(2, 120).default(10), {
      description: "Time in which a health check must answer; shorter than the interval.",
      unit: "seconds",
      source: "document, section 3",
    }),
    unhealthyThreshold: doc(integer(2, 10).default(3), {
      description: "Consecutive failed checks that make an instance unhealthy.",
      source: "document, Production Architecture",
    }),
    healthyThreshold: doc(integer(2, 10).default(3), {
      description: "Consecutive successful checks that make an instance healthy.",
      source: "not in the document; Terraform's default",
    }),
    stickinessDurationSeconds: doc(integer(1, 604_800).default(86_400), {
      description: "Lifetime of the load balancer's session cookie.",
      unit: "seconds",
      source: "document, section 4 (24 hours)",
    }),
    deregistrationDelaySeconds: doc(integer(0, 3600).default(30), {
      description:
        "How long a deregistered instance may finish its requests (connection draining); at least api.timeoutSeconds.",
      unit: "seconds",
      source: "document, section 4",
    }),
  }).prefault({});

export const corsSchema = section({
  allowOrigins: doc(
    list(
      text(/^(?:\*|https?:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?)$/, {
        allowed: '"*" or an origin with scheme and without path, such as https://app.example.com',
        fix: "write it as the browser sends it in the Origin header",
      }),
      NOT_EMPTY,
    ).default(["*"]),
    { description: "Origins whose pages may call the API.", source: "document, section 5" },
  ),
  allowMethods: doc(
    list(oneOf(["*", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]), NOT_EMPTY).default([
      "GET",
      "HEAD",
      "POST",
      "PUT",
      "PATCH",
      "DELETE",
      "OPTIONS",
    ]),
    { description: "Methods that those pages may use.", source: "document, section 5 (ANY /api/{proxy+})" },
  ),
  allowHeaders: doc(
    list(
      text(/^(?:\*|[a-z0-9-]+)$/, {
        allowed: '"*" or a lower-case header name',
        fix: "write the name in lower case, as API Gateway stores it",
      }),
      NOT_EMPTY,
    ).default(["authorization", "content-type"]),
    {
      description: 'Request headers that those pages may send. "*" does not cover authorization in browsers.',
      source: "not in the document; Fetch standard, CORS-safelisted names",
    },
  ),
  allowCredentials: doc(flag().default(false), {
    description: "Whether browsers may send cookies. Needs explicit origins.",
    source: "decision 9",
  }),
  maxAgeSeconds: doc(integer(0, 86_400).default(300), {
    description: "How long a browser may reuse a preflight response.",
    unit: "seconds",
    source: "not in the document",
  }),
});

export const api = (defaults: PostureDefaults) =>
  section({
    routing: doc(oneOf(["cross-origin", "same-origin"]).default(defaults.routing), {
      description:
        "How browsers reach the API: at API Gateway's endpoint with CORS (cross-origin), or through CloudFront under the site's name, without CORS (same-origin).",
      source: "decision 9 (document, section 5: CORS for all origins)",
      cost: "USD 1.00 per million requests with either (https://aws.amazon.com/api-gateway/pricing/); same-origin, above the free tier: USD 0.01 per 10,000 requests, USD 0.085 per GB, USD 0.10 per million calls of the router function (https://aws.amazon.com/cloudfront/pricing/)",
    }),
    throttlingRateLimitPerSecond: doc(integer(1, 10_000).default(500), {
      description: "Steady request rate of the whole stage, across all clients.",
      unit: "requests per second",
      source: "document, section 5",
    }),
    throttlingBurstLimit: doc(integer(1, 5000).default(1000), {
      description: "Requests that may arrive at the same moment.",
      source: "document, section 5",
    }),
    timeoutSeconds: doc(
      integer(1, 30, "30 s is API Gateway's limit for HTTP APIs; make long work asynchronous").default(30),
      {
        description: "How long API Gateway waits for the load balancer.",
        unit: "seconds",
        source: "AWS, Quotas for HTTP APIs (maximum integration timeout)",
      },
    ),
    cors: doc(corsSchema.optional(), {
      description:
        "Permissions of pages from other origins. Left out: the defaults below if routing is cross-origin, none otherwise.",
      source: "document, section 5",
    }),
    disableDefaultEndpoint: doc(flag().default(false), {
      description:
        "Whether API Gateway's own name of the API refuses requests, so that domain.apiName, which it needs, is the only one.",
      source: "decision 48; AWS, Disable the default endpoint for HTTP APIs",
    }),
    logRetentionDays: doc(retentionDays().default(7), {
      description: "Retention of the API's access logs.",
      unit: "days",
      source: "document, section 7",
      cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
    }),
  }).prefault({});
