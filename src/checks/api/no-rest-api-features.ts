import type { Check } from "../check";
import { referencesIn } from "../../synthesized/synthesized-stack";

export const noRestApiFeatures: Check = {
  id: "no-rest-api-features",
  rule: "No resource is for a feature that only REST APIs have: no aws_api_gateway_* resource, and no web ACL on an HTTP API.",
  why: "Usage plans, API keys, caching and web ACLs do not exist for HTTP APIs; AWS refuses them at apply (AWS, Choose between REST APIs and HTTP APIs; decision 6).",
  findings: (stack) => [
    ...stack
      .resources()
      .filter(({ type }) => type.startsWith("aws_api_gateway_"))
      .map(({ address }) => `${address} belongs to REST APIs`),
    ...stack
      .resources()
      .filter(({ type }) => type.endsWith("_web_acl_association"))
      .filter(({ body }) =>
        [...referencesIn(body)].some((reference) => reference.startsWith("aws_apigatewayv2_")),
      )
      .map(({ address }) => `${address} puts a web ACL on an HTTP API, which takes none`),
  ],
};
