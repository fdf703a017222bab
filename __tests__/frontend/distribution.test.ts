import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { Distribution } from "../../src/frontend/distribution";
import { Website } from "../../src/frontend/website";
import { reference, soundStack } from "../helpers/blocks";
import { only, resourcesOf, synthConstruct } from "../helpers/synth";

const dev = soundStack("careflowai-dev");
const prod = soundStack("careflowai-prod");

const overHttp = {
  http_port: 80,
  https_port: 443,
  origin_protocol_policy: "http-only",
  origin_ssl_protocols: ["TLSv1.2"],
};
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

test("where it serves the site alone, paths that S3 has no object for are answered with the app", () => {
  expect(only(prod, CloudfrontDistribution)).toEqual({
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
  expect(only(dev, CloudfrontDistribution)).toEqual({
    ...whole,
    comment: "careflowai-dev",
    lifecycle: { prevent_destroy: false },
    origin: [
      websiteOrigin(dev),
      { origin_id: "api", domain_name: reference(dev, Eip, "public_dns"), custom_origin_config: overHttp },
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
      viewer_protocol_policy: "redirect-to-https",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cached_methods: ["GET", "HEAD"],
      compress: true,
      // Managed-CachingDisabled, Managed-AllViewerExceptHostHeader and Managed-SecurityHeadersPolicy.
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    })),
  });
});

test("price class and protection are the ones that it is given", () => {
  const stack = synthConstruct((scope) => {
    new Distribution(scope, "Distribution", {
      comment: "test",
      website: new Website(scope, "Website", { bucketName: "test", protect: false }),
      priceClass: "PriceClass_All",
      protect: true,
    });
  });
  expect(only(stack, CloudfrontDistribution)).toMatchObject({
    comment: "test",
    price_class: "PriceClass_All",
    lifecycle: { prevent_destroy: true },
  });
});
