import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { FILTER_PATTERNS } from "./log-format";
import type { Metric } from "../metrics/metric";
import { metricsIn } from "../metrics/metric";

export interface LogMetricsProps {
  /** Namespace of the environment's own: the metrics have no dimension that would tell environments apart. */
  readonly namespace: string;
  readonly backendLogs: CloudwatchLogGroup;
}

type Patterns = readonly (keyof typeof FILTER_PATTERNS)[];

/**
 * What metric filters count in log lines: errors and failed logins of the backend, in plain text and in JSON, and
 * boot steps that fail (`docs/logging.md`). Exposes the metrics.
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
    this.applicationErrors = this.counted("ApplicationErrors", backendLogs, ["errorsInText", "errorsInJson"]);
    this.failedLogins = this.counted("FailedLogins", backendLogs, [
      "failedLoginsInText",
      "failedLoginsInJson",
    ]);
    this.failedBootSteps = this.counted("FailedBootSteps", backendLogs, ["failedBootSteps"]);
  }

  /** Where nginx carries the requests: what its access log tells of them. */
  nginxRequests() {
    const { backendLogs } = this.props;
    return {
      requests: this.counted("Requests", backendLogs, ["nginxRequests"]),
      serverErrors: this.counted("ServerErrors", backendLogs, ["nginxServerErrors"]),
      responseTime: this.responseTime(),
    };
  }

  /** Requests that API Gateway refuses for their rate: it has no metric of them. */
  throttledRequests(accessLogs: CloudwatchLogGroup): Metric {
    return this.counted("ThrottledRequests", accessLogs, ["throttledRequests"]);
  }

  private counted(name: string, logs: CloudwatchLogGroup, patterns: Patterns): Metric {
    const metric = metricsIn(this.props.namespace, {})(name, "Count", "Sum");
    for (const pattern of patterns) {
      // Zero where lines arrive and none matches, so that no data means no lines.
      this.filter(pattern, logs, metric, { value: "1", defaultValue: "0" });
    }
    return metric;
  }

  private responseTime(): Metric {
    const metric = metricsIn(this.props.namespace, {})("ResponseTime", "Seconds", "Average");
    this.filter("nginxRequests", this.props.backendLogs, metric, { value: "$.request_time_s" });
    return metric;
  }

  private filter(
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

/** What a log group takes in (AWS, Monitoring with CloudWatch metrics, CloudWatch Logs). */
export function incomingBytes(logs: CloudwatchLogGroup): Metric {
  return metricsIn("AWS/Logs", { LogGroupName: logs.name })("IncomingBytes", "Bytes", "Sum");
}
