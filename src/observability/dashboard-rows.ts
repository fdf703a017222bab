import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { LoadBalancedSources, SingleInstanceSources } from "./alarm-table";
import type { AlarmDefinition, AnomalyDefinition } from "./alarms";
import type { LogWidget, MetricWidget, Row } from "./dashboard";
import type { LogQuery, QueryId } from "./log-queries";
import type { Metric } from "../metrics/metric";
import type { AlarmId } from "./runbooks";

/** What widgets choose from beside metrics. */
export interface Shown {
  /** The alarms that may be red for a reason. */
  readonly armed: readonly CloudwatchMetricAlarm[];
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

/** Of the document's widgets the group's and the load balancer's are missing: there is neither. */
export function singleInstanceRows(sources: SingleInstanceSources, shown: Shown): Row[] {
  const { instances, nginx } = sources;
  return [
    status(shown),
    graphs(
      graph(shown, "Requests", { nginx: nginx.requests }),
      graph(shown, "Server errors", { nginx: nginx.serverErrors }, "server-errors"),
      graph(shown, "Response times", {
        average: nginx.responseTime,
        "99 of 100": withP99(nginx.responseTime),
      }),
    ),
    graphs(
      graph(shown, "Instance status", { "Failed checks": instances.statusCheckFailed }, "status-check"),
      cpu(sources, shown),
      memoryAndDisk(sources, shown),
    ),
    graphs(
      graph(shown, "Connections", { "TCP, established": instances.tcpConnections }),
      network(sources, shown),
      cpuCredits(sources, shown),
    ),
    ...commonRows(sources, shown),
  ];
}

/** The document's eight widgets (section 7) and its key metrics. */
export function loadBalancedRows(
  sources: LoadBalancedSources & { readonly throttled: Metric },
  shown: Shown,
): Row[] {
  const { loadBalancer, api, group, instances, throttled } = sources;
  const [unusual] = shown.anomalies;
  return [
    status(shown),
    graphs(
      {
        ...graph(shown, "Requests", { "API Gateway": api.requests, "Load balancer": loadBalancer.requests }),
        // An anomaly's band is drawn for the period that its alarm looks at.
        ...(unusual && {
          periodSeconds: unusual.window.periodSeconds,
          expected: { label: "API Gateway", deviations: unusual.deviations },
        }),
      },
      graph(
        shown,
        "Server errors",
        {
          Instances: loadBalancer.targetServerErrors,
          "Load balancer": loadBalancer.ownServerErrors,
          "API Gateway": api.serverErrors,
        },
        "server-errors",
      ),
      graph(shown, "Throttling", { "Refused (429)": throttled, "API Gateway, all 4XX": api.clientErrors }),
    ),
    graphs(
      graph(
        shown,
        "Response times",
        { average: loadBalancer.targetResponseTime, "99 of 100": withP99(loadBalancer.targetResponseTime) },
        "high-latency",
      ),
      graph(
        shown,
        "API Gateway latency",
        {
          average: api.latency,
          "99 of 100": withP99(api.latency),
          "average without API Gateway's own": api.integrationLatency,
        },
        "gateway-latency",
      ),
      graph(
        shown,
        "Target health",
        { Healthy: loadBalancer.healthyHosts, Unhealthy: loadBalancer.unhealthyHosts },
        "service-down",
      ),
    ),
    graphs(
      graph(
        shown,
        "Auto Scaling group",
        {
          Desired: group.desiredCapacity,
          "In service": group.inService,
          Min: group.minSize,
          Max: group.maxSize,
        },
        "low-instances",
      ),
      cpu(sources, shown),
      memoryAndDisk(sources, shown),
    ),
    graphs(
      graph(shown, "Connections", {
        "Load balancer, active": loadBalancer.activeConnections,
        "Load balancer, new": loadBalancer.newConnections,
        "Instances, TCP, established": instances.tcpConnections,
      }),
      network(sources, shown),
      cpuCredits(sources, shown),
    ),
    ...commonRows(sources, shown),
  ];
}

type CommonSources = Omit<SingleInstanceSources, "nginx">;

function commonRows({ distribution, logs, incomingBytes }: CommonSources, shown: Shown): Row[] {
  return [
    graphs(
      graph(shown, "CloudFront requests", { Requests: distribution.requests }),
      graph(
        shown,
        "CloudFront error rates",
        { "4XX": distribution.clientErrorRate, "5XX": distribution.serverErrorRate },
        "site-errors",
      ),
      {
        ...graph(shown, "Log volume", incomingBytes, "log-volume"),
        periodSeconds: DAY_SECONDS,
        start: "-P14D",
        // The alarm sums the groups.
        stacked: true,
      },
    ),
    answers(
      answer(shown, "active-users", "third", "timeSeries"),
      answer(shown, "feature-use", "third", "table"),
      answer(shown, "api-use", "third", "table"),
    ),
    answers(
      answer(shown, "slowest-routes", "third", "table"),
      answer(shown, "errors-by-route", "third", "table"),
      answer(shown, "throttled-clients", "third", "table"),
    ),
    graphs(
      graph(shown, "Errors in the logs", { Errors: logs.applicationErrors }),
      {
        ...graph(shown, "Failed logins", { "Failed logins": logs.failedLogins }, "failed-logins"),
        periodSeconds: HOUR_SECONDS,
      },
      graph(shown, "Failed boot steps", { "Failed steps": logs.failedBootSteps }),
    ),
    answers(answer(shown, "application-errors", "full", "table")),
  ];
}

const status = ({ armed }: Shown): Row => ({
  height: STATUS_HEIGHT,
  widgets: [{ title: "Alarms", width: "full", alarms: armed }],
});

const graphs = (...widgets: readonly (MetricWidget | undefined)[]): Row => ({
  height: GRAPH_HEIGHT,
  widgets: widgets.filter((widget) => widget !== undefined),
});

const answers = (...widgets: readonly LogWidget[]): Row => ({ height: LOG_HEIGHT, widgets });

function graph(
  shown: Shown,
  title: string,
  series: Readonly<Record<string, Metric>>,
  ...alarms: readonly AlarmId[]
): MetricWidget {
  // An alarm that this environment does not have draws nothing.
  return { title, width: "third", series, thresholds: shown.alarms.filter(({ id }) => alarms.includes(id)) };
}

function answer(
  { queries }: Shown,
  id: QueryId,
  width: LogWidget["width"],
  view: LogWidget["view"],
): LogWidget {
  const query = queries.find((one) => one.id === id);
  if (!query) throw new Error(`no query ${id}`);
  return { title: query.title, width, query, view };
}

const cpu = ({ instances }: CommonSources, shown: Shown) =>
  graph(
    shown,
    "CPU utilization",
    { "seen from outside": instances.cpuUtilization, "seen by the agent": instances.cpuUsed },
    "high-cpu",
  );

const memoryAndDisk = ({ instances }: CommonSources, shown: Shown) =>
  graph(
    shown,
    "Memory and disk",
    { Memory: instances.memoryUsed, Disk: instances.diskUsed },
    "high-memory",
    "high-disk",
  );

const network = ({ instances }: CommonSources, shown: Shown) =>
  graph(shown, "Network throughput", { In: instances.networkIn, Out: instances.networkOut });

/** Where an alarm watches credits there are some. */
const cpuCredits = ({ instances }: CommonSources, shown: Shown) =>
  shown.alarms.some(({ id }) => id === "cpu-credits-low")
    ? graph(shown, "CPU credits", { Balance: instances.cpuCreditBalance }, "cpu-credits-low")
    : undefined;
