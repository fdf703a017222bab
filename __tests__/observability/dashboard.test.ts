import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AlarmDefinition } from "../../src/observability/alarms";
import type { MetricWidget, Row } from "../../src/observability/dashboard";
import { Dashboard } from "../../src/observability/dashboard";
import { metricsIn, milliseconds } from "../../src/metrics/metric";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const metric = metricsIn("N", { Of: "it" });
const TIMES: MetricWidget = {
  title: "Times",
  width: "third",
  series: { average: metric("Time", "Seconds", "Average"), most: metric("Time", "Seconds", "Maximum") },
};
const COUNTS: MetricWidget = {
  title: "Counts",
  width: "half",
  series: { all: metric("Count", "Count", "Sum") },
};
const ALARM: AlarmDefinition = {
  id: "high-latency",
  severity: "warning",
  signal: metric("Time", "Seconds", "Average"),
  when: "above",
  threshold: milliseconds(1500),
  window: { periodSeconds: 60, evaluationPeriods: 5 },
  missingData: "notBreaching",
};

function synth(rows: readonly Row[]) {
  const stack = synthConstruct((scope) => {
    new Dashboard(scope, "Dashboard", { name: "test", region: "eu-west-1", rows });
  });
  const dashboard = only(stack, CloudwatchDashboard).body;
  expect(dashboard.dashboard_name).toBe("test");
  return JSON.parse(dashboard.dashboard_body as string);
}
const widgetOf = (widget: MetricWidget) => synth([{ height: 6, widgets: [widget] }]).widgets[0];

test("rows are laid out from left to right and below each other", () => {
  const widget = (title: string, width: MetricWidget["width"]) => ({ ...TIMES, title, width });
  const body = synth([
    { height: 3, widgets: [widget("a", "full")] },
    { height: 6, widgets: [widget("b", "third"), widget("c", "two thirds")] },
    { height: 5, widgets: [widget("d", "half"), widget("e", "half")] },
  ]);
  expect(
    body.widgets.map(({ properties, x, y, width, height }: any) => [properties.title, x, y, width, height]),
  ).toEqual([
    ["a", 0, 0, 24, 3],
    ["b", 0, 3, 8, 6],
    ["c", 8, 3, 16, 6],
    ["d", 0, 9, 12, 5],
    ["e", 12, 9, 12, 5],
  ]);
  expect([body.start, body.periodOverride]).toEqual(["-PT12H", "inherit"]);
});

test("series are shown with their statistics, on an axis in their unit", () => {
  expect(widgetOf(TIMES).properties).toEqual({
    title: "Times",
    region: "eu-west-1",
    view: "timeSeries",
    stacked: false,
    period: 300,
    metrics: [
      ["N", "Time", "Of", "it", { id: "m0", label: "average", stat: "Average" }],
      ["N", "Time", "Of", "it", { id: "m1", label: "most", stat: "Maximum" }],
    ],
    yAxis: { left: { min: 0, label: "Seconds", showUnits: false } },
  });
});

test("a threshold is drawn in the series' unit, and says if its alarm is silent", () => {
  const thresholds = [ALARM, { ...ALARM, actionsEnabled: false }];
  expect(widgetOf({ ...TIMES, thresholds }).properties.annotations.horizontal).toEqual([
    { label: "high-latency", value: 1.5, color: "#d62728" },
    { label: "high-latency (actions disabled)", value: 1.5, color: "#d62728" },
  ]);
});

test("a series is shown from where it is", () => {
  const elsewhere = metricsIn("AWS/CloudFront", {}, "us-east-1")("Requests", "Count", "Sum");
  expect(widgetOf({ ...COUNTS, series: { all: elsewhere } }).properties.region).toBe("us-east-1");
});

test("the expected band is of the series that is named", () => {
  const series = { one: metric("A", "Count", "Sum"), other: metric("B", "Count", "Sum") };
  const { metrics } = widgetOf({ ...COUNTS, series, expected: { label: "other", deviations: 2 } }).properties;
  expect(metrics.at(-1)).toEqual([{ expression: "ANOMALY_DETECTION_BAND(m1, 2)", label: "Expected" }]);
});

test("alarms are shown by their ARNs, and logs by their query", () => {
  const stack = synthConstruct((scope) => {
    const alarm = new CloudwatchMetricAlarm(scope, "Alarm", {
      alarmName: "x",
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
    });
    const logs = new CloudwatchLogGroup(scope, "Logs", { name: "x" });
    new Dashboard(scope, "Dashboard", {
      name: "test",
      region: "eu-west-1",
      rows: [
        {
          height: 3,
          widgets: [
            { title: "Alarms", width: "half", alarms: [alarm] },
            {
              title: "Lines",
              width: "half",
              view: "table",
              query: { id: "boot-steps", title: "Lines", logs, commands: ["fields @message", "limit 5"] },
            },
          ],
        },
      ],
    });
  });
  const { widgets } = JSON.parse(only(stack, CloudwatchDashboard).body.dashboard_body as string);
  expect(widgets.map(({ type, properties }: any) => [type, properties])).toEqual([
    ["alarm", { title: "Alarms", alarms: [reference(stack, CloudwatchMetricAlarm, "arn")] }],
    [
      "log",
      {
        title: "Lines",
        region: "eu-west-1",
        view: "table",
        query: `SOURCE '${reference(stack, CloudwatchLogGroup, "name")}' | fields @message\n| limit 5`,
      },
    ],
  ]);
});

test.each<[what: string, widgets: MetricWidget[], message: string]>([
  [
    "a row that is too wide",
    [{ ...TIMES, width: "two thirds" }, COUNTS],
    "dashboard row Times, Counts: 28 columns. Allowed: at most 24. To fix: make a widget narrower or move one to another row.",
  ],
  [
    "two units",
    [{ ...TIMES, series: { ...TIMES.series, ...COUNTS.series } }],
    "dashboard widget Times: series in Seconds, Count. Allowed: one unit. To fix: use a separate widget for each unit.",
  ],
  [
    "a threshold on sums of another period",
    [{ ...COUNTS, thresholds: [ALARM] }],
    "dashboard widget Counts: threshold of high-latency, which sums 60 s, on sums of 300 s. Allowed: one period. To fix: set the widget's period to the alarm's.",
  ],
])("%s is refused", (_what, widgets, message) => {
  expect(() => synth([{ height: 6, widgets }])).toThrow(new RangeError(message));
});
