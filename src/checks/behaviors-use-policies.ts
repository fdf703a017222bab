import type { Behavior } from "./behaviors";
import { behaviorsOf } from "./behaviors";
import type { Check } from "./check";
import { unless } from "./check";
import type { SynthesizedStack } from "./synthesized-stack";
import { stringsIn, text } from "./synthesized-stack";

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

function faults(stack: SynthesizedStack, { body }: Behavior): string[] {
  return [
    ...unless(body.forwarded_values === undefined, "has forwarded_values, which exclude policies"),
    ...unless(
      MANAGED_CACHE_POLICIES.includes(text(body.cache_policy_id)) ||
        stack.target(body.cache_policy_id) !== undefined,
      "has no cache policy of AWS's or the stack's own",
    ),
    ...unless(body.response_headers_policy_id !== undefined, "has no response headers policy"),
  ];
}

/** Answers of the API may be cached by a policy written for them, never by one that is meant for files. */
function faultsOfApi(stack: SynthesizedStack, { body }: Behavior): string[] {
  if (stack.target(body.cache_policy_id)) return [];
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

/** Pitfall 2.5-5. */
export const behaviorsUsePolicies: Check = {
  id: "2.5-5",
  rule: "Every cache behaviour has a cache policy and a response headers policy; those of the API cache nothing and pass on all methods and all viewer headers but Host.",
  findings: (stack) =>
    stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) =>
        behaviorsOf(distribution).flatMap((behavior) =>
          [...faults(stack, behavior), ...(behavior.isApi ? faultsOfApi(stack, behavior) : [])].map(
            (fault) => `${distribution.address}: behaviour ${behavior.path} ${fault}`,
          ),
        ),
      ),
};
