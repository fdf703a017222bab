import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Metric, Quantity, Signal } from "../metrics/metric";
import { inUnit, isFormula } from "../metrics/metric";
import type { Notifications, Severity } from "./notifications";
import type { AlarmId } from "./runbooks";
import { alarmDescription } from "./runbooks";

/** The periods that an alarm evaluates, and how many of them must breach the threshold. */
export interface Window {
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** Periods that must breach. All of `evaluationPeriods` if undefined (default). */
  readonly datapointsToAlarm?: number;
}

/** A row of the alarm table. */
export interface AlarmDefinition {
  readonly id: AlarmId;
  readonly severity: Severity;
  readonly signal: Signal;
  /** The alarm fires when the signal is on this side of the threshold. */
  readonly when: "above" | "below" | "at least";
  readonly threshold: Quantity;
  readonly window: Window;
  /** How CloudWatch treats a period without data. */
  readonly missingData: "breaching" | "notBreaching";
  /** False if the environment's settings would keep the alarm in ALARM (decision 1). True if undefined (default). */
  readonly actionsEnabled?: boolean;
}

/** An alarm on a metric that rises above the band that CloudWatch expects from its past values. */
export interface AnomalyDefinition {
  readonly id: AlarmId;
  readonly severity: Severity;
  readonly metric: Metric;
  /** Width of the band on either side of the expected value, in standard deviations. */
  readonly deviations: number;
  readonly window: Window;
}

const OPERATORS = {
  above: "GreaterThanThreshold",
  below: "LessThanThreshold",
  "at least": "GreaterThanOrEqualToThreshold",
} as const;

/** The expression for the expected band of a metric, by the metric's ID in an alarm or a widget. */
export const anomalyBand = (id: string, deviations: number) =>
  `ANOMALY_DETECTION_BAND(${id}, ${String(deviations)})`;

/** The alarm's threshold in the unit of its signal. */
export const thresholdOf = ({ threshold, signal }: AlarmDefinition): number => inUnit(threshold, signal.unit);

export interface AlarmsProps {
  /** Prefix of the alarms' names, without the hyphen. */
  readonly prefix: string;
  readonly alarms: readonly AlarmDefinition[];
  readonly anomalies: readonly AnomalyDefinition[];
  readonly notifications: Notifications;
}

/**
 * The alarms of a table. Each notifies the topic of its severity. All but "info" also notify when they return to OK.
 * Exposes the alarms whose actions are enabled, which the dashboard shows.
 */
export class Alarms extends Construct {
  readonly enabled: readonly CloudwatchMetricAlarm[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    const alarms = props.alarms.map((alarm) => this.onThreshold(alarm));
    const anomalies = props.anomalies.map((anomaly) => this.onAnomaly(anomaly));
    this.enabled = [
      ...alarms.filter((_, index) => props.alarms[index]?.actionsEnabled !== false),
      ...anomalies,
    ];
  }

  private onThreshold(alarm: AlarmDefinition): CloudwatchMetricAlarm {
    const { signal, window } = alarm;
    return new CloudwatchMetricAlarm(this, alarm.id, {
      ...this.common(alarm),
      ...(isFormula(signal)
        ? {
            metricQuery: [
              {
                id: "result",
                expression: signal.expression,
                label: signal.label,
                returnData: true,
              },
              ...Object.entries(signal.metrics).map(([key, metric]) => metricQuery(key, metric, window)),
            ],
          }
        : {
            namespace: signal.namespace,
            metricName: signal.name,
            dimensions: signal.dimensions,
            period: window.periodSeconds,
            ...statistic(signal),
          }),
      comparisonOperator: OPERATORS[alarm.when],
      threshold: thresholdOf(alarm),
      treatMissingData: alarm.missingData,
      actionsEnabled: alarm.actionsEnabled ?? true,
    });
  }

  private onAnomaly(anomaly: AnomalyDefinition): CloudwatchMetricAlarm {
    const { metric, window, deviations } = anomaly;
    return new CloudwatchMetricAlarm(this, anomaly.id, {
      ...this.common(anomaly),
      metricQuery: [
        { ...metricQuery("value", metric, window), returnData: true },
        { id: "band", expression: anomalyBand("value", deviations), label: "Expected", returnData: true },
      ],
      comparisonOperator: "GreaterThanUpperThreshold",
      thresholdMetricId: "band",
      treatMissingData: "notBreaching",
    });
  }

  private common({ id, severity, window }: AlarmDefinition | AnomalyDefinition) {
    const topic = this.props.notifications.topics[severity].arn;
    return {
      alarmName: `${this.props.prefix}-${id}`,
      alarmDescription: alarmDescription(id),
      evaluationPeriods: window.evaluationPeriods,
      datapointsToAlarm: window.datapointsToAlarm ?? window.evaluationPeriods,
      alarmActions: [topic],
      ...(severity !== "info" && { okActions: [topic] }),
    };
  }
}

const metricQuery = (id: string, metric: Metric, { periodSeconds }: Window) => ({
  id,
  metric: {
    namespace: metric.namespace,
    metricName: metric.name,
    dimensions: metric.dimensions,
    period: periodSeconds,
    stat: metric.statistic,
  },
});

/** A percentile is an extended statistic. With too few samples it is not meaningful, so the alarm keeps its state. */
const statistic = ({ statistic }: Metric) =>
  statistic === "p99"
    ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
    : { statistic };
