import type { Behavior } from "../../synthesized/behaviors";
import { behaviorsOf } from "../../synthesized/behaviors";
import type { Check } from "../check";
import { unless } from "../check";
import type { Block, Json, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, stringsIn, text } from "../../synthesized/synthesized-stack";

/** Ids of AWS's managed policies (CloudFront Developer Guide). */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const MANAGED_CACHE_POLICIES = [
  CACHING_DISABLED,
  "658327ea-f89d-4fab-a63d-7e88639e58f6", // CachingOptimized
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65", // UseOriginCacheControlHeaders
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe", // UseOriginCacheControlHeaders-QueryStrings
];
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const ALL_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

function ownPolicy(stack: SynthesizedStack, id: Json | undefined): Block | undefined {
  return stack.isAttribute(id, "aws_cloudfront_cache_policy", "id") ? stack.target(id) : undefined;
}

function faults(stack: SynthesizedStack, { body }: Behavior): string[] {
  return [
    ...unless(body.forwarded_values === undefined, "has forwarded_values, which exclude policies"),
    ...unless(
      MANAGED_CACHE_POLICIES.includes(text(body.cache_policy_id)) ||
        ownPolicy(stack, body.cache_policy_id) !== undefined,
      "has no cache policy of AWS or of the stack",
    ),
    ...unless(body.response_headers_policy_id !== undefined, "has no response headers policy"),
  ];
}

/** Answers of the API may be cached by a policy written for them, never by one that is meant for files. */
function faultsOfApi(stack: SynthesizedStack, behavior: Behavior): string[] {
  const { body } = behavior;
  const policy = ownPolicy(stack, body.cache_policy_id);
  if (policy) return faultsOfCached(behavior, policy);
  const missing = ALL_METHODS.filter((method) => !stringsIn(body.allowed_methods).includes(method));
  return [
    ...unless(body.cache_policy_id === CACHING_DISABLED, "caches answers of the API"),
    ...unless(
      body.origin_request_policy_id === ALL_VIEWER_EXCEPT_HOST_HEADER,
      "does not pass on everything but the Host header",
    ),
    ...missing.map((method) => `does not allow ${method}`),
  ];
}

/** An answer that depends on more than the cache key is one user's, and the next user would get it. */
function faultsOfCached({ body }: Behavior, policy: Block): string[] {
  const [key = {}] = nested(policy.body, "parameters_in_cache_key_and_forwarded_to_origin");
  const queryStrings = nested(key, "query_strings_config")[0]?.query_string_behavior;
  return [
    ...unless(
      body.origin_request_policy_id === undefined,
      "passes on to the API more than its cache key has",
    ),
    ...unless(policy.body.default_ttl === 0, "caches answers of the API that do not say for how long"),
    ...unless(queryStrings === "all", "caches one answer of the API for different query strings"),
  ];
}

export const behaviorsUsePolicies: Check = {
  id: "behaviors-use-policies",
  rule: "Every cache behavior has a cache policy and a response headers policy; behaviors of the API cache nothing and pass on all methods and all viewer headers except Host, or cache with a policy of the stack what the backend allows, and pass on nothing else.",
  why: "A behavior with forwarded_values takes no policy, and an API that is cached like files gives one user's answer to another (AWS, Use managed cache policies; decision 6).",
  findings: (stack) =>
    stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) =>
        behaviorsOf(distribution).flatMap((behavior) =>
          [...faults(stack, behavior), ...(behavior.isApi ? faultsOfApi(stack, behavior) : [])].map(
            (fault) => `${distribution.address}: behavior ${behavior.path} ${fault}`,
          ),
        ),
      ),
};
