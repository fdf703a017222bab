import type { Check } from "../check";
import { readByAlarm } from "../../synthesized/metrics";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

/** Metrics that fall to zero with the last instance. */
const FALLS = /^(?:GroupInServiceInstances|HealthyHostCount)$/;

/** Metrics of errors that every request then causes. */
const RISES = /^(?:HTTPCode_ELB_5XX_Count|5xx|5xxErrorRate)$/;

/** Metrics that show whether instances should be running. A stopped instance has no samples of its CPU. */
const SHOWS_THE_SCHEDULE = /^(?:GroupDesiredCapacity|CPUUtilization)$/;

const isScheduled = (stack: SynthesizedStack) =>
  stack.resources("aws_autoscaling_schedule").some(({ body }) => body.max_size === 0) ||
  stack.resources("aws_scheduler_schedule").some(({ body }) => text(body.target).includes(":stopInstances"));

/** Whether the alarm's expression depends on a metric that shows the schedule. */
const knowsTheSchedule = ({ body }: Block) => {
  const queries = nested(body, "metric_query");
  const conditions = queries.flatMap(
    ({ expression }) => /^IF\(([^,]*[<>][^,]*),/.exec(text(expression))?.[1] ?? [],
  );
  return queries.some(
    (query) =>
      nested(query, "metric").some(({ metric_name }) => SHOWS_THE_SCHEDULE.test(text(metric_name))) &&
      conditions.some((condition) => new RegExp(`\\b${text(query.id)}\\b`).test(condition)),
  );
};

export const offHoursTripNoAlarm: Check = {
  id: "off-hours-trip-no-alarm",
  rule: "Where a schedule stops instances, no alarm treats missing data as breaching, and an alarm on a metric that then falls to zero, or on errors that every request then causes, depends on whether instances should be running.",
  why: "Stopped instances send no data and are not counted, and every request fails, so the alarm would fire every night (decision 17).",
  findings: (stack) => {
    if (!isScheduled(stack)) return [];
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const trips = text(alarm.body.comparison_operator).startsWith("LessThan") ? FALLS : RISES;
      const isTripped = readByAlarm(stack, alarm).some(({ name }) => trips.test(name));
      return [
        ...(alarm.body.treat_missing_data === "breaching"
          ? [`${alarm.address} treats the missing data of stopped instances as breaching`]
          : []),
        ...(isTripped && !knowsTheSchedule(alarm)
          ? [`${alarm.address} fires when the schedule stops the instances`]
          : []),
      ];
    });
  },
};
