import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { JsonObject } from "../../src/synthesized/synthesized-stack";
import { FILTER_PATTERNS } from "../../src/observability/log-format";
import { incomingBytes, LogMetrics } from "../../src/observability/log-metrics";
import type { Metric } from "../../src/metrics/metric";
import { reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const made: Record<string, Metric> = {};
const stack = synthConstruct((scope) => {
  const backendLogs = new CloudwatchLogGroup(scope, "Backend", { name: "backend" });
  const logs = new LogMetrics(scope, "LogMetrics", { namespace: "Test", backendLogs });
  const { applicationErrors, failedLogins, failedBootSteps } = logs;
  const throttled = logs.throttledRequests(new CloudwatchLogGroup(scope, "Api", { name: "api" }));
  Object.assign(made, {
    applicationErrors,
    failedLogins,
    failedBootSteps,
    throttled,
    ...logs.nginxRequests(),
  });
});

test.each<
  [
    metric: string,
    name: string,
    unit: string,
    statistic: string,
    group: string,
    value: string,
    ...patterns: string[],
  ]
>([
  ["applicationErrors", "ApplicationErrors", "Count", "Sum", "backend", "1", "errorsInJson", "errorsInText"],
  [
    "failedLogins",
    "FailedLogins",
    "Count",
    "Sum",
    "backend",
    "1",
    "failedLoginsInJson",
    "failedLoginsInText",
  ],
  ["failedBootSteps", "FailedBootSteps", "Count", "Sum", "backend", "1", "failedBootSteps"],
  ["throttled", "ThrottledRequests", "Count", "Sum", "api", "1", "throttledRequests"],
  ["requests", "Requests", "Count", "Sum", "backend", "1", "nginxRequests"],
  ["serverErrors", "ServerErrors", "Count", "Sum", "backend", "1", "nginxServerErrors"],
  ["responseTime", "ResponseTime", "Seconds", "Average", "backend", "$.request_time_s", "nginxRequests"],
])("%s is what its filters make", (metric, name, unit, statistic, group, value, ...patterns) => {
  expect(made[metric]).toEqual({ namespace: "Test", name, dimensions: {}, unit, statistic });
  const filters = resourcesOf(stack, CloudwatchLogMetricFilter).filter(
    ({ body }) => (body.metric_transformation as JsonObject).name === name,
  );
  expect(filters.map(({ body }) => body)).toEqual(
    patterns.map((pattern) => ({
      name: `${name}-${pattern}`,
      log_group_name: reference(stack, CloudwatchLogGroup, "name", { name: group }),
      pattern: FILTER_PATTERNS[pattern as keyof typeof FILTER_PATTERNS],
      metric_transformation: {
        namespace: "Test",
        name,
        unit,
        value,
        // A count of nothing is 0; a time of nothing is not.
        ...(unit === "Count" && { default_value: "0" }),
      },
    })),
  );
});

test("nothing else is filtered", () => {
  expect(resourcesOf(stack, CloudwatchLogMetricFilter)).toHaveLength(9);
});

test("a log group's bytes are AWS's own metric", () => {
  synthConstruct((scope) => {
    const logs = new CloudwatchLogGroup(scope, "Logs", { name: "x" });
    expect(incomingBytes(logs)).toMatchObject({
      namespace: "AWS/Logs",
      name: "IncomingBytes",
      unit: "Bytes",
      statistic: "Sum",
    });
    expect(Object.keys(incomingBytes(logs).dimensions)).toEqual(["LogGroupName"]);
  });
});
