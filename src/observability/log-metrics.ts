import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { FILTER_PATTERNS } from "./log-format";
import type { Metric } from "../metrics/metric";
import { metricsIn } from "../metrics/metric";

export interface LogMetricsProps {
  /** The environment's namespace. The metrics have no dimension, so the namespace distinguishes environments. */
  readonly namespace: string;
  readonly backendLogs: CloudwatchLogGroup;
}

type Patterns = readonly (keyof typeof FILTER_PATTERNS)[];

/**
 * Metrics that metric filters extract from log lines: errors and failed logins of the backend, in plain text and in
 * JSON, and failed boot steps (`docs/logging.md`). Exposes the metrics.
 */
export class LogMetrics extends Construct {
  readonly applicationErrors: Metric;
  readonly failedLogins: Metric;
  readonly failedBootSteps: Metric;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LogMetricsProps,
  ) {
    super(scope, id);
    const { backendLogs } = props;
    this.applicationErrors = this.countMatches("ApplicationErrors", backendLogs, [
      "errorsInText",
      "errorsInJson",
    ]);
    this.failedLogins = this.countMatches("FailedLogins", backendLogs, [
      "failedLoginsInText",
      "failedLoginsInJson",
    ]);
    this.failedBootSteps = this.countMatches("FailedBootSteps", backendLogs, ["failedBootSteps"]);
  }

  /** Metrics from nginx's access log, for topologies in which every request passes through nginx. */
  nginxRequests() {
    const { backendLogs } = this.props;
    return {
      requests: this.countMatches("Requests", backendLogs, ["nginxRequests"]),
      serverErrors: this.countMatches("ServerErrors", backendLogs, ["nginxServerErrors"]),
      responseTime: this.responseTime(),
    };
  }

  /** Requests that API Gateway throttles. API Gateway itself publishes no such metric. */
  throttledRequests(accessLogs: CloudwatchLogGroup): Metric {
    return this.countMatches("ThrottledRequests", accessLogs, ["throttledRequests"]);
  }

  private countMatches(name: string, logs: CloudwatchLogGroup, patterns: Patterns): Metric {
    const metric = metricsIn(this.props.namespace, {})(name, "Count", "Sum");
    for (const pattern of patterns) {
      // The default value applies if lines arrive and none matches, so that missing data means no lines.
      this.addFilter(pattern, logs, metric, { value: "1", defaultValue: "0" });
    }
    return metric;
  }

  private responseTime(): Metric {
    const metric = metricsIn(this.props.namespace, {})("ResponseTime", "Seconds", "Average");
    this.addFilter("nginxRequests", this.props.backendLogs, metric, { value: "$.request_time_s" });
    return metric;
  }

  private addFilter(
    pattern: keyof typeof FILTER_PATTERNS,
    logs: CloudwatchLogGroup,
    { namespace, name, unit }: Metric,
    value: { readonly value: string; readonly defaultValue?: string },
  ): void {
    new CloudwatchLogMetricFilter(this, `${name}-${pattern}`, {
      name: `${name}-${pattern}`,
      logGroupName: logs.name,
      pattern: FILTER_PATTERNS[pattern],
      metricTransformation: { namespace, name, unit, ...value },
    });
  }
}

export type NginxMetrics = ReturnType<LogMetrics["nginxRequests"]>;

/** Bytes that a log group ingests (AWS, Monitoring with CloudWatch metrics, CloudWatch Logs). */
export function incomingBytes(logs: CloudwatchLogGroup): Metric {
  return metricsIn("AWS/Logs", { LogGroupName: logs.name })("IncomingBytes", "Bytes", "Sum");
}
