import type { AutoScalingGroupMetrics } from "../compute/auto-scaling-group";
import type { InstanceMetrics } from "../compute/instance-metrics";
import { SCHEDULE_METRICS } from "../compute/off-hours";
import { isBurstable } from "../compute/launch-template";
import type { LoadBalancedEnvironment, SingleInstanceEnvironment } from "../config/environment";
import type { DistributionMetrics } from "../frontend/distribution";
import type { ApiMetrics } from "../traffic/api";
import type { LoadBalancerMetrics } from "../traffic/load-balancer";
import type { AlarmDefinition, AnomalyDefinition, Window } from "./alarms";
import type { LogMetrics, NginxMetrics } from "./log-metrics";
import type { Formula, Metric, Signal } from "../metrics/metric";
import { bytes, count, isFormula, milliseconds, percent, sumOf } from "../metrics/metric";

/**
 * The document's alarms (section 7; Alerting Strategy), and further alarms that the strategy needs, as a table.
 *
 * Critical alarms evaluate 3 or 5 minutes, warnings usually 15 minutes. Informational alarms evaluate a day, so that
 * they rarely notify more than once per day.
 */
const THREE_MINUTES: Window = { periodSeconds: 60, evaluationPeriods: 3 };
const FIVE_MINUTES: Window = { periodSeconds: 300, evaluationPeriods: 1 };
const FIFTEEN_MINUTES: Window = { periodSeconds: 300, evaluationPeriods: 3 };
const QUARTER_OF_AN_HOUR: Window = { periodSeconds: 900, evaluationPeriods: 1 };
const ONE_DAY: Window = { periodSeconds: 86_400, evaluationPeriods: 1 };
const hoursPerDay = (hours: number): Window => ({
  periodSeconds: 3600,
  evaluationPeriods: 24,
  datapointsToAlarm: hours,
});

/** Error rates of fewer requests are not meaningful: one failed request of two is 50 %. */
const MINIMUM_REQUESTS = 20;

/** T2 instances start with 30 credits. 10 credits are ten minutes of a full vCPU on a t2.micro. */
const LOW_CPU_CREDITS = 10;
/** T3 instances start with no credits, and the smallest earns 6 per hour (AWS, Burstable performance instances). */
const THREE_HOURS: Window = { periodSeconds: 300, evaluationPeriods: 36 };

/** Width of the anomaly band in standard deviations: AWS's default. */
const BAND_DEVIATIONS = 2;

/** Whether instances should be running, for environments in which a schedule stops them (decision 17). */
interface RunningState {
  /** Above 0 while instances should be running. Otherwise 0 or without data. */
  readonly metric: Metric;
  /** How long an instance may boot after a start before it counts as missing. */
  readonly bootSeconds: number;
  /** A condition that holds if the backend serves during a whole period of five minutes, and its metrics. */
  readonly serving: { readonly condition: string; readonly metrics: Readonly<Record<string, Metric>> };
}

/** The metrics that the alarms and widgets of both topologies use. */
export interface CommonSources {
  readonly instances: InstanceMetrics;
  readonly distribution: DistributionMetrics;
  readonly logs: LogMetrics;
  /** Incoming bytes of each log group. The keys name the series. */
  readonly incomingBytes: Readonly<Record<string, Metric>>;
}

/** The settings that the alarms depend on. */
export type SingleInstanceSettings = Pick<SingleInstanceEnvironment, "alarms" | "instance" | "offHours">;
export type LoadBalancedSettings = Pick<
  LoadBalancedEnvironment,
  "alarms" | "autoScaling" | "instance" | "offHours"
>;

export interface SingleInstanceSources extends CommonSources {
  readonly nginx: NginxMetrics;
}

export interface LoadBalancedSources extends CommonSources {
  readonly loadBalancer: LoadBalancerMetrics;
  readonly api: ApiMetrics;
  readonly group: AutoScalingGroupMetrics;
}

export function singleInstanceAlarms(
  settings: SingleInstanceSettings,
  sources: SingleInstanceSources,
): AlarmDefinition[] {
  const { alarms: thresholds, offHours } = settings;
  const { instances, nginx } = sources;
  // EC2 publishes this metric for a running instance only.
  const samples: Metric = { ...instances.cpuUtilization, statistic: "SampleCount" };
  const running: RunningState | undefined = offHours && {
    metric: samples,
    bootSeconds: 0,
    // One sample per minute (detailed monitoring).
    serving: { condition: "running >= 5", metrics: { running: samples } },
  };
  return [
    {
      id: "status-check",
      severity: "critical",
      signal: instances.statusCheckFailed,
      when: "at least",
      threshold: count(1),
      window: THREE_MINUTES,
      // A stopped instance has no data. That is an outage, unless a schedule stops it.
      missingData: offHours ? "notBreaching" : "breaching",
    },
    {
      id: "server-errors",
      severity: "critical",
      signal: whileServing(nginx.serverErrors, running),
      when: "above",
      threshold: count(thresholds.serverErrorsPerFiveMinutes),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    ...(offHours
      ? [
          {
            id: "off-hours",
            severity: "warning",
            signal: sumOf(SCHEDULE_METRICS, "Failed calls of schedules"),
            when: "at least",
            threshold: count(1),
            window: QUARTER_OF_AN_HOUR,
            missingData: "notBreaching",
          } satisfies AlarmDefinition,
        ]
      : []),
    ...commonAlarms(settings, sources, running),
  ];
}

export function loadBalancedAlarms(
  settings: LoadBalancedSettings,
  sources: LoadBalancedSources,
): AlarmDefinition[] {
  const { alarms: thresholds, autoScaling, offHours } = settings;
  const { loadBalancer, api, group } = sources;
  const running: RunningState | undefined = offHours && {
    metric: group.desiredCapacity,
    bootSeconds: autoScaling.healthCheckGracePeriodSeconds,
    // An evening's last target has data only until it is deregistered, so healthy hosts alone are not enough.
    serving: {
      condition: "running > 0 AND FILL(healthy, 0) > 0",
      metrics: {
        running: { ...group.desiredCapacity, statistic: "Minimum" },
        healthy: loadBalancer.healthyHosts,
      },
    },
  };
  return [
    {
      id: "service-down",
      severity: "critical",
      ...belowMinimum(loadBalancer.healthyHosts, 1, THREE_MINUTES, running),
    },
    {
      id: "server-errors",
      severity: "critical",
      signal: whileServing(
        sumOf(
          { targets: loadBalancer.targetServerErrors, own: loadBalancer.ownServerErrors },
          "Server errors",
        ),
        running,
      ),
      when: "above",
      threshold: count(thresholds.serverErrorsPerFiveMinutes),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    {
      id: "gateway-errors",
      severity: "critical",
      signal: whileServing(
        requestRate(
          { errors: api.serverErrors, requests: api.requests },
          "100 * FILL(errors, 0) / requests",
          "API Gateway error rate",
        ),
        running,
      ),
      when: "above",
      threshold: percent(thresholds.errorRatePercent),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    {
      id: "high-latency",
      severity: "warning",
      signal: loadBalancer.targetResponseTime,
      when: "above",
      threshold: milliseconds(thresholds.latencyMilliseconds),
      window: FIFTEEN_MINUTES,
      missingData: "notBreaching",
    },
    {
      id: "gateway-latency",
      severity: "warning",
      signal: { ...api.latency, statistic: "p99" },
      when: "above",
      threshold: milliseconds(thresholds.gatewayLatencyMilliseconds),
      window: FIFTEEN_MINUTES,
      missingData: "notBreaching",
    },
    {
      id: "unhealthy-hosts",
      severity: "warning",
      signal: loadBalancer.unhealthyHosts,
      when: "above",
      threshold: count(0),
      window: FIFTEEN_MINUTES,
      missingData: "notBreaching",
    },
    {
      id: "low-instances",
      severity: "warning",
      ...belowMinimum(group.inService, thresholds.instanceCount, FIFTEEN_MINUTES, running),
      actionsEnabled: thresholds.instanceCount <= autoScaling.minSize,
    },
    ...commonAlarms(settings, sources, running),
  ];
}

/** Traffic outside of the range that CloudWatch expects from past traffic (decision 13). */
export function loadBalancedAnomalies({ api }: LoadBalancedSources): AnomalyDefinition[] {
  return [
    {
      id: "unusual-traffic",
      severity: "info",
      metric: api.requests,
      deviations: BAND_DEVIATIONS,
      window: hoursPerDay(3),
    },
  ];
}

function commonAlarms(
  {
    alarms: thresholds,
    instance,
  }: Pick<LoadBalancedSettings | SingleInstanceSettings, "alarms" | "instance">,
  { instances, distribution, logs, incomingBytes }: CommonSources,
  running: RunningState | undefined,
): AlarmDefinition[] {
  const utilization = (id: AlarmDefinition["id"], signal: Metric, threshold: number): AlarmDefinition => ({
    id,
    severity: "warning",
    signal,
    when: "above",
    threshold: percent(threshold),
    window: FIFTEEN_MINUTES,
    // Stopped instances publish no data. The alarm agent-silent detects an agent that stopped.
    missingData: "notBreaching",
  });
  return [
    {
      id: "site-errors",
      severity: "critical",
      signal: whileServing(
        requestRate(
          { errorRate: distribution.serverErrorRate, requests: distribution.requests },
          "errorRate",
          "CloudFront error rate",
        ),
        running,
      ),
      when: "above",
      threshold: percent(thresholds.errorRatePercent),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    utilization("high-cpu", instances.cpuUtilization, thresholds.cpuUtilizationPercent),
    utilization("high-memory", instances.memoryUsed, thresholds.memoryUsedPercent),
    utilization("high-disk", instances.diskUsed, thresholds.diskUsedPercent),
    ...cpuCredits(instance, instances),
    {
      id: "agent-silent",
      severity: "warning",
      ...belowMinimum({ ...instances.memoryUsed, statistic: "SampleCount" }, 1, FIFTEEN_MINUTES, running),
    },
    {
      id: "boot-failed",
      severity: "warning",
      signal: logs.failedBootSteps,
      when: "above",
      threshold: count(0),
      window: { periodSeconds: 900, evaluationPeriods: 1 },
      missingData: "notBreaching",
    },
    {
      id: "failed-logins",
      severity: "info",
      signal: logs.failedLogins,
      when: "above",
      threshold: count(thresholds.failedLoginsPerHour),
      window: hoursPerDay(1),
      missingData: "notBreaching",
    },
    {
      id: "log-volume",
      severity: "info",
      signal: sumOf(incomingBytes, "Bytes in all log groups"),
      when: "above",
      threshold: bytes(thresholds.logBytesPerDay),
      window: ONE_DAY,
      missingData: "notBreaching",
    },
  ];
}

/** Only burstable types in the credit mode standard drop to their baseline CPU when they run out of credits. */
function cpuCredits(
  { type, cpuCredits }: { readonly type: string; readonly cpuCredits: string },
  { cpuCreditBalance }: InstanceMetrics,
): AlarmDefinition[] {
  if (!isBurstable(type) || cpuCredits !== "standard") return [];
  return [
    {
      id: "cpu-credits-low",
      severity: "warning",
      signal: cpuCreditBalance,
      when: "below",
      threshold: count(LOW_CPU_CREDITS),
      window: type.startsWith("t2.") ? FIFTEEN_MINUTES : THREE_HOURS,
      missingData: "notBreaching",
    },
  ];
}

/**
 * The part of an alarm that fires when a metric is below a minimum or missing.
 *
 * With a schedule, it fires only while instances should be running, and only after a start has had time to boot. At
 * other times the metric counts as the minimum.
 */
function belowMinimum(
  metric: Metric,
  minimum: number,
  window: Window,
  running: RunningState | undefined,
): Pick<AlarmDefinition, "signal" | "when" | "threshold" | "window" | "missingData"> {
  const threshold = { value: minimum, unit: metric.unit };
  if (!running) return { signal: metric, when: "below", threshold, window, missingData: "breaching" };
  const signal: Formula = {
    expression: `IF(running > 0, FILL(value, 0), ${String(minimum)})`,
    metrics: { running: running.metric, value: metric },
    label: metric.name,
    unit: metric.unit,
  };
  const bootPeriods = Math.ceil(running.bootSeconds / window.periodSeconds);
  return {
    signal,
    when: "below",
    threshold,
    window: { ...window, evaluationPeriods: window.evaluationPeriods + bootPeriods },
    missingData: "notBreaching",
  };
}

/**
 * With a schedule, errors count only in periods in which the backend serves throughout. At other times every request
 * fails, and what detects an outage is `service-down` or `agent-silent`.
 */
function whileServing(signal: Signal, running: RunningState | undefined): Signal {
  if (!running) return signal;
  const { condition, metrics } = running.serving;
  const { expression, ...formula }: Formula = isFormula(signal)
    ? signal
    : { expression: "value", metrics: { value: signal }, label: signal.name, unit: signal.unit };
  return {
    ...formula,
    expression: `IF(${condition}, ${expression}, 0)`,
    metrics: { ...metrics, ...formula.metrics },
  };
}

/** A share of requests in percent. 0 if there are fewer than `MINIMUM_REQUESTS`. */
function requestRate(
  metrics: { readonly requests: Metric } & Readonly<Record<string, Metric>>,
  expression: string,
  label: string,
): Signal {
  return {
    expression: `IF(requests >= ${String(MINIMUM_REQUESTS)}, ${expression}, 0)`,
    metrics,
    label,
    unit: "Percent",
  };
}
