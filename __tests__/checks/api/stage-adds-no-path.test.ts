import { stageAddsNoPath } from "../../../src/checks/api/stage-adds-no-path";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(stageAddsNoPath, {
  "careflowai-prod": [
    [
      "a named stage",
      (json) => (onlyIn(json, "aws_apigatewayv2_stage").name = "v1"),
      "aws_apigatewayv2_integration.~ puts /v1 of aws_apigatewayv2_stage.~ before each path",
    ],
    [
      "a named stage whose integrations overwrite the path",
      (json) => {
        onlyIn(json, "aws_apigatewayv2_stage").name = "v1";
        onlyIn(json, "aws_apigatewayv2_integration").request_parameters = {
          "overwrite:path": "$request.path",
        };
      },
    ],
  ],
});
