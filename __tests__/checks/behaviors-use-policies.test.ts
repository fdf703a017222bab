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

test("a path of the API may be cached by a policy of the stack's own", () => {
  const findings = findingsAfter(behaviorsUsePolicies, "careflowai-dev", (json) => {
    json.resource.aws_cloudfront_cache_policy = { Catalogue: {} };
    const [api] = onlyIn(json, "aws_cloudfront_distribution").ordered_cache_behavior;
    api.cache_policy_id = "${aws_cloudfront_cache_policy.Catalogue.id}";
    api.allowed_methods = ["GET", "HEAD"];
  });
  expect(findings).toEqual([]);
});
