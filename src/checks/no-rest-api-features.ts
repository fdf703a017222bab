import type { Check } from "./check";
import { referencesIn } from "../synthesized/synthesized-stack";

/** Pitfall 2.1-5 and decision 6: usage plans, API keys, caching and web ACLs belong to REST APIs. */
export const noRestApiFeatures: Check = {
  id: "2.1-5",
  rule: "Nothing is made for an HTTP API that only REST APIs have: no aws_api_gateway_* resource, no web ACL.",
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
