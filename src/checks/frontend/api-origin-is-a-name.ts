import { behaviorsOf } from "../../synthesized/behaviors";
import type { Check } from "../check";
import type { Block, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference, text } from "../../synthesized/synthesized-stack";

/** The paths that browsers call (decision 2). */
const API_PATHS = ["/api/*", "/health", "/docs", "/openapi.json"];
const BARE_ADDRESS = /^\d+\.\d+\.\d+\.\d+$|\.(?:public_ip|private_ip)\}$/;

interface Origin {
  readonly distribution: Block;
  readonly body: JsonObject;
}

const protocolOf = ({ body }: Origin) => nested(body, "custom_origin_config")[0]?.origin_protocol_policy;

/** Whether a name leads to an HTTP API of the stack: a custom domain name, or the default endpoint if it is enabled. */
function isGateway(stack: SynthesizedStack, name: string): boolean {
  return stack
    .resources("aws_apigatewayv2_api")
    .some(
      (api) =>
        (api.body.disable_execute_api_endpoint !== true &&
          name === `${reference(api, "id")}.execute-api.${stack.regionOf(api)}.amazonaws.com`) ||
        stack
          .attached("aws_apigatewayv2_api_mapping", "api_id", api)
          .some(({ body }) => stack.target(body.domain_name)?.body.domain_name === name),
    );
}

/** The API's paths that none of the origins gets. */
function notCarried(origins: readonly Origin[], to: string): string[] {
  const carried = origins.flatMap(({ distribution, body }) =>
    behaviorsOf(distribution)
      .filter((behavior) => behavior.body.target_origin_id === body.origin_id)
      .map(({ path }) => path),
  );
  return API_PATHS.filter((path) => !carried.includes(path)).map(
    (path) => `no distribution carries ${path} to ${to}`,
  );
}

function faultsOfInstance(stack: SynthesizedStack, origins: readonly Origin[]): string[] {
  const names = stack.resources("aws_eip").map((elasticIp) => reference(elasticIp, "public_dns"));
  const toInstance = origins.filter(({ body }) => names.includes(text(body.domain_name)));
  return [
    ...notCarried(toInstance, "the instance"),
    ...toInstance
      .filter((origin) => protocolOf(origin) !== "http-only")
      .map(
        ({ distribution }) =>
          `${distribution.address} does not use http-only to the instance, which has no certificate`,
      ),
    ...stack
      .resources("aws_vpc")
      .filter(({ body }) => body.enable_dns_hostnames !== true)
      .map(({ address }) => `${address} gives no DNS names`),
  ];
}

/** A site and an API of one origin share a distribution; where they do not, browsers call the API themselves. */
function faultsOfGateway(stack: SynthesizedStack, origins: readonly Origin[]): string[] {
  const sharing = origins.filter(({ distribution, body }) =>
    behaviorsOf(distribution).some(
      (behavior) => behavior.isApi && behavior.body.target_origin_id === body.origin_id,
    ),
  );
  if (sharing.length === 0) return [];
  const toGateway = sharing.filter(({ body }) => isGateway(stack, text(body.domain_name)));
  return [
    ...sharing
      .filter((origin) => !toGateway.includes(origin))
      .map(
        ({ distribution, body }) =>
          `${distribution.address}: origin ${text(body.origin_id)} is no name that the API answers`,
      ),
    ...notCarried(toGateway, "the gateway"),
    ...toGateway
      .filter((origin) => protocolOf(origin) !== "https-only")
      .map(
        ({ distribution }) =>
          `${distribution.address} does not use https-only to the gateway, which speaks nothing else`,
      ),
  ];
}

export const apiOriginIsAName: Check = {
  id: "api-origin-is-a-name",
  rule: "Where no API Gateway is in front of the instance, CloudFront carries the API's paths to the public DNS name of its Elastic IP by plain HTTP, and the VPC gives DNS names; with a gateway, CloudFront carries all of them to a name that the gateway answers by HTTPS, or none.",
  why: "Browsers block calls over HTTP from a page over HTTPS, and CloudFront accepts no address as origin (decision 2).",
  findings: (stack) => {
    const origins = stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) => nested(distribution.body, "origin").map((body) => ({ distribution, body })));
    return [
      ...origins
        .filter(({ body }) => BARE_ADDRESS.test(text(body.domain_name)))
        .map(
          ({ distribution, body }) =>
            `${distribution.address}: origin ${text(body.origin_id)} is an address, not a name`,
        ),
      ...(stack.resources("aws_instance").length > 0 ? faultsOfInstance(stack, origins) : []),
      ...(stack.resources("aws_apigatewayv2_api").length > 0 ? faultsOfGateway(stack, origins) : []),
    ];
  },
};
