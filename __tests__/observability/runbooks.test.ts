import { text } from "../../src/synthesized/synthesized-stack";
import type { AlarmId } from "../../src/observability/runbooks";
import { alarmDescription, RUNBOOKS } from "../../src/observability/runbooks";
import { soundStacks } from "../helpers/broken";

const environmentStacks = soundStacks().filter(({ name }) => name !== "careflowai-account");
const ids = Object.keys(RUNBOOKS) as AlarmId[];
/** Of environments; those on the account say by themselves what to do. */
const alarms = environmentStacks.flatMap((stack) =>
  stack.resources("aws_cloudwatch_metric_alarm").map(({ body }) => ({
    id: text(body.alarm_name).replace(`${stack.name}-`, ""),
    description: text(body.alarm_description),
  })),
);

test.each(ids)(
  "the notification of %s says what is the case, what follows, where to look and where to read on",
  (id) => {
    const { meaning, consequence, look } = RUNBOOKS[id];
    const description = alarmDescription(id);
    for (const part of [meaning, consequence, look]) expect(description).toContain(part);
    expect(description).toMatch(new RegExp(` Runbook: docs/runbooks\\.md#${id}$`));
    expect(description.length).toBeLessThanOrEqual(1024);
  },
);

test("every alarm of an environment has its runbook's description, and every runbook an alarm", () => {
  expect(alarms.length).toBeGreaterThan(40);
  for (const { id, description } of alarms) expect(description).toBe(alarmDescription(id as AlarmId));
  expect([...new Set(alarms.map(({ id }) => id))].sort()).toEqual([...ids].sort());
});
