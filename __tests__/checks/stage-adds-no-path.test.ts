import { stageAddsNoPath } from "../../src/checks/stage-adds-no-path";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("no stage adds to the path", () => {
  expect(findingsOnSound(stageAddsNoPath)).toEqual([]);
});

test("a named stage is found", () => {
  const findings = findingsAfter(stageAddsNoPath, "careflowai-prod", (json) => {
    onlyIn(json, "aws_apigatewayv2_stage").name = "v1";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_integration\.\S+ puts \/v1 of aws_apigatewayv2_stage\.\S+ before each path$/,
    ),
  ]);
});

test("a named stage whose integrations overwrite the path is sound", () => {
  const findings = findingsAfter(stageAddsNoPath, "careflowai-prod", (json) => {
    onlyIn(json, "aws_apigatewayv2_stage").name = "v1";
    onlyIn(json, "aws_apigatewayv2_integration").request_parameters = { "overwrite:path": "$request.path" };
  });
  expect(findings).toEqual([]);
});
