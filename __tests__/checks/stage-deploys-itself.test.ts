import { stageDeploysItself } from "../../src/checks/stage-deploys-itself";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every stage deploys itself", () => {
  expect(findingsOnSound(stageDeploysItself)).toEqual([]);
});

test("a stage without automatic deployment is found", () => {
  const findings = findingsAfter(stageDeploysItself, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_apigatewayv2_stage").auto_deploy;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ does not deploy itself$/)]);
});

test("a deployment resource is found", () => {
  const findings = findingsAfter(stageDeploysItself, "careflowai-prod", (json) => {
    json.resource.aws_apigatewayv2_deployment = { Once: {} };
  });
  expect(findings).toEqual([
    "aws_apigatewayv2_deployment.Once is one deployment, beside stages that deploy themselves",
  ]);
});
