import { apiOriginIsAName } from "../../src/checks/api-origin-is-a-name";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) => findingsAfter(apiOriginIsAName, "careflowai-dev", change);
const apiOriginIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").origin[1];

test("every API is carried over HTTPS", () => {
  expect(findingsOnSound(apiOriginIsAName)).toEqual([]);
});

test("an origin by address is found", () => {
  const findings = after((json) => {
    apiOriginIn(json).domain_name = apiOriginIn(json).domain_name.replace("public_dns", "public_ip");
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_cloudfront_distribution\.\S+: origin api is an address, not a name$/),
    ...["/api/*", "/health", "/docs", "/openapi.json"].map(
      (path) => `no distribution carries ${path} to the instance`,
    ),
  ]);
});

test("a path of the API that browsers would have to call over HTTP is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_cloudfront_distribution").ordered_cache_behavior.shift();
  });
  expect(findings).toEqual(["no distribution carries /api/* to the instance"]);
});

test("HTTPS to the instance is found", () => {
  const findings = after((json) => {
    apiOriginIn(json).custom_origin_config.origin_protocol_policy = "match-viewer";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ does not use http-only to the instance, which has no certificate$/,
    ),
  ]);
});

test("a VPC without DNS names is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_vpc").enable_dns_hostnames = false;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_vpc\.\S+ gives no DNS names$/)]);
});

const afterGateway = (change: (distribution: Mutable) => void) =>
  findingsAfter(apiOriginIsAName, "careflowai-hardened-balanced", (json) => {
    change(onlyIn(json, "aws_cloudfront_distribution"));
  });
const notTheApi = expect.stringMatching(
  /^aws_cloudfront_distribution\.\S+: origin api is not the API's own name$/,
);

test.each([
  ["another region", "eu-west-1", "us-east-1"],
  ["another API", "aws_apigatewayv2_api", "aws_apigatewayv2_stage"],
])("a gateway's name of %s is found, and every path that it does not get", (_, part, other) => {
  const findings = afterGateway(({ origin }) => {
    origin[1].domain_name = origin[1].domain_name.replace(part, other);
  });
  expect(findings).toEqual([
    notTheApi,
    "no distribution carries /api/* to the gateway",
    "no distribution carries /health to the gateway",
    "no distribution carries /docs to the gateway",
    "no distribution carries /openapi.json to the gateway",
  ]);
});

test("a path that the gateway does not get is found", () => {
  const findings = afterGateway(({ ordered_cache_behavior }) => {
    ordered_cache_behavior.pop();
  });
  expect(findings).toEqual(["no distribution carries /openapi.json to the gateway"]);
});

test("plain HTTP to the gateway is found", () => {
  const findings = afterGateway(({ origin }) => {
    origin[1].custom_origin_config.origin_protocol_policy = "http-only";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ does not use https-only to the gateway, which speaks nothing else$/,
    ),
  ]);
});
