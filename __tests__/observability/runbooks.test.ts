import type { AlarmId } from "../../src/observability/runbooks";
import { alarmDescription, RUNBOOKS } from "../../src/observability/runbooks";
import { text } from "../../src/synthesized/synthesized-stack";
import { hardenedStacks, soundStacks } from "../helpers/broken";

const ids = Object.keys(RUNBOOKS) as AlarmId[];
const alarms = [...soundStacks(), ...hardenedStacks()].flatMap((stack) =>
  stack.resources("aws_cloudwatch_metric_alarm").map(({ body }) => ({
    stack: stack.name,
    id: text(body.alarm_name).replace(`${stack.name}-`, ""),
    description: text(body.alarm_description),
  })),
);

test.each(ids)(
  "the notification of %s says what happened, what follows, where to look first and where its runbook is",
  (id) => {
    const { meaning, consequence, look } = RUNBOOKS[id];
    const description = alarmDescription(id);
    for (const part of [meaning, consequence, look]) expect(description).toContain(part);
    expect(description).toMatch(new RegExp(` Runbook: docs/runbooks\\.md#${id}$`));
    expect(description.length).toBeLessThanOrEqual(1024);
    // Markdown is for the page; a notification is plain text.
    expect(description).not.toContain("`");
  },
);

test("every alarm of every stack has the description of its runbook, which links to its section", () => {
  expect(alarms.length).toBeGreaterThan(40);
  expect(new Set(alarms.map(({ stack }) => stack))).toEqual(
    new Set([
      "careflowai-dev",
      "careflowai-staging",
      "careflowai-prod",
      "careflowai-account",
      "careflowai-hardened-single",
      "careflowai-hardened-balanced",
    ]),
  );
  expect(alarms.filter(({ id, description }) => description !== alarmDescription(id as AlarmId))).toEqual([]);
});

test("every runbook belongs to an alarm", () => {
  expect([...new Set(alarms.map(({ id }) => id))].sort()).toEqual([...ids].sort());
});
