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
