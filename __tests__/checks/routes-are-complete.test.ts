import { routesAreComplete } from "../../src/checks/routes-are-complete";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

const afterRoute = (routeKey: string, change: (route: Mutable) => void) =>
  findingsAfter(routesAreComplete, "careflowai-prod", (json) => {
    change(
      Object.values<Mutable>(json.resource.aws_apigatewayv2_route).find(
        ({ route_key }) => route_key === routeKey,
      ),
    );
  });

test("every API has the document's routes", () => {
  expect(findingsOnSound(routesAreComplete)).toEqual([]);
});

test.each(["$default", "GET /health", "ANY /api/{proxy+}", "GET /docs"])(
  "an API without the route %s is found",
  (routeKey) => {
    const findings = afterRoute(routeKey, (route) => {
      route.route_key = "GET /other";
    });
    expect(findings).toEqual([expect.stringMatching(/^aws_apigatewayv2_api\.\S+ has no route /)]);
    expect(findings[0]).toMatch(routeKey);
  },
);

test("a route that leads to no integration is found", () => {
  const findings = afterRoute("GET /docs", (route) => {
    route.target = route.target.replace("integrations/", "");
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_route\.\S+ leads to \$\{aws_apigatewayv2_integration\.\S+\.id\}, not to an integration$/,
    ),
  ]);
});

test("a route without target is found", () => {
  const findings = afterRoute("GET /docs", (route) => {
    delete route.target;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_route\.\S+ leads to null, not to an integration$/),
  ]);
});
