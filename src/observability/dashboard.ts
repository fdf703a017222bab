import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import type { AlarmDefinition } from "./alarms";
import { anomalyBand, thresholdOf } from "./alarms";
import type { LogQuery } from "./log-queries";
import { queryString } from "./log-queries";
import type { Metric } from "../metrics/metric";

/** Parts of CloudWatch's 24 columns. */
const WIDTHS = { full: 24, "two thirds": 16, half: 12, third: 8 } as const;

interface Titled {
  readonly title: string;
  readonly width: keyof typeof WIDTHS;
}

/** The state of some alarms. */
export interface AlarmWidget extends Titled {
  readonly alarms: readonly CloudwatchMetricAlarm[];
}

/** Series of one unit over time, with the thresholds of alarms on them. */
export interface MetricWidget extends Titled {
  /** By label. */
  readonly series: Readonly<Record<string, Metric>>;
  readonly periodSeconds?: number;
  /** How far back it looks, if further than the dashboard: an ISO 8601 duration with a minus. */
  readonly start?: string;
  /** Whether the series are shown as parts of their sum. */
  readonly stacked?: boolean;
  /** Alarms whose thresholds are drawn. */
  readonly thresholds?: readonly AlarmDefinition[];
  /** Draws what the past of one of the series lets expect. */
  readonly expected?: { readonly label: string; readonly deviations: number };
}

/** The answer to a question to the logs. */
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
 * @throws RangeError if a row is wider than the dashboard, if a widget mixes units, or if a threshold is of another
 * period than the sums that it is drawn over.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, region, rows }: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "Resource", {
      dashboardName: name,
      dashboardBody: JSON.stringify({
        start: "-PT12H",
        // A threshold on a sum holds for its own period, however much time is looked at.
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
        `dashboard row ${widgets.map(({ title }) => title).join(", ")}: ${String(x)} columns; allowed: at most ${String(WIDTHS.full)}; to mend: make its widgets narrower or move one to another row`,
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
      `dashboard widget ${title}: series in ${[unit, ...others].join(", ")}; allowed: one unit; to mend: give each unit a widget of its own`,
    );
  const isSum = metrics.some(({ statistic }) => statistic === "Sum");
  const [foreign] = thresholds.filter(({ window }) => isSum && window.periodSeconds !== periodSeconds);
  if (foreign)
    throw new RangeError(
      `dashboard widget ${title}: threshold of ${foreign.id}, which sums ${String(foreign.window.periodSeconds)} s, over sums of ${String(periodSeconds)} s; to mend: give the widget the alarm's period`,
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
          label: alarm.armed === false ? `${alarm.id} (not armed)` : alarm.id,
          value: thresholdOf(alarm),
          color: THRESHOLD_COLOR,
        })),
      },
    }),
  };
}

const indexOf = (series: Readonly<Record<string, Metric>>, label: string) =>
  Object.keys(series).indexOf(label);
