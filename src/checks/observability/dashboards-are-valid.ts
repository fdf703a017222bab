import type { Check } from "../check";
import { unless } from "../check";
import type { PublishedSeries, Widget } from "../../synthesized/metrics";
import { isSame, linesOf, publishedIn, titleOf, widgetsOf } from "../../synthesized/metrics";
import type { Block, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, stringsIn, text } from "../../synthesized/synthesized-stack";

/** AWS, Dashboard body structure and syntax; CloudWatch service quotas. */
const LIMITS = { columns: 24, height: 1000, widgets: 500, lines: 500, linesOfAll: 2500, alarms: 100 };
/** The size of one request (AWS, PutDashboard). */
const MAX_BODY_BYTES = 1024 * 1024;
const TYPES = ["alarm", "log", "metric"];

const isWhole = (value: unknown, min: number, max: number) =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

function placeFaults(widget: Widget): string[] {
  const { x, y, width, height } = widget;
  return [
    ...unless(
      isWhole(x, 0, LIMITS.columns - 1) && isWhole(width, 1, LIMITS.columns) && x + width <= LIMITS.columns,
      `takes columns ${String(x)} to ${String(x + width)} of ${String(LIMITS.columns)}`,
    ),
    ...unless(
      isWhole(y, 0, Infinity) && isWhole(height, 1, LIMITS.height),
      `has height ${String(height)} at row ${String(y)}`,
    ),
  ];
}

const overlap = (one: Widget, other: Widget) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

function metricFaults(dashboard: Block, widget: Widget, published: readonly PublishedSeries[]): string[] {
  const lines = linesOf(dashboard, widget);
  const units = lines.flatMap(({ series }) => {
    const own = series && published.find((one) => isSame(one, series));
    return own ? [own.unit] : [];
  });
  const axis = nested(nested(widget.properties, "yAxis")[0] ?? {}, "left")[0]?.label;
  const labels = lines.map(({ label }) => label);
  return [
    ...unless(lines.length > 0 && lines.length <= LIMITS.lines, `has ${String(lines.length)} lines`),
    ...unless(Number(widget.properties.period) % 60 === 0, `has period ${text(widget.properties.period)}`),
    ...unless(new Set(labels).size === labels.length && !labels.includes(""), "has two lines of one label"),
    ...units
      .filter((unit, index) => unit !== axis && units.indexOf(unit) === index)
      .map((unit) => `shows ${unit} on an axis in ${text(axis)}`),
  ];
}

/** The threshold that a widget draws is the alarm's that it names. */
function annotationFaults(stack: SynthesizedStack, { properties }: Widget): string[] {
  const lines = nested(nested(properties, "annotations")[0] ?? {}, "horizontal");
  return lines.flatMap(({ label, value }) => {
    const id = text(label).split(" ")[0] ?? "";
    const alarm = stack
      .resources("aws_cloudwatch_metric_alarm")
      .find(({ body }) => text(body.alarm_name).endsWith(`-${id}`));
    return alarm?.body.threshold === value
      ? []
      : [`draws ${text(value)} for ${id}, whose threshold is ${text(alarm?.body.threshold)}`];
  });
}

function logFaults(stack: SynthesizedStack, properties: JsonObject): string[] {
  const sources = [...text(properties.query).matchAll(/SOURCE '([^']*)'/g)].map(([, name]) => name ?? "");
  const [first, ...others] = sources;
  return unless(
    first !== undefined &&
      [first, ...others].every((name) => stack.isAttribute(name, "aws_cloudwatch_log_group", "name")),
    `asks ${sources.join(", ") || "nothing"}, not a log group of the stack`,
  );
}

function contentFaults(
  stack: SynthesizedStack,
  dashboard: Block,
  widget: Widget,
  published: readonly PublishedSeries[],
): string[] {
  const { type, properties } = widget;
  const alarms = stringsIn(properties.alarms);
  switch (type) {
    case "alarm":
      return [
        ...unless(
          alarms.length > 0 && alarms.length <= LIMITS.alarms,
          `shows ${String(alarms.length)} alarms`,
        ),
        ...alarms
          .filter((alarm) => !stack.isAttribute(alarm, "aws_cloudwatch_metric_alarm", "arn"))
          .map((alarm) => `shows ${alarm}, no alarm of the stack`),
      ];
    case "log":
      return logFaults(stack, properties);
    default:
      return [...metricFaults(dashboard, widget, published), ...annotationFaults(stack, widget)];
  }
}

function faultsOf(stack: SynthesizedStack, dashboard: Block): string[] {
  const widgets = widgetsOf(dashboard);
  const published = publishedIn(stack);
  const lines = widgets.flatMap((widget) => linesOf(dashboard, widget));
  const bytes = Buffer.byteLength(text(dashboard.body.dashboard_body));
  return [
    ...unless(bytes <= MAX_BODY_BYTES, `has a body of ${String(bytes)} bytes`),
    ...unless(widgets.length <= LIMITS.widgets, `has ${String(widgets.length)} widgets`),
    ...unless(lines.length <= LIMITS.linesOfAll, `has ${String(lines.length)} lines`),
    ...widgets.flatMap((widget, index) =>
      [
        ...unless(TYPES.includes(widget.type), `is of type ${widget.type}`),
        ...placeFaults(widget),
        ...widgets
          .slice(0, index)
          .filter((other) => overlap(widget, other))
          .map((other) => `overlaps ${titleOf(other)}`),
        ...contentFaults(stack, dashboard, widget, published),
      ].map((fault) => `widget ${titleOf(widget)} ${fault}`),
    ),
  ];
}

export const dashboardsAreValid: Check = {
  id: "dashboards-are-valid",
  rule: "A dashboard keeps to CloudWatch's grid and limits; its widgets do not overlap, have one unit each, show alarms and logs of the stack, and draw the thresholds of the alarms.",
  why: "CloudWatch accepts a faulty body with warnings only and shows empty or shifted widgets (AWS, Dashboard body structure and syntax).",
  findings: (stack) =>
    stack
      .resources("aws_cloudwatch_dashboard")
      .flatMap((dashboard) => faultsOf(stack, dashboard).map((fault) => `${dashboard.address}: ${fault}`)),
};
