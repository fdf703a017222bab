import type { Check } from "./check";
import { readByAlarm } from "../synthesized/metrics";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { nested, text } from "../synthesized/synthesized-stack";

/** What falls to zero with the last instance. */
const FALLS = /^(?:GroupInServiceInstances|HealthyHostCount)$/;

const isScheduled = (stack: SynthesizedStack) =>
  stack.resources("aws_autoscaling_schedule").some(({ body }) => body.max_size === 0) ||
  stack.resources("aws_scheduler_schedule").some(({ body }) => text(body.target).includes(":stopInstances"));

/** Whether the alarm's expression asks whether anything is meant to run. */
const knowsTheSchedule = ({ body }: Block) =>
  nested(body, "metric_query").some(({ expression }) => text(expression).startsWith("IF(running > 0,"));

/** Pitfall 2.6-10: instances that a schedule stops send no data, and are no longer counted. */
export const offHoursTripNoAlarm: Check = {
  id: "2.6-10",
  rule: "Where a schedule stops instances, no alarm takes missing data for a breach, and one on what falls to zero then asks first whether anything is meant to run.",
  findings: (stack) => {
    if (!isScheduled(stack)) return [];
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const falls =
        text(alarm.body.comparison_operator).startsWith("LessThan") &&
        readByAlarm(stack, alarm).some(({ name }) => FALLS.test(name));
      return [
        ...(alarm.body.treat_missing_data === "breaching"
          ? [`${alarm.address} takes the missing data of stopped instances for a breach`]
          : []),
        ...(falls && !knowsTheSchedule(alarm)
          ? [`${alarm.address} is raised when the schedule stops the instances`]
          : []),
      ];
    });
  },
};
