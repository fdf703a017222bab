import { accessLogsHaveAGroup } from "../../src/checks/access-logs-have-a-group";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterStage = (change: (stage: Mutable) => void) =>
  findingsAfter(accessLogsHaveAGroup, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_apigatewayv2_stage"));
  });
const finding = [
  expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ does not log to a log group of the stack$/),
];

test("every stage logs to a log group of its stack", () => {
  expect(findingsOnSound(accessLogsHaveAGroup)).toEqual([]);
});

test("a stage without access logs is found", () => {
  expect(
    afterStage((stage) => {
      delete stage.access_log_settings;
    }),
  ).toEqual(finding);
});

test("a stage that logs to a group of another stack is found", () => {
  expect(
    afterStage((stage) => {
      stage.access_log_settings.destination_arn =
        "arn:aws:logs:us-east-1:111122223333:log-group:/aws/apigateway/CareFlowAI";
    }),
  ).toEqual(finding);
});
