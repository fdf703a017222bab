import type { Check } from "../check";
import type { PublishedSeries } from "../../synthesized/metrics";
import { isSame, publishedIn, readByAlarm } from "../../synthesized/metrics";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";

/** Sensible thresholds: the longest answer takes 30 s, the shortest some milliseconds. */
const RANGES: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  Seconds: { min: 0.001, max: 30 },
  Milliseconds: { min: 1, max: 30_000 },
  Percent: { min: 1, max: 99 },
};

/** The unit of the metric of an alarm; undefined for an expression or a count of samples. */
function unitOf(stack: SynthesizedStack, alarm: Block, published: readonly PublishedSeries[]) {
  if (alarm.body.metric_query !== undefined || alarm.body.statistic === "SampleCount") return undefined;
  const [read] = readByAlarm(stack, alarm);
  return published.find((series) => read && isSame(series, read))?.unit;
}

export const thresholdsFitTheirUnits: Check = {
  id: "thresholds-fit-their-units",
  rule: "The threshold of an alarm is a figure that its metric can have, in the metric's own unit.",
  why: "A threshold of 1 is one second for the load balancer and one millisecond for API Gateway: in the wrong unit an alarm always or never fires (AWS, metrics of HTTP APIs and of Application Load Balancers).",
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
