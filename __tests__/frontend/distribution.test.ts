import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import type { Construct } from "constructs";
import type { JsonObject } from "../../src/synthesized/synthesized-stack";
import { POSTURE_DEFAULTS } from "../../src/config/schema/postures";
import { api } from "../../src/config/schema/traffic";
import type { DistributionProps } from "../../src/frontend/distribution";
import { API_READ_TIMEOUT_SECONDS, Distribution } from "../../src/frontend/distribution";
import type { WebsiteProps } from "../../src/frontend/website";
import { Website } from "../../src/frontend/website";
import { LogBucket } from "../../src/storage/log-bucket";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { exactlyOne } from "../helpers/exactly-one";
import { policyOf, statementOf } from "../helpers/policies";

const dev = soundStack("careflowai-dev");
const prod = soundStack("careflowai-prod");

const overHttp = {
  http_port: 80,
  https_port: 443,
  origin_protocol_policy: "http-only",
  origin_ssl_protocols: ["TLSv1.2"],
};
const apiOverHttp = { ...overHttp, origin_read_timeout: 40 };
/** The distribution stops using it before it is destroyed. */
const CREATE_BEFORE_DESTROY = { create_before_destroy: true };
const site = {
  target_origin_id: "website",
  viewer_protocol_policy: "redirect-to-https",
  allowed_methods: ["GET", "HEAD", "OPTIONS"],
  cached_methods: ["GET", "HEAD"],
  compress: true,
  // Managed-CachingOptimized and Managed-SecurityHeadersPolicy.
  cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
};
const whole = {
  enabled: true,
  is_ipv6_enabled: true,
  http_version: "http2and3",
  price_class: "PriceClass_100",
  default_root_object: "index.html",
  viewer_certificate: { cloudfront_default_certificate: true },
  restrictions: { geo_restriction: { restriction_type: "none" } },
};
const websiteOrigin = (stack: typeof dev) => ({
  origin_id: "website",
  domain_name: reference(stack, S3BucketWebsiteConfiguration, "website_endpoint"),
  custom_origin_config: overHttp,
});

test("where it serves the site only, it answers paths without an S3 object with the app", () => {
  expect(only(prod, CloudfrontDistribution).body).toEqual({
    ...whole,
    comment: "careflowai-prod",
    lifecycle: { prevent_destroy: true },
    origin: [websiteOrigin(prod)],
    default_cache_behavior: site,
    custom_error_response: [403, 404].map((error_code) => ({
      error_code,
      response_code: 200,
      response_page_path: "/index.html",
      error_caching_min_ttl: 10,
    })),
  });
  expect(resourcesOf(prod, CloudfrontFunction)).toEqual([]);
});

test("where it carries the API too, a function does that, so that the API's errors stay errors", () => {
  expect(only(dev, CloudfrontDistribution).body).toEqual({
    ...whole,
    comment: "careflowai-dev",
    lifecycle: { prevent_destroy: false },
    origin: [
      websiteOrigin(dev),
      { origin_id: "api", domain_name: reference(dev, Eip, "public_dns"), custom_origin_config: apiOverHttp },
    ],
    default_cache_behavior: {
      ...site,
      function_association: [
        { event_type: "viewer-request", function_arn: reference(dev, CloudfrontFunction, "arn") },
      ],
    },
    ordered_cache_behavior: ["/api/*", "/health", "/docs", "/openapi.json"].map((path_pattern) => ({
      path_pattern,
      target_origin_id: "api",
      viewer_protocol_policy: "https-only",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cached_methods: ["GET", "HEAD"],
      compress: true,
      // Managed-CachingDisabled, Managed-AllViewerExceptHostHeader and Managed-SecurityHeadersPolicy.
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    })),
    // Errors keep their status and body, and are not cached.
    custom_error_response: [404, 405, 414, 500, 501, 502, 503, 504].map((error_code) => ({
      error_code,
      error_caching_min_ttl: 0,
    })),
  });
});

const website = (scope: Construct, access: WebsiteProps["access"] = "public-website") =>
  new Website(scope, "Website", {
    bucketName: "test",
    access,
    versioning: "Suspended",
    oldVersionsExpirationDays: 30,
    intelligentTiering: false,
    protect: false,
  });
const distributionOf = (
  props: Partial<DistributionProps>,
  furthermore: (scope: Construct) => Partial<DistributionProps> = () => ({}),
) =>
  synthConstruct((scope) => {
    const given = { ...props, ...furthermore(scope) };
    new Distribution(scope, "Distribution", {
      name: "test",
      website: given.website ?? website(scope),
      priceClass: "PriceClass_100",
      routerFunctionName: "test-router",
      api: undefined,
      contentSecurityPolicy: undefined,
      alias: undefined,
      accessLogs: undefined,
      webAclArn: undefined,
      protect: false,
      ...given,
    });
  });
const plain = distributionOf({});
const API = { domainName: "api.example.org", protocol: "https-only", cachedPaths: [] } as const;

test("price class and protection are the ones that it is given", () => {
  expect(
    only(distributionOf({ priceClass: "PriceClass_All", protect: true }), CloudfrontDistribution).body,
  ).toEqual({
    ...only(plain, CloudfrontDistribution).body,
    price_class: "PriceClass_All",
    lifecycle: { prevent_destroy: true },
  });
});

test("a private bucket is read by its own name with signed requests, and admits this distribution", () => {
  const stack = distributionOf({}, (scope) => ({ website: website(scope, "private") }));
  expect(only(stack, CloudfrontDistribution).body).toEqual({
    ...only(plain, CloudfrontDistribution).body,
    origin: [
      {
        origin_id: "website",
        domain_name: reference(stack, S3Bucket, "bucket_regional_domain_name"),
        origin_access_control_id: reference(stack, CloudfrontOriginAccessControl, "id"),
      },
    ],
  });
  expect(only(stack, CloudfrontOriginAccessControl).body).toEqual({
    name: "test",
    origin_access_control_origin_type: "s3",
    signing_behavior: "always",
    signing_protocol: "sigv4",
    lifecycle: CREATE_BEFORE_DESTROY,
  });
  const read = statementOf(stack, only(stack, S3BucketPolicy).body.policy, "DistributionRead");
  expect(read.Condition).toEqual({
    StringEquals: { "aws:SourceArn": reference(stack, CloudfrontDistribution, "arn") },
  });
});

test("the policy of a public bucket names no distribution", () => {
  expect(resourcesOf(plain, CloudfrontOriginAccessControl)).toEqual([]);
  expect(JSON.stringify(policyOf(plain, only(plain, S3BucketPolicy).body.policy))).not.toContain(
    "cloudfront",
  );
});

test("it serves a custom domain with TLS 1.2 or later", () => {
  const stack = distributionOf({
    alias: { name: "app.example.org", certificateArn: "arn:of-certificate" },
  });
  expect(only(stack, CloudfrontDistribution).body).toEqual({
    ...only(plain, CloudfrontDistribution).body,
    aliases: ["app.example.org"],
    viewer_certificate: {
      acm_certificate_arn: "arn:of-certificate",
      ssl_support_method: "sni-only",
      minimum_protocol_version: "TLSv1.2_2021",
    },
  });
});

test.each([
  ["the site alone", undefined],
  ["site and API", API],
])(
  "%s: a content security policy is for the site's pages, with the managed policy's headers",
  (_what, api) => {
    const without = only(distributionOf({ api }), CloudfrontDistribution).body;
    const stack = distributionOf({ api, contentSecurityPolicy: "default-src 'self'" });
    expect(only(stack, CloudfrontDistribution).body).toEqual({
      ...without,
      default_cache_behavior: {
        ...(without.default_cache_behavior as JsonObject),
        response_headers_policy_id: reference(stack, CloudfrontResponseHeadersPolicy, "id"),
      },
    });
    expect(only(stack, CloudfrontResponseHeadersPolicy).body).toEqual({
      name: "test-site",
      security_headers_config: {
        content_security_policy: { content_security_policy: "default-src 'self'", override: true },
        content_type_options: { override: true },
        frame_options: { frame_option: "SAMEORIGIN", override: false },
        referrer_policy: { referrer_policy: "strict-origin-when-cross-origin", override: false },
        strict_transport_security: { access_control_max_age_sec: 31_536_000, override: false },
        xss_protection: { protection: true, mode_block: true, override: false },
      },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  },
);

test("requests are logged without query strings and cookies to the given bucket, once CloudFront may write there", () => {
  const stack = distributionOf({}, (scope) => ({
    accessLogs: new LogBucket(scope, "LogBucket", {
      bucketName: "test-logs",
      accountId: "210987654321",
      region: "us-east-1",
      expirationDays: { cloudfront: 90 },
      protect: false,
    }),
  }));
  const address = (type: string) => {
    const found = stack.resources(type).filter(({ address }) => address.includes("LogBucket"));
    return exactlyOne(found, `${type} of the log bucket`).address;
  };
  expect(only(stack, CloudfrontDistribution).body).toEqual(only(plain, CloudfrontDistribution).body);
  expect(only(stack, CloudwatchLogDeliverySource).body).toEqual({
    name: "test",
    region: "us-east-1",
    log_type: "ACCESS_LOGS",
    resource_arn: reference(stack, CloudfrontDistribution, "arn"),
  });
  expect(only(stack, CloudwatchLogDeliveryDestination).body).toEqual({
    name: "test",
    region: "us-east-1",
    output_format: "json",
    delivery_destination_configuration: [
      { destination_resource_arn: `\${${address("aws_s3_bucket")}.arn}/cloudfront` },
    ],
  });
  const { record_fields, ...delivery } = only(stack, CloudwatchLogDelivery).body;
  expect(delivery).toEqual({
    region: "us-east-1",
    delivery_source_name: reference(stack, CloudwatchLogDeliverySource, "name"),
    delivery_destination_arn: reference(stack, CloudwatchLogDeliveryDestination, "arn"),
    depends_on: [address("aws_s3_bucket_policy"), address("aws_s3_bucket_ownership_controls")],
  });
  expect(record_fields).toEqual(expect.arrayContaining(["c-ip", "cs-uri-stem", "sc-status", "time-taken"]));
  expect(record_fields).not.toEqual(expect.arrayContaining([expect.stringMatching(/query|Cookie|Referer/)]));
});

test("a web ACL guards it where there is one", () => {
  expect(only(distributionOf({ webAclArn: "arn:of-acl" }), CloudfrontDistribution).body).toEqual({
    ...only(plain, CloudfrontDistribution).body,
    web_acl_id: "arn:of-acl",
  });
});

test("it waits longer for the API than API Gateway can, and no longer than CloudFront can", () => {
  const { timeoutSeconds } = api(POSTURE_DEFAULTS.documented).parse({});
  expect(() =>
    api(POSTURE_DEFAULTS.documented).parse({ timeoutSeconds: API_READ_TIMEOUT_SECONDS }),
  ).toThrow();
  expect(API_READ_TIMEOUT_SECONDS).toBeGreaterThan(timeoutSeconds);
  expect(API_READ_TIMEOUT_SECONDS).toBeLessThanOrEqual(60);
});

test.each(["http-only", "https-only"] as const)(
  "it connects to the API by the configured protocol: %s",
  (protocol) => {
    const stack = distributionOf({ api: { ...API, protocol } });
    expect(only(stack, CloudfrontDistribution).body.origin).toEqual([
      websiteOrigin(stack),
      {
        origin_id: "api",
        domain_name: "api.example.org",
        custom_origin_config: { ...apiOverHttp, origin_protocol_policy: protocol },
      },
    ]);
  },
);

test("the function that routes React Router's paths has the name that it is given", () => {
  expect(only(distributionOf({ api: API }), CloudfrontFunction).body).toMatchObject({ name: "test-router" });
});

describe("cached paths of the API", () => {
  const stack = distributionOf({ api: { ...API, cachedPaths: ["/api/reference/*", "/api/version"] } });
  const behaviors = only(stack, CloudfrontDistribution).body.ordered_cache_behavior as JsonObject[];
  const uncached = only(distributionOf({ api: API }), CloudfrontDistribution).body
    .ordered_cache_behavior as JsonObject[];

  test("come before the API's other paths, of which the first would take them all, and change none", () => {
    expect(behaviors.map(({ path_pattern }) => path_pattern)).toEqual([
      "/api/reference/*",
      "/api/version",
      "/api/*",
      "/health",
      "/docs",
      "/openapi.json",
    ]);
    expect(behaviors.slice(2)).toEqual(uncached);
  });

  test("are read only, and neither cookies nor Authorization reach the backend by them", () => {
    // Without an origin request policy, the origin gets only what the cache policy names.
    expect(behaviors.slice(0, 2)).toEqual(
      ["/api/reference/*", "/api/version"].map((path_pattern) => ({
        ...site,
        path_pattern,
        target_origin_id: "api",
        viewer_protocol_policy: "https-only",
        cache_policy_id: reference(stack, CloudfrontCachePolicy, "id"),
      })),
    );
  });

  test("are cached by path and query string, for as long as the backend says, and not cached if it says nothing", () => {
    expect(only(stack, CloudfrontCachePolicy).body).toEqual({
      name: "test-cached-paths",
      min_ttl: 0,
      default_ttl: 0,
      max_ttl: 86_400,
      lifecycle: CREATE_BEFORE_DESTROY,
      parameters_in_cache_key_and_forwarded_to_origin: {
        enable_accept_encoding_brotli: true,
        enable_accept_encoding_gzip: true,
        query_strings_config: { query_string_behavior: "all" },
        headers_config: { header_behavior: "none" },
        cookies_config: { cookie_behavior: "none" },
      },
    });
  });

  test("make no cache policy where there are none", () => {
    expect(resourcesOf(distributionOf({ api: API }), CloudfrontCachePolicy)).toEqual([]);
  });
});
