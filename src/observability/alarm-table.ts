import type { AutoScalingGroupMetrics } from "../compute/auto-scaling-group";
import type { InstanceMetrics } from "../compute/instance-metrics";
import { isBurstable } from "../compute/launch-template";
import type { LoadBalancedEnvironment, SingleInstanceEnvironment } from "../config/environment";
import type { DistributionMetrics } from "../frontend/distribution";
import type { HttpApiMetrics } from "../traffic/http-api";
import type { LoadBalancerMetrics } from "../traffic/load-balancer";
import type { AlarmDefinition, AnomalyDefinition, Window } from "./alarms";
import type { LogMetrics, NginxMetrics } from "./log-metrics";
import type { Formula, Metric, Signal } from "../metrics/metric";
import { bytes, count, milliseconds, percent, sumOf } from "../metrics/metric";

/**
 * The document's alarms (section 7; Alerting Strategy) and what its strategy needs beyond them, as a table.
 *
 * Critical alarms look at minutes, warnings at a quarter of an hour. Informative ones look at a day, so that they
 * rarely tell of themselves more often.
 */
const MINUTES: Window = { periodSeconds: 60, evaluationPeriods: 3 };
const FIVE_MINUTES: Window = { periodSeconds: 300, evaluationPeriods: 1 };
const QUARTER_OF_AN_HOUR: Window = { periodSeconds: 300, evaluationPeriods: 3 };
const DAY: Window = { periodSeconds: 86_400, evaluationPeriods: 1 };
const SOME_HOURS_OF_A_DAY = (hours: number): Window => ({
  periodSeconds: 3600,
  evaluationPeriods: 24,
  datapointsToAlarm: hours,
});

/** Below it a rate is chance: one failed request of two is 50 %. */
const MINIMUM_REQUESTS = 20;

/** T2 instances start with 30 credits; at 10 a t2.micro has ten minutes of a whole CPU left. */
const LOW_CPU_CREDITS = 10;
/** T3 instances start with none, and the smallest earns 6 an hour (AWS, Burstable performance instances). */
const CREDITS_OF_THE_START: Window = { periodSeconds: 300, evaluationPeriods: 36 };

/** AWS's own default for anomaly bands. */
const DEVIATIONS = 2;

/** Something that says whether instances are meant to run (decision 17), where a schedule stops them. */
interface Running {
  /** Above 0 while they are; 0, or without data, while they are not. */
  readonly metric: Metric;
  /** How long an instance may boot after a start before it is missed. */
  readonly bootSeconds: number;
}

/** What every topology watches. */
interface Sources {
  readonly instances: InstanceMetrics;
  readonly distribution: DistributionMetrics;
  readonly logs: LogMetrics;
  /** What each log group takes in, by any key. */
  readonly incomingBytes: Readonly<Record<string, Metric>>;
}

/** What of the configuration the tables depend on. */
export type SingleInstanceSettings = Pick<SingleInstanceEnvironment, "alarms" | "instance" | "offHours">;
export type LoadBalancedSettings = Pick<
  LoadBalancedEnvironment,
  "alarms" | "autoScaling" | "instance" | "offHours"
>;

export interface SingleInstanceSources extends Sources {
  readonly nginx: NginxMetrics;
}

export interface LoadBalancedSources extends Sources {
  readonly loadBalancer: LoadBalancerMetrics;
  readonly api: HttpApiMetrics;
  readonly group: AutoScalingGroupMetrics;
}

export function singleInstanceAlarms(
  settings: SingleInstanceSettings,
  sources: SingleInstanceSources,
): AlarmDefinition[] {
  const { alarms: thresholds, offHours } = settings;
  const { instances, nginx } = sources;
  // EC2 itself publishes what a running instance does, and nothing of a stopped one.
  const running: Running = {
    metric: { ...instances.cpuUtilization, statistic: "SampleCount" },
    bootSeconds: 0,
  };
  return [
    {
      id: "status-check",
      severity: "critical",
      signal: instances.statusCheckFailed,
      when: "at least",
      threshold: count(1),
      window: MINUTES,
      // A stopped instance has no data: an outage, unless a schedule stops it.
      missingData: offHours ? "notBreaching" : "breaching",
    },
    {
      id: "server-errors",
      severity: "critical",
      signal: nginx.serverErrors,
      when: "above",
      threshold: count(thresholds.serverErrorsPerFiveMinutes),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    ...commonAlarms(settings, sources, offHours && running),
  ];
}

export function loadBalancedAlarms(
  settings: LoadBalancedSettings,
  sources: LoadBalancedSources,
): AlarmDefinition[] {
  const { alarms: thresholds, autoScaling, offHours } = settings;
  const { loadBalancer, api, group } = sources;
  const running: Running | undefined = offHours && {
    metric: group.desiredCapacity,
    bootSeconds: autoScaling.healthCheckGracePeriodSeconds,
  };
  return [
    {
      id: "service-down",
      severity: "critical",
      ...missed(loadBalancer.healthyHosts, 1, MINUTES, running),
    },
    {
      id: "server-errors",
      severity: "critical",
      signal: sumOf(
        { targets: loadBalancer.targetServerErrors, own: loadBalancer.ownServerErrors },
        "Server errors",
      ),
      when: "above",
      threshold: count(thresholds.serverErrorsPerFiveMinutes),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    {
      id: "gateway-errors",
      severity: "critical",
      signal: rate(
        { errors: api.serverErrors, requests: api.requests },
        "100 * FILL(errors, 0) / requests",
        "API's error rate",
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
      window: QUARTER_OF_AN_HOUR,
      missingData: "notBreaching",
    },
    {
      id: "gateway-latency",
      severity: "warning",
      signal: { ...api.latency, statistic: "p99" },
      when: "above",
      threshold: milliseconds(thresholds.gatewayLatencyMilliseconds),
      window: QUARTER_OF_AN_HOUR,
      missingData: "notBreaching",
    },
    {
      id: "unhealthy-hosts",
      severity: "warning",
      signal: loadBalancer.unhealthyHosts,
      when: "above",
      threshold: count(0),
      window: QUARTER_OF_AN_HOUR,
      missingData: "notBreaching",
    },
    {
      id: "low-instances",
      severity: "warning",
      ...missed(group.inService, thresholds.instanceCount, QUARTER_OF_AN_HOUR, running),
      armed: thresholds.instanceCount <= autoScaling.minSize,
    },
    ...commonAlarms(settings, sources, running),
  ];
}

/** Load that is not what the past lets expect (decision 13). */
export function loadBalancedAnomalies({ api }: LoadBalancedSources): AnomalyDefinition[] {
  return [
    {
      id: "unusual-traffic",
      severity: "info",
      metric: api.requests,
      deviations: DEVIATIONS,
      window: SOME_HOURS_OF_A_DAY(3),
    },
  ];
}

function commonAlarms(
  {
    alarms: thresholds,
    instance,
  }: Pick<LoadBalancedSettings | SingleInstanceSettings, "alarms" | "instance">,
  { instances, distribution, logs, incomingBytes }: Sources,
  running: Running | undefined,
): AlarmDefinition[] {
  const used = (id: AlarmDefinition["id"], signal: Metric, threshold: number): AlarmDefinition => ({
    id,
    severity: "warning",
    signal,
    when: "above",
    threshold: percent(threshold),
    window: QUARTER_OF_AN_HOUR,
    // Where nothing runs nothing is used; agent-silent tells of an agent that is gone.
    missingData: "notBreaching",
  });
  return [
    {
      id: "site-errors",
      severity: "critical",
      signal: rate(
        { errorRate: distribution.serverErrorRate, requests: distribution.requests },
        "errorRate",
        "CloudFront's error rate",
      ),
      when: "above",
      threshold: percent(thresholds.errorRatePercent),
      window: FIVE_MINUTES,
      missingData: "notBreaching",
    },
    used("high-cpu", instances.cpuUtilization, thresholds.cpuUtilizationPercent),
    used("high-memory", instances.memoryUsed, thresholds.memoryUsedPercent),
    used("high-disk", instances.diskUsed, thresholds.diskUsedPercent),
    ...cpuCredits(instance, instances),
    {
      id: "agent-silent",
      severity: "warning",
      ...missed({ ...instances.memoryUsed, statistic: "SampleCount" }, 1, QUARTER_OF_AN_HOUR, running),
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
      window: SOME_HOURS_OF_A_DAY(1),
      missingData: "notBreaching",
    },
    {
      id: "log-volume",
      severity: "info",
      signal: sumOf(incomingBytes, "Bytes of all log groups"),
      when: "above",
      threshold: bytes(thresholds.logBytesPerDay),
      window: DAY,
      missingData: "notBreaching",
    },
  ];
}

/** Burstable types in credit mode standard sink to their baseline when credits are used up; others never do. */
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
      window: type.startsWith("t2.") ? QUARTER_OF_AN_HOUR : CREDITS_OF_THE_START,
      missingData: "notBreaching",
    },
  ];
}

/**
 * For what must be there: raised where it is less than that, or where there is no data of it.
 *
 * Under a schedule only while instances are meant to run, and once a start has had its time to boot. Otherwise it is
 * as if there were enough.
 */
function missed(
  metric: Metric,
  least: number,
  window: Window,
  running: Running | undefined,
): Pick<AlarmDefinition, "signal" | "when" | "threshold" | "window" | "missingData"> {
  const threshold = { value: least, unit: metric.unit };
  if (!running) return { signal: metric, when: "below", threshold, window, missingData: "breaching" };
  const signal: Formula = {
    expression: `IF(running > 0, FILL(value, 0), ${String(least)})`,
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

/** A share of requests in percent, which is 0 where there are too few. */
function rate(
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
