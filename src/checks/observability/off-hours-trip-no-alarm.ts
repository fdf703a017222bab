import type { Check } from "../check";
import { readByAlarm } from "../../synthesized/metrics";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

/** Metrics that fall to zero with the last instance. */
const FALLS = /^(?:GroupInServiceInstances|HealthyHostCount)$/;

const isScheduled = (stack: SynthesizedStack) =>
  stack.resources("aws_autoscaling_schedule").some(({ body }) => body.max_size === 0) ||
  stack.resources("aws_scheduler_schedule").some(({ body }) => text(body.target).includes(":stopInstances"));

/** Whether the alarm's expression asks whether anything is meant to run. */
const knowsTheSchedule = ({ body }: Block) =>
  nested(body, "metric_query").some(({ expression }) => text(expression).startsWith("IF(running > 0,"));

export const offHoursTripNoAlarm: Check = {
  id: "off-hours-trip-no-alarm",
  rule: "Where a schedule stops instances, no alarm treats missing data as breaching, and an alarm on a metric that then falls to zero first asks whether anything is meant to run.",
  why: "Stopped instances send no data and are not counted, so the alarm would fire every evening (decision 17).",
  findings: (stack) => {
    if (!isScheduled(stack)) return [];
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const falls =
        text(alarm.body.comparison_operator).startsWith("LessThan") &&
        readByAlarm(stack, alarm).some(({ name }) => FALLS.test(name));
      return [
        ...(alarm.body.treat_missing_data === "breaching"
          ? [`${alarm.address} treats the missing data of stopped instances as breaching`]
          : []),
        ...(falls && !knowsTheSchedule(alarm)
          ? [`${alarm.address} fires when the schedule stops the instances`]
          : []),
      ];
    });
  },
};
