import { offHoursTripNoAlarm } from "../../src/checks/off-hours-trip-no-alarm";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (stack: string, change: (json: Mutable) => void) =>
  findingsAfter(offHoursTripNoAlarm, stack, change);
const alarmIn = (json: Mutable, id: string) => onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`);

test("a planned zero wakes nobody", () => {
  expect(findingsOnSound(offHoursTripNoAlarm)).toEqual([]);
});

test.each([
  ["careflowai-hardened-balanced", "service-down"],
  ["careflowai-hardened-balanced", "agent-silent"],
  ["careflowai-hardened-single", "status-check"],
  ["careflowai-hardened-single", "agent-silent"],
])("missing data that counts as a breach is found in %s: %s", (stack, id) => {
  const findings = after(stack, (json) => {
    alarmIn(json, id).treat_missing_data = "breaching";
  });
  expect(findings).toEqual([
    expect.stringMatching(/takes the missing data of stopped instances for a breach$/),
  ]);
});

test.each(["service-down", "low-instances"])("a count that knows no schedule is found: %s", (id) => {
  const findings = after("careflowai-hardened-balanced", (json) => {
    const [result] = alarmIn(json, id).metric_query;
    result.expression = "FILL(value, 0)";
  });
  expect(findings).toEqual([expect.stringMatching(/ is raised when the schedule stops the instances$/)]);
});

test("without a schedule missing data may count as a breach", () => {
  const findings = after("careflowai-hardened-balanced", (json) => {
    delete json.resource.aws_autoscaling_schedule;
    alarmIn(json, "service-down").treat_missing_data = "breaching";
  });
  expect(findings).toEqual([]);
});
