import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AlarmDefinition, AnomalyDefinition } from "../../src/observability/alarms";
import { Alarms, thresholdOf } from "../../src/observability/alarms";
import { count, metricsIn, milliseconds } from "../../src/metrics/metric";
import { Notifications } from "../../src/observability/notifications";
import { alarmDescription } from "../../src/observability/runbooks";
import { only, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const metric = metricsIn("N", { Of: "it" });
const ALARM: AlarmDefinition = {
  id: "high-latency",
  severity: "warning",
  signal: metric("Time", "Seconds", "Average"),
  when: "above",
  threshold: milliseconds(1500),
  window: { periodSeconds: 60, evaluationPeriods: 5 },
  missingData: "notBreaching",
};

function synth(alarms: AlarmDefinition[], anomalies: AnomalyDefinition[] = []) {
  let enabled: string[] = [];
  const stack = synthConstruct((scope) => {
    const notifications = new Notifications(scope, "Notifications", {
      topics: {
        critical: { name: "c", publishers: ["alarms"] },
        warning: { name: "w", publishers: ["alarms"] },
        info: { name: "i", publishers: ["alarms"] },
      },
      keyAlias: "alias/k",
      accountId: "210987654321",
      region: "eu-west-1",
      emailAddresses: [],
    });
    const made = new Alarms(scope, "Alarms", { prefix: "test", alarms, anomalies, notifications });
    enabled = made.enabled.map(({ node }) => node.id);
  });
  return { stack, enabled };
}
const topicOf = (action: unknown, stack: ReturnType<typeof synth>["stack"]) =>
  stack.target(action as string)?.body.name;

test("an alarm on a metric has its threshold in the metric's unit, and notifies its severity's topic of start and end", () => {
  const { stack } = synth([ALARM]);
  const { alarm_actions, ok_actions, ...alarm } = only(stack, CloudwatchMetricAlarm).body;
  expect(alarm).toEqual({
    alarm_name: "test-high-latency",
    alarm_description: alarmDescription("high-latency"),
    namespace: "N",
    metric_name: "Time",
    dimensions: { Of: "it" },
    statistic: "Average",
    period: 60,
    evaluation_periods: 5,
    datapoints_to_alarm: 5,
    comparison_operator: "GreaterThanThreshold",
    threshold: 1.5,
    treat_missing_data: "notBreaching",
    actions_enabled: true,
  });
  expect(ok_actions).toEqual(alarm_actions);
  expect(topicOf(alarm_actions, stack)).toBe("w");
});

test.each([
  ["above", "GreaterThanThreshold"],
  ["below", "LessThanThreshold"],
  ["at least", "GreaterThanOrEqualToThreshold"],
] as const)("%s is %s", (when, operator) => {
  expect(only(synth([{ ...ALARM, when }]).stack, CloudwatchMetricAlarm).body.comparison_operator).toBe(
    operator,
  );
});

test("a percentile is an extended statistic that waits for enough samples", () => {
  const { stack } = synth([{ ...ALARM, signal: metric("Time", "Seconds", "p99") }]);
  const alarm = only(stack, CloudwatchMetricAlarm).body;
  expect(alarm).toMatchObject({ extended_statistic: "p99", evaluate_low_sample_count_percentiles: "ignore" });
  expect(alarm).not.toHaveProperty("statistic");
});

test("a formula is one result and its metrics, each with the alarm's period", () => {
  const { stack } = synth([
    {
      ...ALARM,
      severity: "critical",
      threshold: count(3),
      signal: {
        expression: "a + b",
        label: "Both",
        unit: "Count",
        metrics: { a: metric("A", "Count", "Sum"), b: metric("B", "Count", "Maximum") },
      },
    },
  ]);
  const alarm = only(stack, CloudwatchMetricAlarm).body;
  const query = (id: string, stat: string) => ({
    id,
    metric: { namespace: "N", metric_name: id.toUpperCase(), dimensions: { Of: "it" }, period: 60, stat },
  });
  expect(alarm.metric_query).toEqual([
    { id: "result", expression: "a + b", label: "Both", return_data: true },
    query("a", "Sum"),
    query("b", "Maximum"),
  ]);
  expect(alarm).not.toHaveProperty("metric_name");
  expect(topicOf(alarm.alarm_actions, stack)).toBe("c");
});

test("an anomaly has a band instead of a threshold, and its end notifies no one", () => {
  const { stack, enabled } = synth(
    [],
    [
      {
        id: "unusual-traffic",
        severity: "info",
        metric: metric("Count", "Count", "Sum"),
        deviations: 3,
        window: { periodSeconds: 3600, evaluationPeriods: 24, datapointsToAlarm: 2 },
      },
    ],
  );
  const { alarm_actions, ...alarm } = only(stack, CloudwatchMetricAlarm).body;
  expect(alarm).toEqual({
    alarm_name: "test-unusual-traffic",
    alarm_description: alarmDescription("unusual-traffic"),
    metric_query: [
      {
        id: "value",
        metric: { namespace: "N", metric_name: "Count", dimensions: { Of: "it" }, period: 3600, stat: "Sum" },
        return_data: true,
      },
      { id: "band", expression: "ANOMALY_DETECTION_BAND(value, 3)", label: "Expected", return_data: true },
    ],
    comparison_operator: "GreaterThanUpperThreshold",
    threshold_metric_id: "band",
    evaluation_periods: 24,
    datapoints_to_alarm: 2,
    treat_missing_data: "notBreaching",
  });
  expect(topicOf(alarm_actions, stack)).toBe("i");
  expect(enabled).toEqual(["unusual-traffic"]);
});

test("an alarm whose actions are disabled exists and does not notify", () => {
  const { stack, enabled } = synth([
    { ...ALARM, actionsEnabled: false },
    { ...ALARM, id: "high-cpu" },
  ]);
  expect(enabled).toEqual(["high-cpu"]);
  expect(
    resourcesOf(stack, CloudwatchMetricAlarm).map(({ body: { alarm_name, actions_enabled } }) => [
      alarm_name,
      actions_enabled,
    ]),
  ).toEqual([
    ["test-high-cpu", true],
    ["test-high-latency", false],
  ]);
});

test("a threshold of another kind than its metric is refused", () => {
  expect(() => thresholdOf({ ...ALARM, threshold: count(1) })).toThrow(
    new RangeError("1 Count cannot be compared with a metric in Seconds"),
  );
});
