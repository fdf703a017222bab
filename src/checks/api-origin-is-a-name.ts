import { behaviorsOf } from "./behaviors";
import type { Check } from "./check";
import { nested, reference, text } from "./synthesized-stack";

/** What browsers call (decision 2). */
const API_PATHS = ["/api/*", "/health", "/docs", "/openapi.json"];
const BARE_ADDRESS = /^\d+\.\d+\.\d+\.\d+$|\.(?:public_ip|private_ip)\}$/;

/** Pitfall 2.5-10 and decision 2: a page over HTTPS cannot call an instance over HTTP, so CloudFront does. */
export const apiOriginIsAName: Check = {
  id: "2.5-10",
  rule: "Where no API Gateway stands before the instance, CloudFront carries the API's paths to the public DNS name of its Elastic IP by plain HTTP, and the VPC gives DNS names.",
  findings: (stack) => {
    const distributions = stack.resources("aws_cloudfront_distribution");
    const origins = distributions.flatMap(({ address, body }) =>
      nested(body, "origin").map((origin) => ({ address, origin })),
    );
    const bare = origins
      .filter(({ origin }) => BARE_ADDRESS.test(text(origin.domain_name)))
      .map(({ address, origin }) => `${address}: origin ${text(origin.origin_id)} is an address, not a name`);
    if (stack.resources("aws_instance").length === 0) return bare;

    const names = stack.resources("aws_eip").map((elasticIp) => reference(elasticIp, "public_dns"));
    const toInstance = origins.filter(({ origin }) => names.includes(text(origin.domain_name)));
    const carried = distributions
      .flatMap(behaviorsOf)
      .filter(({ body }) => toInstance.some(({ origin }) => origin.origin_id === body.target_origin_id))
      .map(({ path }) => path);
    return [
      ...bare,
      ...API_PATHS.filter((path) => !carried.includes(path)).map(
        (path) => `no distribution carries ${path} to the instance`,
      ),
      ...toInstance
        .filter(
          ({ origin }) => nested(origin, "custom_origin_config")[0]?.origin_protocol_policy !== "http-only",
        )
        .map(({ address }) => `${address} does not use http-only to the instance, which has no certificate`),
      ...stack
        .resources("aws_vpc")
        .filter(({ body }) => body.enable_dns_hostnames !== true)
        .map(({ address }) => `${address} gives no DNS names`),
    ];
  },
};
