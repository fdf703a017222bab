import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { AlarmDefinition } from "./alarms";
import { anomalyBand, thresholdOf } from "./alarms";
import type { LogQuery } from "./log-queries";
import { queryString } from "./log-queries";
import type { Metric } from "../metrics/metric";

/** Widths of widgets in columns. A dashboard has 24. */
const WIDTHS = { full: 24, "two thirds": 16, half: 12, third: 8 } as const;

interface Titled {
  readonly title: string;
  readonly width: keyof typeof WIDTHS;
}

/** Shows the state of alarms. */
export interface AlarmWidget extends Titled {
  readonly alarms: readonly CloudwatchMetricAlarm[];
}

/** Shows series of one unit over time, with the thresholds of alarms. */
export interface MetricWidget extends Titled {
  /** The metrics by label. */
  readonly series: Readonly<Record<string, Metric>>;
  /** 300 if undefined (default). */
  readonly periodSeconds?: number;
  /** Start of the time range, if earlier than the dashboard's: a negative ISO 8601 duration, such as -P14D. */
  readonly start?: string;
  /** Whether the series are stacked on each other. False if undefined (default). */
  readonly stacked?: boolean;
  /** Alarms whose thresholds the widget shows. */
  readonly thresholds?: readonly AlarmDefinition[];
  /** Shows the anomaly band of the series with this label. */
  readonly expected?: { readonly label: string; readonly deviations: number };
}

/** Shows the result of a Logs Insights query. */
export interface LogWidget extends Titled {
  readonly query: LogQuery;
  readonly view: "bar" | "table" | "timeSeries";
}

type Widget = AlarmWidget | LogWidget | MetricWidget;

export interface Row {
  readonly height: number;
  readonly widgets: readonly Widget[];
}

const PERIOD_SECONDS = 300;
const THRESHOLD_COLOR = "#d62728";

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly rows: readonly Row[];
}

/**
 * The dashboard of an environment, row by row (AWS, Dashboard body structure and syntax).
 *
 * @throws RangeError if a row is wider than the dashboard, if a widget mixes units, or if a widget of sums shows a
 * threshold for a different period.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, region, rows }: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "Resource", {
      dashboardName: name,
      dashboardBody: JSON.stringify({
        start: "-PT12H",
        // Keeps each widget's period for every time range: a threshold on a sum is valid for one period only.
        periodOverride: "inherit",
        widgets: layOut(rows, region),
      }),
    });
  }
}

function layOut(rows: readonly Row[], region: string) {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    let x = 0;
    const row = widgets.map((widget) => {
      const width = WIDTHS[widget.width];
      const placed = { ...contentOf(widget, region), x, y, width, height };
      x += width;
      return placed;
    });
    if (x > WIDTHS.full)
      throw new RangeError(
        `dashboard row ${widgets.map(({ title }) => title).join(", ")}: ${String(x)} columns. Allowed: at most ${String(WIDTHS.full)}. To fix: make a widget narrower or move one to another row.`,
      );
    y += height;
    return row;
  });
}

function contentOf(widget: Widget, region: string) {
  if ("alarms" in widget) {
    const { title, alarms } = widget;
    return { type: "alarm", properties: { title, alarms: alarms.map(({ arn }) => arn) } };
  }
  if ("query" in widget) {
    const { title, query, view } = widget;
    const source = `SOURCE '${query.logs.name}'`;
    return {
      type: "log",
      properties: { title, region, view, query: `${source} | ${queryString(query)}` },
    };
  }
  return { type: "metric", properties: metricProperties(widget, region) };
}

function metricProperties(widget: MetricWidget, stackRegion: string) {
  const {
    title,
    series,
    periodSeconds = PERIOD_SECONDS,
    start,
    stacked = false,
    thresholds = [],
    expected,
  } = widget;
  const metrics = Object.values(series);
  const [unit, ...others] = new Set(metrics.map((metric) => metric.unit));
  const [region = stackRegion] = metrics.map((metric) => metric.region);
  if (unit === undefined || others.length > 0)
    throw new RangeError(
      `dashboard widget ${title}: series in ${[unit, ...others].join(", ")}. Allowed: one unit. To fix: use a separate widget for each unit.`,
    );
  const isSum = metrics.some(({ statistic }) => statistic === "Sum");
  const [mismatched] = thresholds.filter(({ window }) => isSum && window.periodSeconds !== periodSeconds);
  if (mismatched)
    throw new RangeError(
      `dashboard widget ${title}: threshold of ${mismatched.id}, which sums ${String(mismatched.window.periodSeconds)} s, on sums of ${String(periodSeconds)} s. Allowed: one period. To fix: set the widget's period to the alarm's.`,
    );
  return {
    title,
    region,
    view: "timeSeries",
    stacked,
    period: periodSeconds,
    ...(start !== undefined && { start }),
    metrics: [
      ...Object.entries(series).map(([label, metric], index) => [
        metric.namespace,
        metric.name,
        ...Object.entries(metric.dimensions).flat(),
        { id: `m${String(index)}`, label, stat: metric.statistic },
      ]),
      ...(expected
        ? [
            [
              {
                expression: anomalyBand(`m${String(indexOf(series, expected.label))}`, expected.deviations),
                label: "Expected",
              },
            ],
          ]
        : []),
    ],
    yAxis: { left: { min: 0, label: unit, showUnits: false } },
    ...(thresholds.length > 0 && {
      annotations: {
        horizontal: thresholds.map((alarm) => ({
          label: alarm.actionsEnabled === false ? `${alarm.id} (actions disabled)` : alarm.id,
          value: thresholdOf(alarm),
          color: THRESHOLD_COLOR,
        })),
      },
    }),
  };
}

const indexOf = (series: Readonly<Record<string, Metric>>, label: string) =>
  Object.keys(series).indexOf(label);
