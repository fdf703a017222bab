import type { Check } from "../check";
import { unless } from "../check";
import type { PublishedSeries, ReadSeries } from "../../synthesized/metrics";
import {
  dimensionsText,
  idsIn,
  isSame,
  linesOf,
  publishedIn,
  readByAlarm,
  titleOf,
  widgetsOf,
} from "../../synthesized/metrics";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

function unpublished(read: ReadSeries, published: readonly PublishedSeries[]): string[] {
  if (published.some((series) => isSame(series, read))) return [];
  const elsewhere = published
    .filter(({ namespace, name }) => namespace === read.namespace && name === read.name)
    .map((series) => `${dimensionsText(series)} in ${series.region}`);
  const what = `${read.reader} reads ${read.namespace} ${read.name} ${dimensionsText(read)} in ${read.region}`;
  return [
    elsewhere.length > 0
      ? `${what}, which is published under ${elsewhere.join(" and ")} only`
      : `${what}, which nothing in the stack publishes`,
  ];
}

/** An alarm's expressions name its own queries, and its band is one of them. */
function danglingInAlarm({ address, body }: Block): string[] {
  const queries = nested(body, "metric_query");
  const known = queries.map(({ id }) => text(id));
  const named = [
    ...queries.flatMap(({ expression }) => (expression === undefined ? [] : idsIn(text(expression)))),
    ...(body.threshold_metric_id === undefined ? [] : [text(body.threshold_metric_id)]),
  ];
  return named.filter((id) => !known.includes(id)).map((id) => `${address} names ${id}, none of its queries`);
}

function findingsInDashboard(dashboard: Block, published: readonly PublishedSeries[]): string[] {
  return widgetsOf(dashboard).flatMap((widget) => {
    const lines = linesOf(dashboard, widget);
    const known = lines.map(({ id }) => id);
    return lines.flatMap(({ series, expression }) => [
      ...(series ? unpublished(series, published) : []),
      ...idsIn(expression ?? "")
        .filter((id) => !known.includes(id))
        .map((id) => `${dashboard.address} (${titleOf(widget)}) names ${id}, none of its lines`),
    ]);
  });
}

const filtersWithoutLogs = (stack: SynthesizedStack) =>
  stack
    .resources("aws_cloudwatch_log_metric_filter")
    .flatMap(({ address, body }) =>
      unless(
        stack.isAttribute(body.log_group_name, "aws_cloudwatch_log_group", "name"),
        `${address} filters ${text(body.log_group_name)}, no log group of the stack`,
      ),
    );

export const metricsArePublished: Check = {
  id: "metrics-are-published",
  rule: "Every metric that an alarm, an anomaly band or a widget reads is published in the stack, in that region and with exactly those dimensions, and metric filters read log groups of the stack.",
  why: "CloudWatch accepts an alarm on any metric; one that nothing publishes never has a value, and the alarm never fires (AWS, CloudWatch concepts: dimensions; decision 35).",
  findings: (stack) => {
    const published = publishedIn(stack);
    const alarms = stack.resources("aws_cloudwatch_metric_alarm");
    return [
      ...alarms.flatMap((alarm) =>
        readByAlarm(stack, alarm).flatMap((series) => unpublished(series, published)),
      ),
      ...alarms.flatMap(danglingInAlarm),
      ...stack
        .resources("aws_cloudwatch_dashboard")
        .flatMap((dashboard) => findingsInDashboard(dashboard, published)),
      ...filtersWithoutLogs(stack),
    ];
  },
};
