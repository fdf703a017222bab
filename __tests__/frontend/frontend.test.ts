import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { parseConfig } from "../../src/config/parse";
import type { FrontendProps } from "../../src/frontend/frontend";
import { Frontend } from "../../src/frontend/frontend";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { config } from "../helpers/documented";

const DOMAIN = { hostedZoneId: "ZONE", frontendName: "app.example.org" };
const settings = parseConfig(config).environments[0]?.frontend;

function frontendOf(props: Partial<FrontendProps>) {
  if (!settings) throw new Error("no environment");
  const urls: string[] = [];
  const stack = synthConstruct((scope) => {
    const { url } = new Frontend(scope, "Frontend", {
      name: "test",
      bucketName: "test-frontend",
      routerFunctionName: "test-router",
      webAclLogGroupName: "aws-waf-logs-test",
      settings,
      domain: undefined,
      api: undefined,
      apiUrl: undefined,
      logBucket: undefined,
      protect: false,
      ...props,
    });
    urls.push(url);
  });
  return { stack, url: urls[0] };
}

test("the frontend is a bucket and a distribution with CloudFront's own name", () => {
  const { stack } = frontendOf({});
  expect(only(stack, S3Bucket).body.bucket).toBe("test-frontend");
  expect(only(stack, CloudfrontDistribution).body).not.toHaveProperty("aliases");
  for (const type of [AcmCertificate, Route53Record, Wafv2WebAcl])
    expect(resourcesOf(stack, type)).toEqual([]);
});

test("a custom domain name has its certificate in us-east-1 and its records", () => {
  const { stack, url } = frontendOf({ domain: DOMAIN });
  expect(url).toBe("https://app.example.org");
  expect(only(stack, CloudfrontDistribution).body.aliases).toEqual(["app.example.org"]);
  expect(only(stack, AcmCertificate).body).toMatchObject({
    domain_name: "app.example.org",
    region: "us-east-1",
  });
  for (const type of ["A", "AAAA"]) {
    expect(only(stack, Route53Record, { type }).body).toEqual({
      zone_id: "ZONE",
      name: "app.example.org",
      type,
      alias: {
        name: reference(stack, CloudfrontDistribution, "domain_name"),
        zone_id: reference(stack, CloudfrontDistribution, "hosted_zone_id"),
        evaluate_target_health: false,
      },
    });
  }
});

test("a web ACL protects the distribution if it is enabled", () => {
  if (!settings) throw new Error("no environment");
  const { stack } = frontendOf({ settings: { ...settings, webAcl: { ...settings.webAcl, enabled: true } } });
  expect(only(stack, CloudfrontDistribution).body.web_acl_id).toBe(reference(stack, Wafv2WebAcl, "arn"));
});

test.each([
  [
    "https://api.example.org",
    "default-src 'self'; connect-src 'self' https://api.example.org; object-src 'none'",
  ],
  [undefined, "default-src 'self'; connect-src 'self'; object-src 'none'"],
])("pages may call the API's own URL %s", (apiUrl, header) => {
  if (!settings) throw new Error("no environment");
  const contentSecurityPolicy = "default-src 'self'; connect-src 'self' {api}; object-src 'none'";
  const { stack } = frontendOf({ apiUrl, settings: { ...settings, contentSecurityPolicy } });
  expect(only(stack, CloudfrontResponseHeadersPolicy).body.security_headers_config).toMatchObject({
    content_security_policy: { content_security_policy: header },
  });
  expect(resourcesOf(frontendOf({ apiUrl }).stack, CloudfrontResponseHeadersPolicy)).toEqual([]);
});
