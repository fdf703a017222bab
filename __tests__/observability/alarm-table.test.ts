/** The alarms as they arrive at AWS, by what each looks at. */
import type { JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { nested, text } from "../../src/synthesized/synthesized-stack";
import { SEVERITIES } from "../../src/observability/notifications";
import { hardenedStack, hardenedStacks, soundStacks } from "../helpers/broken";
import { soundStack } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { synthStack } from "../helpers/synth";

const alarmsOf = (stack: SynthesizedStack) =>
  new Map(
    stack
      .resources("aws_cloudwatch_metric_alarm")
      .map(({ body }) => [text(body.alarm_name).replace(`${stack.name}-`, ""), body]),
  );

/** An alarm on one line: its metrics, window and threshold. */
function summary(alarm: JsonObject): string {
  const queries = nested(alarm, "metric_query");
  const reads = [alarm, ...queries.flatMap((query) => nested(query, "metric"))]
    .filter(({ metric_name }) => metric_name !== undefined)
    .map(
      ({ namespace, metric_name, statistic, extended_statistic, stat }) =>
        `${text(namespace)} ${text(metric_name)} ${text(statistic ?? extended_statistic ?? stat)}`,
    )
    .join(", ");
  const expression = queries
    .map((query) => (query.expression === undefined ? "" : text(query.expression)))
    .join("");
  const [period] = [alarm, ...queries.flatMap((query) => nested(query, "metric"))].flatMap(
    ({ period }) => period ?? [],
  );
  const operator =
    {
      GreaterThanThreshold: ">",
      GreaterThanOrEqualToThreshold: ">=",
      LessThanThreshold: "<",
      GreaterThanUpperThreshold: "> expected",
    }[text(alarm.comparison_operator)] ?? "?";
  const [topic] = alarm.alarm_actions as string[];
  const severity = SEVERITIES.find((one) => topic?.toLowerCase().includes(`_${one}_`)) ?? "?";
  return [
    severity,
    reads,
    ...(expression ? [expression] : []),
    `${operator}${alarm.threshold === undefined ? "" : ` ${text(alarm.threshold)}`}`,
    `${text(alarm.datapoints_to_alarm)} of ${text(alarm.evaluation_periods)} x ${text(period)} s`,
    `missing: ${text(alarm.treat_missing_data)}`,
    ...(alarm.actions_enabled === false ? ["actions disabled"] : []),
  ].join(" | ");
}

const tableOf = (stack: SynthesizedStack) =>
  Object.fromEntries([...alarmsOf(stack)].map(([id, alarm]) => [id, summary(alarm)]));

const prod = soundStack("careflowai-prod");
const hardened = (name: string) => hardenedStack(`careflowai-hardened-${name}`);

const COMMON = {
  "site-errors":
    "critical | AWS/CloudFront 5xxErrorRate Average, AWS/CloudFront Requests Sum | IF(requests >= 20, errorRate, 0) | > 5 | 1 of 1 x 300 s | missing: notBreaching",
  "high-cpu": "warning | AWS/EC2 CPUUtilization Average | > 80 | 3 of 3 x 300 s | missing: notBreaching",
  "high-memory": "warning | CareFlowAI MEM_USED Maximum | > 85 | 3 of 3 x 300 s | missing: notBreaching",
  "high-disk": "warning | CareFlowAI DISK_USED Maximum | > 80 | 3 of 3 x 300 s | missing: notBreaching",
  "cpu-credits-low":
    "warning | AWS/EC2 CPUCreditBalance Minimum | < 10 | 3 of 3 x 300 s | missing: notBreaching",
  "agent-silent": "warning | CareFlowAI MEM_USED SampleCount | < 1 | 3 of 3 x 300 s | missing: breaching",
};
const logAlarms = (name: string) => ({
  "boot-failed": `warning | CareFlowAI/${name} FailedBootSteps Sum | > 0 | 1 of 1 x 900 s | missing: notBreaching`,
  "failed-logins": `info | CareFlowAI/${name} FailedLogins Sum | > 20 | 1 of 24 x 3600 s | missing: notBreaching`,
});

test("the load-balanced topology has the document's alarms, and what its strategy needs beyond them", () => {
  expect(tableOf(prod)).toEqual({
    ...COMMON,
    ...logAlarms("prod"),
    "service-down":
      "critical | AWS/ApplicationELB HealthyHostCount Minimum | < 1 | 3 of 3 x 60 s | missing: breaching",
    "server-errors":
      "critical | AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum, AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum | FILL(targets, 0) + FILL(own, 0) | > 10 | 1 of 1 x 300 s | missing: notBreaching",
    "gateway-errors":
      "critical | AWS/ApiGateway 5xx Sum, AWS/ApiGateway Count Sum | IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0) | > 5 | 1 of 1 x 300 s | missing: notBreaching",
    "high-latency":
      "warning | AWS/ApplicationELB TargetResponseTime Average | > 1 | 3 of 3 x 300 s | missing: notBreaching",
    "gateway-latency":
      "warning | AWS/ApiGateway Latency p99 | > 3000 | 3 of 3 x 300 s | missing: notBreaching",
    "unhealthy-hosts":
      "warning | AWS/ApplicationELB UnHealthyHostCount Maximum | > 0 | 3 of 3 x 300 s | missing: notBreaching",
    "low-instances":
      "warning | AWS/AutoScaling GroupInServiceInstances Minimum | < 2 | 3 of 3 x 300 s | missing: breaching | actions disabled",
    "unusual-traffic":
      "info | AWS/ApiGateway Count Sum | ANOMALY_DETECTION_BAND(value, 2) | > expected | 3 of 24 x 3600 s | missing: notBreaching",
    "log-volume":
      "info | AWS/Logs IncomingBytes Sum, AWS/Logs IncomingBytes Sum | FILL(backend, 0) + FILL(api, 0) | > 1000000000 | 1 of 1 x 86400 s | missing: notBreaching",
  });
});

test("staging has the same alarms as prod", () => {
  const staging = tableOf(soundStack("careflowai-staging"));
  expect(JSON.parse(JSON.stringify(staging).replaceAll("/staging", "/prod"))).toEqual(tableOf(prod));
});

test("the single-instance topology has the alarms that it has metrics for", () => {
  expect(tableOf(soundStack("careflowai-dev"))).toEqual({
    ...COMMON,
    ...logAlarms("dev"),
    "status-check":
      "critical | AWS/EC2 StatusCheckFailed Maximum | >= 1 | 3 of 3 x 60 s | missing: breaching",
    "server-errors":
      "critical | CareFlowAI/dev ServerErrors Sum | > 10 | 1 of 1 x 300 s | missing: notBreaching",
    "log-volume":
      "info | AWS/Logs IncomingBytes Sum | FILL(backend, 0) | > 1000000000 | 1 of 1 x 86400 s | missing: notBreaching",
  });
});

test("under a schedule what must be there is asked for only while instances are meant to run, and after a boot", () => {
  expect(tableOf(hardened("balanced"))).toMatchObject({
    // A start may take the grace period of 600 s.
    "service-down":
      "critical | AWS/AutoScaling GroupDesiredCapacity Maximum, AWS/ApplicationELB HealthyHostCount Minimum | IF(running > 0, FILL(value, 0), 1) | < 1 | 13 of 13 x 60 s | missing: notBreaching",
    // At night every request fails, in the morning until a host is healthy.
    "server-errors":
      "critical | AWS/AutoScaling GroupDesiredCapacity Minimum, AWS/ApplicationELB HealthyHostCount Minimum, AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum, AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum | IF(running > 0 AND FILL(healthy, 0) > 0, FILL(targets, 0) + FILL(own, 0), 0) | > 10 | 1 of 1 x 300 s | missing: notBreaching",
    "gateway-errors":
      "critical | AWS/AutoScaling GroupDesiredCapacity Minimum, AWS/ApplicationELB HealthyHostCount Minimum, AWS/ApiGateway 5xx Sum, AWS/ApiGateway Count Sum | IF(running > 0 AND FILL(healthy, 0) > 0, IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0), 0) | > 5 | 1 of 1 x 300 s | missing: notBreaching",
    "low-instances":
      "warning | AWS/AutoScaling GroupDesiredCapacity Maximum, AWS/AutoScaling GroupInServiceInstances Minimum | IF(running > 0, FILL(value, 0), 2) | < 2 | 5 of 5 x 300 s | missing: notBreaching",
    "agent-silent":
      "warning | AWS/AutoScaling GroupDesiredCapacity Maximum, CareFlowAI MEM_USED SampleCount | IF(running > 0, FILL(value, 0), 1) | < 1 | 5 of 5 x 300 s | missing: notBreaching",
  });
  expect(tableOf(hardened("single"))).toMatchObject({
    "status-check":
      "critical | AWS/EC2 StatusCheckFailed Maximum | >= 1 | 3 of 3 x 60 s | missing: notBreaching",
    "server-errors":
      "critical | AWS/EC2 CPUUtilization SampleCount, CareFlowAI/hardened-single ServerErrors Sum | IF(running >= 5, value, 0) | > 10 | 1 of 1 x 300 s | missing: notBreaching",
    "agent-silent":
      "warning | AWS/EC2 CPUUtilization SampleCount, CareFlowAI MEM_USED SampleCount | IF(running > 0, FILL(value, 0), 1) | < 1 | 3 of 3 x 300 s | missing: notBreaching",
  });
});

test.each([
  ["dev", "IF(running >= 5, IF(requests >= 20, errorRate, 0), 0)"],
  ["prod", "IF(running > 0 AND FILL(healthy, 0) > 0, IF(requests >= 20, errorRate, 0), 0)"],
])("under a schedule the site's errors in %s count only while the backend serves", (name, expression) => {
  const stack = synthStack(
    `careflowai-${name}`,
    configWith(({ environments }) => {
      environments[name].offHours = { stopTime: "19:30", startTime: "07:00", timeZone: "America/New_York" };
    }),
  );
  expect(tableOf(stack)["site-errors"]).toContain(` | ${expression} | `);
});

test("alarms on CloudFront are where its metrics are, and nowhere else", () => {
  expect(
    [prod, hardened("balanced"), hardened("single")].map((stack) => alarmsOf(stack).has("site-errors")),
  ).toEqual([true, false, false]);
});

test("flow logs count as log volume", () => {
  expect(tableOf(hardened("balanced"))["log-volume"]).toContain(
    "FILL(backend, 0) + FILL(flow, 0) + FILL(api, 0)",
  );
});

test("the load balancer's own errors count together with its targets'", () => {
  const queries = nested(alarmsOf(prod).get("server-errors") ?? {}, "metric_query");
  expect(queries.flatMap((query) => nested(query, "metric")).map(({ metric_name }) => metric_name)).toEqual([
    "HTTPCode_Target_5XX_Count",
    "HTTPCode_ELB_5XX_Count",
  ]);
});

test.each([
  ["t2.micro", "standard", "3 of 3"],
  ["t3.micro", "standard", "36 of 36"],
  ["t2.micro", "unlimited", undefined],
  ["m7i-flex.large", "standard", undefined],
])("CPU credits of a %s in mode %s are watched over %s periods", (type, cpuCredits, periods) => {
  const stack = synthStack(
    "careflowai-dev",
    configWith(({ environments }) => (environments.dev.instance = { type, cpuCredits })),
  );
  const alarm = tableOf(stack)["cpu-credits-low"];
  expect(alarm?.split(" | ").at(-2)).toBe(periods && `${periods} x 300 s`);
});

test("thresholds are the settings'", () => {
  const stack = synthStack(
    "careflowai-prod",
    configWith(({ environments }) => {
      environments.prod.alarms = {
        serverErrorsPerFiveMinutes: 11,
        errorRatePercent: 12,
        cpuUtilizationPercent: 93,
        memoryUsedPercent: 94,
        diskUsedPercent: 95,
        failedLoginsPerHour: 16,
        logBytesPerDay: 17,
        latencyMilliseconds: 1800,
        gatewayLatencyMilliseconds: 1900,
        instanceCount: 3,
      };
    }),
  );
  const thresholds = Object.fromEntries([...alarmsOf(stack)].map(([id, { threshold }]) => [id, threshold]));
  expect(thresholds).toMatchObject({
    "server-errors": 11,
    "gateway-errors": 12,
    "site-errors": 12,
    "high-cpu": 93,
    "high-memory": 94,
    "high-disk": 95,
    "failed-logins": 16,
    "log-volume": 17,
    "high-latency": 1.8,
    "gateway-latency": 1900,
    "low-instances": 3,
  });
});

describe("severity tiers", () => {
  const all = [...soundStacks(), ...hardenedStacks()].flatMap((stack) => [...alarmsOf(stack)]);
  const seconds = (alarm: JsonObject) => {
    const [period] = [
      alarm,
      ...nested(alarm, "metric_query").flatMap((query) => nested(query, "metric")),
    ].flatMap((one) => one.period ?? []);
    return Number(period) * Number(alarm.evaluation_periods);
  };
  const of = (severity: string) => all.filter(([, alarm]) => summary(alarm).startsWith(severity));

  test("critical alarms fire within five minutes, or after the boot that a schedule starts", () => {
    expect(of("critical").length).toBeGreaterThan(10);
    for (const [, alarm] of of("critical"))
      expect(seconds(alarm)).toBeLessThanOrEqual(summary(alarm).includes("IF(running") ? 300 + 600 : 300);
  });

  test("warnings fire after a quarter of an hour, and info after a day", () => {
    expect(of("warning").length).toBeGreaterThan(20);
    for (const [, alarm] of of("warning")) expect(seconds(alarm)).toBeGreaterThanOrEqual(900);
    expect(of("info").length).toBeGreaterThan(8);
    for (const [, alarm] of of("info")) expect(seconds(alarm)).toBe(86_400);
  });

  test("all but info notify when they end", () => {
    for (const [, alarm] of all)
      expect(alarm.ok_actions).toEqual(summary(alarm).startsWith("info") ? undefined : alarm.alarm_actions);
  });
});
