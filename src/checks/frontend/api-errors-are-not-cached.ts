import { behaviorsOf } from "../../synthesized/behaviors";
import type { Check } from "../check";
import { nested } from "../../synthesized/synthesized-stack";

/** Statuses that CloudFront caches without a Cache-Control header (CloudFront Developer Guide, HTTPStatusCodes). */
const CACHED = [404, 405, 414, 500, 501, 502, 503, 504];

export const apiErrorsAreNotCached: Check = {
  id: "api-errors-are-not-cached",
  rule: "A distribution that carries the API caches none of the errors that CloudFront caches by default.",
  why: "CloudFront caches such an answer to GET for 10 seconds whatever the cache policy says, so one user's missing record or a failed request is every user's (AWS, How CloudFront processes HTTP 4xx and 5xx status codes from your origin; decision 48).",
  findings: (stack) =>
    stack
      .resources("aws_cloudfront_distribution")
      .filter((distribution) => behaviorsOf(distribution).some(({ isApi }) => isApi))
      .flatMap(({ address, body }) => {
        const responses = nested(body, "custom_error_response");
        return CACHED.filter(
          (code) =>
            !responses.some(
              ({ error_code, error_caching_min_ttl }) => error_code === code && error_caching_min_ttl === 0,
            ),
        ).map((code) => `${address} caches the API's ${String(code)}`);
      }),
};
