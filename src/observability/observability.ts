import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { AutoScalingGroupMetrics } from "../compute/auto-scaling-group";
import type { InstanceMetrics } from "../compute/instance-metrics";
import type { EnvironmentNames } from "../config/names";
import type { DistributionMetrics } from "../frontend/distribution";
import type { ApiMetrics } from "../traffic/api";
import type { LoadBalancerMetrics } from "../traffic/load-balancer";
import type { LoadBalancedSettings, SingleInstanceSettings } from "./alarm-table";
import { loadBalancedAlarms, loadBalancedAnomalies, singleInstanceAlarms } from "./alarm-table";
import { Alarms } from "./alarms";
import type { Row } from "./dashboard";
import { Dashboard } from "./dashboard";
import type { AlarmsAndQueries } from "./dashboard-rows";
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
  /** Other log groups by what they hold, because AWS charges for their volume too. */
  readonly otherLogs: Readonly<Record<string, CloudwatchLogGroup>>;
}

interface SingleInstanceMetrics {
  readonly topology: "single-instance";
  readonly settings: SingleInstanceSettings;
  readonly instance: InstanceMetrics;
}

interface LoadBalancedMetrics {
  readonly topology: "load-balanced";
  readonly settings: LoadBalancedSettings;
  readonly loadBalancer: LoadBalancerMetrics;
  readonly api: ApiMetrics;
  readonly apiLogs: CloudwatchLogGroup;
  readonly group: AutoScalingGroupMetrics;
}

/** The metrics and logs of one topology, with the settings that its alarms depend on. */
export type BackendMetrics = LoadBalancedMetrics | SingleInstanceMetrics;

export interface ObservabilityProps extends CommonProps {
  readonly backend: BackendMetrics;
}

/** Alarms, queries and widgets of a topology. The enabled alarms are known only after the alarms are created. */
interface View extends Omit<AlarmsAndQueries, "enabledAlarms"> {
  readonly rows: (available: AlarmsAndQueries) => Row[];
}

/**
 * The monitoring of an environment (document, section 7; Alerting Strategy; Key Metrics): topics, metrics of log lines,
 * alarms, saved queries and the dashboard.
 */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const { names, accountId, region, emailAddresses, backendLogs, backend } = props;
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
    const { rows, ...view } =
      backend.topology === "single-instance"
        ? singleInstance(props, backend, logs)
        : loadBalanced(props, backend, logs);
    // An alarm and its topic must be in the region of its metrics (decision 18).
    const alarms = view.alarms.filter(({ signal }) =>
      metricsOf(signal).every((metric) => (metric.region ?? region) === region),
    );
    const { enabled } = new Alarms(this, "Alarms", {
      prefix: names.alarmPrefix,
      alarms,
      anomalies: view.anomalies,
      notifications,
    });
    new LogQueries(this, "LogQueries", { folder: names.dashboard, queries: view.queries });
    new Dashboard(this, "Dashboard", {
      name: names.dashboard,
      region,
      rows: rows({ ...view, alarms, enabledAlarms: enabled }),
    });
  }
}

function singleInstance(props: CommonProps, backend: SingleInstanceMetrics, logs: LogMetrics): View {
  const { settings, instance } = backend;
  const { backendLogs } = props;
  const sources = { ...commonSources(props, logs), instances: instance, nginx: logs.nginxRequests() };
  return {
    alarms: singleInstanceAlarms(settings, sources),
    anomalies: [],
    queries: [...requestQueries(nginxRequests(backendLogs)), ...backendQueries(backendLogs)],
    rows: (available) => singleInstanceRows(sources, available),
  };
}

function loadBalanced(props: CommonProps, backend: LoadBalancedMetrics, logs: LogMetrics): View {
  const { settings, loadBalancer, api, apiLogs, group } = backend;
  const { backendLogs } = props;
  const common = commonSources({ ...props, otherLogs: { ...props.otherLogs, api: apiLogs } }, logs);
  const sources = { ...common, instances: group.instances, loadBalancer, api, group };
  const throttled = logs.throttledRequests(apiLogs);
  return {
    alarms: loadBalancedAlarms(settings, sources),
    anomalies: loadBalancedAnomalies(sources),
    queries: [...requestQueries(gatewayRequests(apiLogs)), ...backendQueries(backendLogs)],
    rows: (available) => loadBalancedRows({ ...sources, throttled }, available),
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
