import type { Check } from "./check";
import { unless } from "./check";
import { nested } from "../synthesized/synthesized-stack";

/**
 * Pitfall 2.1-9: a stage whose logs may not be delivered is refused. AWS itself permits delivery to a log
 * group that the stage names (decision 5 keeps the group's documented name).
 */
export const accessLogsHaveAGroup: Check = {
  id: "2.1-9",
  rule: "Every HTTP API stage logs each access to a log group of the same stack.",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_stage").flatMap(({ address, body }) =>
      unless(
        nested(body, "access_log_settings").some(({ destination_arn }) =>
          stack.isAttribute(destination_arn, "aws_cloudwatch_log_group", "arn"),
        ),
        `${address} does not log to a log group of the stack`,
      ),
    ),
};
