import { behaviorsUsePolicies } from "../../src/checks/behaviors-use-policies";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (site: Mutable, api: Mutable) => void) =>
  findingsAfter(behaviorsUsePolicies, "careflowai-dev", (json) => {
    const { default_cache_behavior, ordered_cache_behavior } = onlyIn(json, "aws_cloudfront_distribution");
    change(default_cache_behavior, ordered_cache_behavior[0]);
  });
const found = (fault: string) => [
  expect.stringMatching(
    new RegExp(`^aws_cloudfront_distribution\\.\\S+: behaviour ${fault.replaceAll("*", "\\*")}$`),
  ),
];

test("every behaviour uses policies", () => {
  expect(findingsOnSound(behaviorsUsePolicies)).toEqual([]);
});

test("forwarded_values are found", () => {
  const findings = after((site) => {
    site.forwarded_values = { query_string: true, cookies: { forward: "all" } };
  });
  expect(findings).toEqual(found("default has forwarded_values, which exclude policies"));
});

test("an unknown cache policy is found", () => {
  const findings = after((site) => {
    site.cache_policy_id = "00000000-0000-0000-0000-000000000000";
  });
  expect(findings).toEqual(found("default has no cache policy of AWS's or the stack's own"));
});

test("a missing response headers policy is found", () => {
  const findings = after((_, api) => {
    delete api.response_headers_policy_id;
  });
  expect(findings).toEqual(found("/api/* has no response headers policy"));
});

test("an API that is cached like files is found", () => {
  const findings = after((site, api) => {
    api.cache_policy_id = site.cache_policy_id;
  });
  expect(findings).toEqual(found("/api/* caches answers of the API"));
});

test("an API that gets the viewer's Host header, or too little, is found", () => {
  const withPolicy = (id: string | undefined) =>
    after((_, api) => {
      api.origin_request_policy_id = id;
    });
  const fault = found("/api/* does not pass on everything but the Host header");
  expect(withPolicy("216adef6-5c7f-47e4-b989-5492eafa07d3")).toEqual(fault);
  expect(withPolicy(undefined)).toEqual(fault);
});

test("an API without a method is found", () => {
  const findings = after((_, api) => {
    api.allowed_methods = api.allowed_methods.filter((method: string) => method !== "PATCH");
  });
  expect(findings).toEqual(found("/api/* does not allow PATCH"));
});

const afterCached = (change: (behavior: Mutable, policy: Mutable) => void) =>
  findingsAfter(behaviorsUsePolicies, "careflowai-hardened-balanced", (json) => {
    const [, behavior] = onlyIn(json, "aws_cloudfront_distribution").ordered_cache_behavior;
    change(behavior, onlyIn(json, "aws_cloudfront_cache_policy"));
  });

test("a cached path that passes on more than its key holds is found", () => {
  const findings = afterCached((behavior) => {
    behavior.origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
  });
  expect(findings).toEqual(found("/api/news passes on to the API what its cache does not tell apart"));
});

test.each([undefined, 60])("a cache that keeps answers for %s s unasked is found", (seconds) => {
  const findings = afterCached((_, policy) => {
    policy.default_ttl = seconds;
  });
  expect(findings).toEqual([
    ...found("/api/reference/* caches answers of the API that do not say for how long"),
    ...found("/api/news caches answers of the API that do not say for how long"),
  ]);
});

test("a cache that ignores query strings is found", () => {
  const findings = afterCached((_, policy) => {
    const key = policy.parameters_in_cache_key_and_forwarded_to_origin;
    key.query_strings_config.query_string_behavior = "none";
  });
  expect(findings).toEqual([
    ...found("/api/reference/* caches one answer of the API for different query strings"),
    ...found("/api/news caches one answer of the API for different query strings"),
  ]);
});

test("a cache policy that is none is found", () => {
  const findings = afterCached((behavior) => {
    behavior.cache_policy_id = "${aws_vpc.Network_Vpc_FAC8F4A5.id}";
  });
  expect(findings).toContainEqual(found("/api/news has no cache policy of AWS's or the stack's own")[0]);
});
