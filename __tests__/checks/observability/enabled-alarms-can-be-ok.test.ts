import { enabledAlarmsCanBeOk } from "../../../src/checks/observability/enabled-alarms-can-be-ok";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";
import { configWith } from "../../helpers/config";
import { synthStack } from "../../helpers/synth";

const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);
const of = (id: string) => `aws_cloudwatch_metric_alarm.~_${id}_~`;

testCheck(enabledAlarmsCanBeOk, {
  "careflowai-prod": [
    [
      "an enabled alarm on more instances than there must be, missing in the status row,",
      (json) => (alarmIn(json, "low-instances").actions_enabled = true),
      `${of("low-instances")} is enabled and needs 2 instances of a group that may have 1`,
      `${of("low-instances")} is enabled, but the status row does not show it`,
    ],
    [
      "an alarm on CPU that scaling holds",
      (json) => (alarmIn(json, "high-cpu").threshold = 70),
      `${of("high-cpu")} is enabled and fires at 70 % CPU, which scaling holds`,
    ],
    [
      "an alarm that is disabled without need and shown all the same",
      (json) => (alarmIn(json, "high-disk").actions_enabled = false),
      `${of("high-disk")} is not enabled, although it could be OK`,
      `${of("high-disk")} is not enabled, but the status row shows it`,
    ],
  ],
});

test.each([
  [1, 2, false],
  [2, 2, true],
  [3, 2, true],
  [2, 3, false],
  [1, 1, true],
])("with at least %d instances the alarm below %d is enabled: %s", (minSize, instanceCount, isEnabled) => {
  const stack = synthStack(
    "careflowai-prod",
    configWith(({ environments }) => {
      environments.prod.autoScaling = { minSize, desiredCapacity: 3 };
      environments.prod.alarms = { instanceCount };
    }),
  );
  expect(enabledAlarmsCanBeOk.findings(stack, [stack])).toEqual([]);
  const json = structuredClone(stack.json);
  expect(alarmIn(json, "low-instances")).toMatchObject({
    threshold: instanceCount,
    actions_enabled: isEnabled,
  });
});
