import { apiOriginIsAName } from "../../../src/checks/frontend/api-origin-is-a-name";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const DISTRIBUTION = "aws_cloudfront_distribution.~";
const distributionIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution");
const apiOriginIn = (json: Mutable) => distributionIn(json).origin[1];
const rename = (json: Mutable, part: string, by: string) =>
  (apiOriginIn(json).domain_name = apiOriginIn(json).domain_name.replace(part, by));
/** The API's own name, in place of the custom one, and whether the API answers to it. */
function useDefaultEndpoint(json: Mutable, enabled: boolean): void {
  onlyIn(json, "aws_apigatewayv2_api").disable_execute_api_endpoint = !enabled;
  apiOriginIn(json).domain_name =
    `\${${addressIn(json, "aws_apigatewayv2_api")}.id}.execute-api.eu-west-1.amazonaws.com`;
}
const notCarried = (to: string) =>
  ["/api/*", "/health", "/docs", "/openapi.json"].map((path) => `no distribution carries ${path} to ${to}`);

testCheck(apiOriginIsAName, {
  "careflowai-dev": [
    [
      "an origin by address",
      (json) => rename(json, "public_dns", "public_ip"),
      `${DISTRIBUTION}: origin api is an address, not a name`,
      ...notCarried("the instance"),
    ],
    [
      "a path of the API that browsers would have to call over HTTP",
      (json) => distributionIn(json).ordered_cache_behavior.shift(),
      "no distribution carries /api/* to the instance",
    ],
    [
      "HTTPS to the instance",
      (json) => (apiOriginIn(json).custom_origin_config.origin_protocol_policy = "match-viewer"),
      `${DISTRIBUTION} does not use http-only to the instance, which has no certificate`,
    ],
    [
      "a VPC without DNS names",
      (json) => (onlyIn(json, "aws_vpc").enable_dns_hostnames = false),
      "aws_vpc.~ gives no DNS names",
    ],
  ],
  "careflowai-hardened-balanced": [
    ...[
      ["region", "eu-west-1", "us-east-1"],
      ["API", "aws_apigatewayv2_api", "aws_apigatewayv2_stage"],
    ].map(([what = "", part = "", by = ""]): Case => [
      `the name of a gateway of another ${what}, with every path that it does not get,`,
      (json) => {
        useDefaultEndpoint(json, true);
        rename(json, part, by);
      },
      `${DISTRIBUTION}: origin api is no name that the API answers`,
      ...notCarried("the gateway"),
    ]),
    [
      "a default endpoint that is disabled",
      (json) => {
        useDefaultEndpoint(json, false);
      },
      `${DISTRIBUTION}: origin api is no name that the API answers`,
      ...notCarried("the gateway"),
    ],
    [
      "a default endpoint that is enabled",
      (json) => {
        useDefaultEndpoint(json, true);
      },
    ],
    [
      "a custom domain name that leads nowhere",
      (json) => (json.resource.aws_apigatewayv2_api_mapping = {}),
      `${DISTRIBUTION}: origin api is no name that the API answers`,
      ...notCarried("the gateway"),
    ],
    [
      "a path that the gateway does not get",
      (json) => distributionIn(json).ordered_cache_behavior.pop(),
      "no distribution carries /openapi.json to the gateway",
    ],
    [
      "plain HTTP to the gateway",
      (json) => (apiOriginIn(json).custom_origin_config.origin_protocol_policy = "http-only"),
      `${DISTRIBUTION} does not use https-only to the gateway, which speaks nothing else`,
    ],
  ],
});
