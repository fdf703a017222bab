import { logGroupsComeFirst } from "../../src/checks/log-groups-come-first";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every log group stands before instances write to it", () => {
  expect(findingsOnSound(logGroupsComeFirst)).toEqual([]);
});

test.each([
  ["aws_autoscaling_group", "careflowai-prod"],
  ["aws_instance", "careflowai-dev"],
])("an %s that does not wait is found", (type, stack) => {
  const findings = findingsAfter(logGroupsComeFirst, stack, (json) => {
    const machine = onlyIn(json, type);
    machine.depends_on = machine.depends_on.filter((name: string) => !name.includes("log_group"));
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(`^${type}\\.\\S+ does not wait for aws_cloudwatch_log_group\\.BackendLogGroup$`),
    ),
  ]);
});

test.each([undefined, 0])("a retention of %s is found", (retention) => {
  const findings = findingsAfter(logGroupsComeFirst, "careflowai-prod", (json) => {
    onlyIn(json, "aws_cloudwatch_log_group", "Api").retention_in_days = retention;
  });
  expect(findings).toEqual(["aws_cloudwatch_log_group.ApiLogGroup keeps logs for ever"]);
});
