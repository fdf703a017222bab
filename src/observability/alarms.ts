import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Metric, Quantity, Signal } from "../metrics/metric";
import { inUnit, isFormula } from "../metrics/metric";
import type { Notifications, Severity } from "./notifications";
import type { AlarmId } from "./runbooks";
import { alarmDescription } from "./runbooks";

/** How often an alarm looks, and how many of its looks must be bad. */
export interface Window {
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** Of the periods; all of them if left out. */
  readonly datapointsToAlarm?: number;
}

/** A row of the alarm table. */
export interface AlarmDefinition {
  readonly id: AlarmId;
  readonly severity: Severity;
  readonly signal: Signal;
  /** Raised where the signal is on this side of the threshold. */
  readonly when: "above" | "below" | "at least";
  readonly threshold: Quantity;
  readonly window: Window;
  /** What a period without data counts as. */
  readonly missingData: "breaching" | "notBreaching";
  /** False for an alarm that the environment's own numbers would keep red: it tells nobody (decision 1). */
  readonly armed?: boolean;
}

/** An alarm on a metric that leaves what its own past lets expect. */
export interface AnomalyDefinition {
  readonly id: AlarmId;
  readonly severity: Severity;
  readonly metric: Metric;
  /** Standard deviations that the band is wide, on either side. */
  readonly deviations: number;
  readonly window: Window;
}

const OPERATORS = {
  above: "GreaterThanThreshold",
  below: "LessThanThreshold",
  "at least": "GreaterThanOrEqualToThreshold",
} as const;

/** The expected band of a metric that a query or a widget calls by an id. */
export const anomalyBand = (id: string, deviations: number) =>
  `ANOMALY_DETECTION_BAND(${id}, ${String(deviations)})`;

/** The alarm's threshold in the unit of what it looks at. */
export const thresholdOf = ({ threshold, signal }: AlarmDefinition): number => inUnit(threshold, signal.unit);

export interface AlarmsProps {
  /** Beginning of their names. */
  readonly prefix: string;
  readonly alarms: readonly AlarmDefinition[];
  readonly anomalies: readonly AnomalyDefinition[];
  readonly notifications: Notifications;
}

/**
 * The alarms of a table. Each tells the topic of its severity, and all but "info" tell when they are green again.
 * Exposes those that are armed to the dashboard.
 */
export class Alarms extends Construct {
  readonly armed: readonly CloudwatchMetricAlarm[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    const alarms = props.alarms.map((alarm) => this.onThreshold(alarm));
    const anomalies = props.anomalies.map((anomaly) => this.onAnomaly(anomaly));
    this.armed = [...alarms.filter((_, index) => props.alarms[index]?.armed !== false), ...anomalies];
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
      actionsEnabled: alarm.armed ?? true,
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

/** A percentile is an extended statistic; with few samples it says little, so that the alarm waits for more. */
const statistic = ({ statistic }: Metric) =>
  statistic === "p99"
    ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
    : { statistic };
