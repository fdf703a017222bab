import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { CommonSources, LoadBalancedSources, SingleInstanceSources } from "./alarm-table";
import type { AlarmDefinition, AnomalyDefinition } from "./alarms";
import type { LogWidget, MetricWidget, Row } from "./dashboard";
import type { LogQuery, QueryId } from "./log-queries";
import type { Metric } from "../metrics/metric";
import type { AlarmId } from "./runbooks";

/** The alarms and queries of an environment, from which widgets select theirs. */
export interface AlarmsAndQueries {
  /** The alarms whose actions are enabled, for their states. */
  readonly enabledAlarms: readonly CloudwatchMetricAlarm[];
  /** All alarms, for their thresholds. */
  readonly alarms: readonly AlarmDefinition[];
  readonly anomalies: readonly AnomalyDefinition[];
  readonly queries: readonly LogQuery[];
}

const STATUS_HEIGHT = 3;
const GRAPH_HEIGHT = 6;
const LOG_HEIGHT = 7;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

const withP99 = (metric: Metric): Metric => ({ ...metric, statistic: "p99" });

/** The document's widgets without those for the Auto Scaling group and the load balancer, which this topology lacks. */
export function singleInstanceRows(sources: SingleInstanceSources, available: AlarmsAndQueries): Row[] {
  const { instances, nginx } = sources;
  return [
    statusRow(available),
    graphRow(
      graph(available, "Requests", { nginx: nginx.requests }),
      graph(available, "Server errors", { nginx: nginx.serverErrors }, "server-errors"),
      graph(available, "Response times", {
        average: nginx.responseTime,
        p99: withP99(nginx.responseTime),
      }),
    ),
    graphRow(
      graph(available, "Instance status", { "Failed checks": instances.statusCheckFailed }, "status-check"),
      cpu(sources, available),
      memoryAndDisk(sources, available),
    ),
    graphRow(
      graph(available, "Connections", { "Established TCP": instances.tcpConnections }),
      network(sources, available),
      cpuCredits(sources, available),
    ),
    ...commonRows(sources, available),
  ];
}

/** The document's eight widgets (section 7) and its Key Metrics. */
export function loadBalancedRows(
  sources: LoadBalancedSources & { readonly throttled: Metric },
  available: AlarmsAndQueries,
): Row[] {
  const { loadBalancer, api, group, instances, throttled } = sources;
  const [unusual] = available.anomalies;
  return [
    statusRow(available),
    graphRow(
      {
        ...graph(available, "Requests", {
          "API Gateway": api.requests,
          "Load balancer": loadBalancer.requests,
        }),
        // The anomaly band is valid for the period of its alarm only.
        ...(unusual && {
          periodSeconds: unusual.window.periodSeconds,
          expected: { label: "API Gateway", deviations: unusual.deviations },
        }),
      },
      graph(
        available,
        "Server errors",
        {
          Instances: loadBalancer.targetServerErrors,
          "Load balancer": loadBalancer.ownServerErrors,
          "API Gateway": api.serverErrors,
        },
        "server-errors",
      ),
      graph(available, "Throttling", {
        "Throttled (429)": throttled,
        "API Gateway, all 4XX": api.clientErrors,
      }),
    ),
    graphRow(
      graph(
        available,
        "Response times",
        { average: loadBalancer.targetResponseTime, p99: withP99(loadBalancer.targetResponseTime) },
        "high-latency",
      ),
      graph(
        available,
        "API Gateway latency",
        {
          average: api.latency,
          p99: withP99(api.latency),
          "average, integration only": api.integrationLatency,
        },
        "gateway-latency",
      ),
      graph(
        available,
        "Target health",
        { Healthy: loadBalancer.healthyHosts, Unhealthy: loadBalancer.unhealthyHosts },
        "service-down",
      ),
    ),
    graphRow(
      graph(
        available,
        "Auto Scaling group",
        {
          Desired: group.desiredCapacity,
          "In service": group.inService,
          Min: group.minSize,
          Max: group.maxSize,
        },
        "low-instances",
      ),
      cpu(sources, available),
      memoryAndDisk(sources, available),
    ),
    graphRow(
      graph(available, "Connections", {
        "Load balancer, active": loadBalancer.activeConnections,
        "Load balancer, new": loadBalancer.newConnections,
        "Instances, established TCP": instances.tcpConnections,
      }),
      network(sources, available),
      cpuCredits(sources, available),
    ),
    ...commonRows(sources, available),
  ];
}

function commonRows(
  { distribution, logs, incomingBytes }: CommonSources,
  available: AlarmsAndQueries,
): Row[] {
  return [
    graphRow(
      graph(available, "CloudFront requests", { Requests: distribution.requests }),
      graph(
        available,
        "CloudFront error rates",
        { "4XX": distribution.clientErrorRate, "5XX": distribution.serverErrorRate },
        "site-errors",
      ),
      {
        ...graph(available, "Log volume", incomingBytes, "log-volume"),
        periodSeconds: DAY_SECONDS,
        start: "-P14D",
        // The alarm's threshold applies to the sum of all groups.
        stacked: true,
      },
    ),
    logRow(
      logWidget(available, "active-users", "third", "timeSeries"),
      logWidget(available, "feature-use", "third", "table"),
      logWidget(available, "api-use", "third", "table"),
    ),
    logRow(
      logWidget(available, "slowest-routes", "third", "table"),
      logWidget(available, "errors-by-route", "third", "table"),
      logWidget(available, "throttled-clients", "third", "table"),
    ),
    graphRow(
      graph(available, "Errors in logs", { Errors: logs.applicationErrors }),
      {
        ...graph(available, "Failed logins", { "Failed logins": logs.failedLogins }, "failed-logins"),
        periodSeconds: HOUR_SECONDS,
      },
      graph(available, "Failed boot steps", { "Failed steps": logs.failedBootSteps }),
    ),
    logRow(logWidget(available, "application-errors", "full", "table")),
  ];
}

const statusRow = ({ enabledAlarms }: AlarmsAndQueries): Row => ({
  height: STATUS_HEIGHT,
  widgets: [{ title: "Alarms", width: "full", alarms: enabledAlarms }],
});

const graphRow = (...widgets: readonly (MetricWidget | undefined)[]): Row => ({
  height: GRAPH_HEIGHT,
  widgets: widgets.filter((widget) => widget !== undefined),
});

const logRow = (...widgets: readonly LogWidget[]): Row => ({ height: LOG_HEIGHT, widgets });

function graph(
  available: AlarmsAndQueries,
  title: string,
  series: Readonly<Record<string, Metric>>,
  ...alarms: readonly AlarmId[]
): MetricWidget {
  // Alarms that this environment does not have are left out.
  return {
    title,
    width: "third",
    series,
    thresholds: available.alarms.filter(({ id }) => alarms.includes(id)),
  };
}

function logWidget(
  { queries }: AlarmsAndQueries,
  id: QueryId,
  width: LogWidget["width"],
  view: LogWidget["view"],
): LogWidget {
  const query = queries.find((one) => one.id === id);
  if (!query) throw new Error(`dashboard: no query ${id}`);
  return { title: query.title, width, query, view };
}

const cpu = ({ instances }: CommonSources, available: AlarmsAndQueries) =>
  graph(
    available,
    "CPU utilization",
    { "measured by EC2": instances.cpuUtilization, "measured by the agent": instances.cpuUsed },
    "high-cpu",
  );

const memoryAndDisk = ({ instances }: CommonSources, available: AlarmsAndQueries) =>
  graph(
    available,
    "Memory and disk",
    { Memory: instances.memoryUsed, Disk: instances.diskUsed },
    "high-memory",
    "high-disk",
  );

const network = ({ instances }: CommonSources, available: AlarmsAndQueries) =>
  graph(available, "Network throughput", { In: instances.networkIn, Out: instances.networkOut });

/** Undefined unless the environment has an alarm on CPU credits: other instances cannot run out of them. */
const cpuCredits = ({ instances }: CommonSources, available: AlarmsAndQueries) =>
  available.alarms.some(({ id }) => id === "cpu-credits-low")
    ? graph(available, "CPU credits", { Balance: instances.cpuCreditBalance }, "cpu-credits-low")
    : undefined;
