import type { Check } from "../check";
import { nested, text } from "../../synthesized/synthesized-stack";

export const stageAddsNoPath: Check = {
  id: "stage-adds-no-path",
  rule: "A stage is named $default, or every integration of its API overwrites the path with the requested one.",
  why: "A private integration sends the name of any other stage to the backend as part of the path, so every call is a 404 (AWS, Private integrations for HTTP APIs).",
  findings: (stack) =>
    stack
      .resources("aws_apigatewayv2_stage")
      .filter(({ body }) => body.name !== "$default")
      .flatMap((stage) =>
        stack
          .resources("aws_apigatewayv2_integration")
          .filter(({ body }) => body.api_id === stage.body.api_id)
          .filter(({ body }) => nested(body, "request_parameters")[0]?.["overwrite:path"] !== "$request.path")
          .map(
            ({ address }) => `${address} puts /${text(stage.body.name)} of ${stage.address} before each path`,
          ),
      ),
};
