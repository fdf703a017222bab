import { throttlingIsComplete } from "../../src/checks/throttling-is-complete";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterStage = (change: (stage: Mutable) => void) =>
  findingsAfter(throttlingIsComplete, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_apigatewayv2_stage"));
  });

test("every stage has both limits", () => {
  expect(findingsOnSound(throttlingIsComplete)).toEqual([]);
});

test("a stage without default route settings is found", () => {
  const findings = afterStage((stage) => {
    delete stage.default_route_settings;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ has no default_route_settings$/),
  ]);
});

test("a limit that is left out is found", () => {
  const findings = afterStage((stage) => {
    delete stage.default_route_settings.throttling_burst_limit;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_stage\.\S+ leaves throttling_burst_limit of default_route_settings out or at 0$/,
    ),
  ]);
});

test("a limit of 0 is found", () => {
  const findings = afterStage((stage) => {
    stage.default_route_settings.throttling_rate_limit = 0;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_stage\.\S+ leaves throttling_rate_limit of default_route_settings out or at 0$/,
    ),
  ]);
});

test("a route's settings that leave out a limit and a key of the default are found", () => {
  const findings = afterStage((stage) => {
    stage.default_route_settings.detailed_metrics_enabled = true;
    stage.route_settings = [{ route_key: "GET /docs", throttling_rate_limit: 10 }];
  });
  expect(findings).toEqual([
    expect.stringMatching(/ leaves throttling_burst_limit of route_settings GET \/docs out or at 0$/),
    expect.stringMatching(/ leaves detailed_metrics_enabled of route_settings GET \/docs out or at 0$/),
  ]);
});

test("a route's settings that repeat every key are sound", () => {
  const findings = afterStage((stage) => {
    stage.route_settings = [{ ...stage.default_route_settings, route_key: "GET /docs" }];
  });
  expect(findings).toEqual([]);
});
