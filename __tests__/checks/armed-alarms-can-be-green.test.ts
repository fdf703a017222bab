import { armedAlarmsCanBeGreen } from "../../src/checks/armed-alarms-can-be-green";
import { configWith } from "../helpers/config";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";
import { synthStack } from "../helpers/synth";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(armedAlarmsCanBeGreen, "careflowai-prod", change);
const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);

test("no armed alarm is red by its environment's own numbers", () => {
  expect(findingsOnSound(armedAlarmsCanBeGreen)).toEqual([]);
});

test("an armed alarm on more instances than there must be is found, and its place in the status row is missed", () => {
  const findings = after((json) => {
    alarmIn(json, "low-instances").actions_enabled = true;
  });
  expect(findings).toEqual([
    expect.stringMatching(/_low-instances_\S+ is armed and needs 2 instances of a group that may have 1$/),
    expect.stringMatching(/_low-instances_\S+ is armed, but the status row does not show it$/),
  ]);
});

test("an alarm on CPU that scaling holds is found", () => {
  const findings = after((json) => {
    alarmIn(json, "high-cpu").threshold = 70;
  });
  expect(findings).toEqual([
    expect.stringMatching(/ is armed and is raised at 70 % CPU, which scaling holds$/),
  ]);
});

test("an alarm that is silent without need, or shown although silent, is found", () => {
  const findings = after((json) => {
    alarmIn(json, "high-disk").actions_enabled = false;
  });
  expect(findings).toEqual([
    expect.stringMatching(/_high-disk_\S+ is not armed, although it could be green$/),
    expect.stringMatching(/_high-disk_\S+ is not armed, but the status row shows it$/),
  ]);
});

test.each([
  [1, 2, false],
  [2, 2, true],
  [3, 2, true],
  [2, 3, false],
  [1, 1, true],
])("with at least %d instances the alarm below %d is armed: %s", (minSize, instanceCount, armed) => {
  const stack = synthStack(
    "careflowai-prod",
    configWith(({ environments }) => {
      environments.prod.autoScaling = { minSize, desiredCapacity: 3 };
      environments.prod.alarms = { instanceCount };
    }),
  );
  expect(armedAlarmsCanBeGreen.findings(stack, [stack])).toEqual([]);
  const json = structuredClone(stack.json);
  expect(alarmIn(json, "low-instances")).toMatchObject({ threshold: instanceCount, actions_enabled: armed });
});
