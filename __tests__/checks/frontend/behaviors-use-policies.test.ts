import { behaviorsUsePolicies } from "../../../src/checks/frontend/behaviors-use-policies";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const site = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").default_cache_behavior;
const api = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").ordered_cache_behavior[0];
const cached = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").ordered_cache_behavior[1];
const policy = (json: Mutable) => onlyIn(json, "aws_cloudfront_cache_policy");
const behavior = (path: string, fault: string) => `aws_cloudfront_distribution.~: behavior ${path} ${fault}`;
const bothCached = (fault: string) => ["/api/reference/*", "/api/news"].map((path) => behavior(path, fault));

testCheck(behaviorsUsePolicies, {
  "careflowai-dev": [
    [
      "forwarded_values",
      (json) => (site(json).forwarded_values = { query_string: true, cookies: { forward: "all" } }),
      behavior("default", "has forwarded_values, which exclude policies"),
    ],
    [
      "an unknown cache policy",
      (json) => (site(json).cache_policy_id = "00000000-0000-0000-0000-000000000000"),
      behavior("default", "has no cache policy of AWS or of the stack"),
    ],
    [
      "a missing response headers policy",
      (json) => delete api(json).response_headers_policy_id,
      behavior("/api/*", "has no response headers policy"),
    ],
    [
      "an API that is cached like files",
      (json) => (api(json).cache_policy_id = site(json).cache_policy_id),
      behavior("/api/*", "caches answers of the API"),
    ],
    ...[undefined, "216adef6-5c7f-47e4-b989-5492eafa07d3"].map((id): Case => [
      `an API with the origin request policy ${id ?? "null"}`,
      (json) => (api(json).origin_request_policy_id = id),
      behavior("/api/*", "does not pass on everything but the Host header"),
    ]),
    [
      "an API without a method",
      (json) =>
        (api(json).allowed_methods = api(json).allowed_methods.filter(
          (method: string) => method !== "PATCH",
        )),
      behavior("/api/*", "does not allow PATCH"),
    ],
  ],
  "careflowai-hardened-balanced": [
    [
      "a cached path that passes on more than its key has",
      (json) => (cached(json).origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"),
      behavior("/api/news", "passes on to the API more than its cache key has"),
    ],
    ...[undefined, 60].map((seconds): Case => [
      `a cache with a default of ${String(seconds)} s`,
      (json) => (policy(json).default_ttl = seconds),
      ...bothCached("caches answers of the API that do not say for how long"),
    ]),
    [
      "a cache that ignores query strings",
      (json) =>
        (policy(
          json,
        ).parameters_in_cache_key_and_forwarded_to_origin.query_strings_config.query_string_behavior =
          "none"),
      ...bothCached("caches one answer of the API for different query strings"),
    ],
    [
      "a cache policy that is another resource",
      (json) => (cached(json).cache_policy_id = `\${${addressIn(json, "aws_vpc")}.id}`),
      behavior("/api/news", "has no cache policy of AWS or of the stack"),
      behavior("/api/news", "caches answers of the API"),
      behavior("/api/news", "does not pass on everything but the Host header"),
      ...["PUT", "POST", "PATCH", "DELETE"].map((method) =>
        behavior("/api/news", `does not allow ${method}`),
      ),
    ],
  ],
});
