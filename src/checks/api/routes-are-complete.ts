import type { Check } from "../check";
import { unless } from "../check";
import { text } from "../../synthesized/synthesized-stack";

/** Document, section 5. `$default` also carries `/api` itself and `/openapi.json`, which `/docs` loads. */
const ROUTE_KEYS = ["$default", "GET /health", "ANY /api/{proxy+}", "GET /docs"];
const INTEGRATIONS = "integrations/";

export const routesAreComplete: Check = {
  id: "routes-are-complete",
  rule: "Every HTTP API has the four routes of the requirement, and each route leads to an integration.",
  why: "ANY /api/{proxy+} does not match /api, and /docs loads /openapi.json: without $default and the other routes those calls are 404 (requirement, section 5; AWS, Routes for HTTP APIs).",
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
