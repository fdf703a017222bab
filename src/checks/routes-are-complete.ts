import type { Check } from "./check";
import { unless } from "./check";
import { text } from "../synthesized/synthesized-stack";

/** Document, section 5. `$default` also carries `/api` itself and `/openapi.json`, which `/docs` loads. */
const ROUTE_KEYS = ["$default", "GET /health", "ANY /api/{proxy+}", "GET /docs"];
const INTEGRATIONS = "integrations/";

/** Pitfall 2.1-14: `/api/{proxy+}` alone leaves out what other routes have to carry. */
export const routesAreComplete: Check = {
  id: "2.1-14",
  rule: "Every HTTP API has the document's four routes, and each route leads to an integration.",
  findings: (stack) => {
    const routes = stack.resources("aws_apigatewayv2_route");
    const missing = stack.resources("aws_apigatewayv2_api").flatMap(({ address }) => {
      const keys = routes
        .filter(({ body }) => stack.target(body.api_id)?.address === address)
        .map(({ body }) => body.route_key);
      return ROUTE_KEYS.filter((key) => !keys.includes(key)).map((key) => `${address} has no route ${key}`);
    });
    const astray = routes.flatMap(({ address, body }) => {
      const target = text(body.target);
      return unless(
        target.startsWith(INTEGRATIONS) &&
          stack.isAttribute(target.slice(INTEGRATIONS.length), "aws_apigatewayv2_integration", "id"),
        `${address} leads to ${target}, not to an integration`,
      );
    });
    return [...missing, ...astray];
  },
};
