import type { Check } from "../check";
import { linesOf, widgetsOf } from "../../synthesized/metrics";
import type { Block, Json } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

const SIMPLE = ["Average", "Maximum", "Minimum", "SampleCount", "Sum"];
const PERCENTILE = /^p\d{1,2}(?:\.\d+)?$/;

const isSimple = (statistic: Json | undefined) => SIMPLE.includes(text(statistic));
const isPercentile = (statistic: Json | undefined) => PERCENTILE.test(text(statistic));

function faultsOfAlarm({ address, body }: Block): string[] {
  const { statistic, extended_statistic: extended } = body;
  const isQuery = body.metric_query !== undefined;
  const isRight = isQuery
    ? statistic === undefined && extended === undefined
    : extended === undefined
      ? isSimple(statistic)
      : statistic === undefined && isPercentile(extended);
  return [
    ...(isRight ? [] : [`${address} has statistic ${text(statistic)} and extended ${text(extended)}`]),
    ...nested(body, "metric_query")
      .flatMap((query) => nested(query, "metric"))
      .filter(({ stat }) => !isSimple(stat) && !isPercentile(stat))
      .map(({ stat }) => `${address} queries statistic ${text(stat)}`),
  ];
}

export const statisticsAreKnown: Check = {
  id: "statistics-are-known",
  rule: "An alarm has a simple statistic or an extended percentile, not both, and so has every query and every line of a widget.",
  why: "CloudWatch refuses a percentile as a simple statistic, and both together (AWS, PutMetricAlarm).",
  findings: (stack) => [
    ...stack.resources("aws_cloudwatch_metric_alarm").flatMap(faultsOfAlarm),
    ...stack.resources("aws_cloudwatch_dashboard").flatMap((dashboard) =>
      widgetsOf(dashboard)
        .flatMap((widget) => linesOf(dashboard, widget))
        .filter(({ series, statistic }) => series && !isSimple(statistic) && !isPercentile(statistic))
        .map(({ series, statistic }) => `${series?.reader ?? ""} shows statistic ${text(statistic)}`),
    ),
  ],
};
