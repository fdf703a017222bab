import { siteMayCallItsApi } from "../../../src/checks/frontend/site-may-call-its-api";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const FINDING =
  "aws_cloudfront_response_headers_policy.Site does not let pages call ${aws_apigatewayv2_api.~.api_endpoint}";

function setPolicy(json: Mutable, policy: string): void {
  json.resource.aws_cloudfront_response_headers_policy = {
    Site: {
      security_headers_config: {
        content_security_policy: { content_security_policy: policy.replace("API", endpoint(json)) },
      },
    },
  };
  onlyIn(json, "aws_cloudfront_distribution").default_cache_behavior.response_headers_policy_id =
    "${aws_cloudfront_response_headers_policy.Site.id}";
}
const endpoint = (json: Mutable) => `\${${addressIn(json, "aws_apigatewayv2_api")}.api_endpoint}`;

testCheck(siteMayCallItsApi, {
  "careflowai-prod": [
    ...[
      "default-src 'self'; connect-src 'self' API",
      "default-src 'self' API; img-src 'self'",
      "connect-src https:",
      "default-src *",
      "object-src 'none'",
    ].map((policy): Case => [
      policy,
      (json) => {
        setPolicy(json, policy);
      },
    ]),
    ...["default-src 'self'", "default-src API; connect-src 'self'", "connect-src https://example.com"].map(
      (policy): Case => [
        policy,
        (json) => {
          setPolicy(json, policy);
        },
        FINDING,
      ],
    ),
    [
      "the default endpoint where the API has a custom domain",
      (json) => {
        setPolicy(json, "connect-src API");
        json.resource.aws_apigatewayv2_domain_name = { Api: { domain_name: "api.example.com" } };
      },
      "aws_cloudfront_response_headers_policy.Site does not let pages call https://api.example.com",
    ],
  ],
});
