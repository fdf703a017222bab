import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { AutoScalingGroupMetrics } from "../compute/auto-scaling-group";
import type { InstanceMetrics } from "../compute/instance-metrics";
import type { EnvironmentNames } from "../config/names";
import type { DistributionMetrics } from "../frontend/distribution";
import type { HttpApiMetrics } from "../traffic/http-api";
import type { LoadBalancerMetrics } from "../traffic/load-balancer";
import type { LoadBalancedSettings, SingleInstanceSettings } from "./alarm-table";
import { loadBalancedAlarms, loadBalancedAnomalies, singleInstanceAlarms } from "./alarm-table";
import { Alarms } from "./alarms";
import type { Row } from "./dashboard";
import { Dashboard } from "./dashboard";
import type { Shown } from "./dashboard-rows";
import { loadBalancedRows, singleInstanceRows } from "./dashboard-rows";
import { incomingBytes, LogMetrics } from "./log-metrics";
import { backendQueries, gatewayRequests, LogQueries, nginxRequests, requestQueries } from "./log-queries";
import { metricsOf } from "../metrics/metric";
import { Notifications } from "./notifications";

interface CommonProps {
  readonly names: EnvironmentNames;
  readonly accountId: string;
  readonly region: string;
  readonly emailAddresses: readonly string[];
  readonly distribution: DistributionMetrics;
  readonly backendLogs: CloudwatchLogGroup;
  /** Other log groups by what they hold: they are charged by volume too. */
  readonly otherLogs: Readonly<Record<string, CloudwatchLogGroup>>;
}

interface SingleInstance {
  readonly settings: SingleInstanceSettings;
  readonly instance: InstanceMetrics;
}

interface LoadBalanced {
  readonly settings: LoadBalancedSettings;
  readonly loadBalancer: LoadBalancerMetrics;
  readonly api: HttpApiMetrics;
  readonly apiLogs: CloudwatchLogGroup;
  readonly group: AutoScalingGroupMetrics;
}

/** What there is to watch of a topology alone. */
export type Watched = LoadBalanced | SingleInstance;
export type ObservabilityProps = CommonProps & Watched;

/** What is watched of a topology and how it is shown; which alarms are armed is known when they are made. */
interface View extends Omit<Shown, "armed"> {
  readonly rows: (shown: Shown) => Row[];
}

/**
 * What watches an environment (document, section 7; Alerting Strategy; Key Metrics): topics, metrics of log lines,
 * alarms, saved queries, and the dashboard.
 */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { names, accountId, region, emailAddresses, backendLogs } = props;
    const notifications = new Notifications(this, "Notifications", {
      topics: {
        critical: { name: names.criticalTopic, publishers: ["alarms"] },
        warning: { name: names.warningTopic, publishers: ["alarms"] },
        info: { name: names.infoTopic, publishers: ["alarms"] },
      },
      keyAlias: names.notificationsKeyAlias,
      accountId,
      region,
      emailAddresses,
    });
    const logs = new LogMetrics(this, "LogMetrics", { namespace: names.metricNamespace, backendLogs });
    const { rows, ...view } = "instance" in props ? singleInstance(props, logs) : loadBalanced(props, logs);
    // An alarm stands where its metrics are, and so does its topic (decision 18).
    const alarms = view.alarms.filter(({ signal }) =>
      metricsOf(signal).every((metric) => (metric.region ?? region) === region),
    );
    const { armed } = new Alarms(this, "Alarms", {
      prefix: names.alarmPrefix,
      alarms,
      anomalies: view.anomalies,
      notifications,
    });
    new LogQueries(this, "LogQueries", { folder: names.dashboard, queries: view.queries });
    new Dashboard(this, "Dashboard", {
      name: names.dashboard,
      region,
      rows: rows({ ...view, alarms, armed }),
    });
  }
}

function singleInstance(props: CommonProps & SingleInstance, logs: LogMetrics): View {
  const { settings, instance, backendLogs } = props;
  const sources = { ...commonSources(props, logs), instances: instance, nginx: logs.nginxRequests() };
  return {
    alarms: singleInstanceAlarms(settings, sources),
    anomalies: [],
    queries: [...requestQueries(nginxRequests(backendLogs)), ...backendQueries(backendLogs)],
    rows: (shown) => singleInstanceRows(sources, shown),
  };
}

function loadBalanced(props: CommonProps & LoadBalanced, logs: LogMetrics): View {
  const { settings, loadBalancer, api, apiLogs, group, backendLogs } = props;
  const common = commonSources({ ...props, otherLogs: { ...props.otherLogs, api: apiLogs } }, logs);
  const sources = { ...common, instances: group.instances, loadBalancer, api, group };
  const throttled = logs.throttledRequests(apiLogs);
  return {
    alarms: loadBalancedAlarms(settings, sources),
    anomalies: loadBalancedAnomalies(sources),
    queries: [...requestQueries(gatewayRequests(apiLogs)), ...backendQueries(backendLogs)],
    rows: (shown) => loadBalancedRows({ ...sources, throttled }, shown),
  };
}

function commonSources({ distribution, backendLogs, otherLogs }: CommonProps, logs: LogMetrics) {
  const groups = Object.entries({ backend: backendLogs, ...otherLogs });
  return {
    distribution,
    logs,
    incomingBytes: Object.fromEntries(groups.map(([what, group]) => [what, incomingBytes(group)])),
  };
}
