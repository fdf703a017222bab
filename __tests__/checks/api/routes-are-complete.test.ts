import { routesAreComplete } from "../../../src/checks/api/routes-are-complete";
import type { Case, Mutable } from "../../helpers/broken";
import { testCheck } from "../../helpers/broken";

const routeIn = (json: Mutable, routeKey: string): Mutable =>
  Object.values<Mutable>(json.resource.aws_apigatewayv2_route).find(
    ({ route_key }) => route_key === routeKey,
  );

testCheck(routesAreComplete, {
  "careflowai-prod": [
    ...["$default", "GET /health", "ANY /api/{proxy+}", "GET /docs"].map((routeKey): Case => [
      `an API without ${routeKey}`,
      (json) => (routeIn(json, routeKey).route_key = "GET /other"),
      `aws_apigatewayv2_api.~ has no route ${routeKey}`,
    ]),
    [
      "a route that leads to no integration",
      (json) => {
        const route = routeIn(json, "GET /docs");
        route.target = route.target.replace("integrations/", "");
      },
      "aws_apigatewayv2_route.~ leads to ${aws_apigatewayv2_integration.~.id}, not to an integration",
    ],
    [
      "a route without a target",
      (json) => delete routeIn(json, "GET /docs").target,
      "aws_apigatewayv2_route.~ leads to null, not to an integration",
    ],
  ],
});
