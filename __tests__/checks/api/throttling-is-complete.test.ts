import { throttlingIsComplete } from "../../../src/checks/api/throttling-is-complete";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const stageIn = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_stage");
const STAGE = "aws_apigatewayv2_stage.~";

testCheck(throttlingIsComplete, {
  "careflowai-prod": [
    [
      "a stage without default route settings",
      (json) => delete stageIn(json).default_route_settings,
      `${STAGE} has no default_route_settings`,
    ],
    [
      "a limit that is left out",
      (json) => delete stageIn(json).default_route_settings.throttling_burst_limit,
      `${STAGE} leaves throttling_burst_limit of default_route_settings out or at 0`,
    ],
    [
      "a limit of 0",
      (json) => (stageIn(json).default_route_settings.throttling_rate_limit = 0),
      `${STAGE} leaves throttling_rate_limit of default_route_settings out or at 0`,
    ],
    [
      "a route's settings that leave out a limit and a key of the default",
      (json) => {
        stageIn(json).default_route_settings.detailed_metrics_enabled = true;
        stageIn(json).route_settings = [{ route_key: "GET /docs", throttling_rate_limit: 10 }];
      },
      `${STAGE} leaves throttling_burst_limit of route_settings GET /docs out or at 0`,
      `${STAGE} leaves detailed_metrics_enabled of route_settings GET /docs out or at 0`,
    ],
    [
      "a route's settings that repeat every key",
      (json) => {
        const stage = stageIn(json);
        stage.route_settings = [{ ...stage.default_route_settings, route_key: "GET /docs" }];
      },
    ],
  ],
});
