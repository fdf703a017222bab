import type { Check } from "./check";
import type { PublishedSeries } from "../synthesized/metrics";
import { isSame, publishedIn, readByAlarm } from "../synthesized/metrics";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";

/** What a threshold may sensibly be: the longest answer takes 30 s, the shortest some milliseconds. */
const RANGES: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  Seconds: { min: 0.001, max: 30 },
  Milliseconds: { min: 1, max: 30_000 },
  Percent: { min: 1, max: 99 },
};

/** The unit of what an alarm reads, where it reads it as it is. */
function unitOf(stack: SynthesizedStack, alarm: Block, published: readonly PublishedSeries[]) {
  if (alarm.body.metric_query !== undefined || alarm.body.statistic === "SampleCount") return undefined;
  const [read] = readByAlarm(stack, alarm);
  return published.find((series) => read && isSame(series, read))?.unit;
}

/** Pitfall 2.1-16: 1 is a second of the load balancer's and a millisecond of API Gateway's. */
export const thresholdsFitTheirUnits: Check = {
  id: "2.1-16",
  rule: "An alarm's threshold is a figure that its metric can have, in the metric's own unit.",
  findings: (stack) => {
    const published = publishedIn(stack);
    return stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const unit = unitOf(stack, alarm, published);
      const range = RANGES[unit ?? ""];
      const threshold = Number(alarm.body.threshold);
      if (unit === undefined || !range || (threshold >= range.min && threshold <= range.max)) return [];
      return [`${alarm.address} has threshold ${String(threshold)} for a metric in ${unit}`];
    });
  },
};
