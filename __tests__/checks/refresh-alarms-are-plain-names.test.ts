import { refreshAlarmsArePlainNames } from "../../src/checks/refresh-alarms-are-plain-names";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterAlarms = (alarms: readonly string[]) =>
  findingsAfter(refreshAlarmsArePlainNames, "careflowai-prod", (json) => {
    onlyIn(json, "aws_autoscaling_group").instance_refresh.preferences.alarm_specification = { alarms };
  });

test("no group refers to an alarm", () => {
  expect(findingsOnSound(refreshAlarmsArePlainNames)).toEqual([]);
});

test("a group that refers to an alarm is found", () => {
  expect(afterAlarms(["${aws_cloudwatch_metric_alarm.Errors.alarm_name}"])).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_group\.\S+ stops its refresh on \["\$\{aws_cloudwatch_metric_alarm\.Errors\.alarm_name\}"\], not on plain names$/,
    ),
  ]);
});

test("an alarm by its name is sound", () => {
  expect(afterAlarms(["careflowai-prod-errors"])).toEqual([]);
});
