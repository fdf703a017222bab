import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { linesOf, titleOf, widgetsOf } from "../../src/synthesized/metrics";
import { hardenedStacks } from "../helpers/broken";
import { only, soundStack } from "../helpers/blocks";
import { configWith } from "../helpers/config";
import { synthStack } from "../helpers/synth";

const dashboardOf = (stack: SynthesizedStack) => {
  const dashboard = only(stack, CloudwatchDashboard);
  return new Map(
    widgetsOf(dashboard).map((widget) => [
      titleOf(widget),
      {
        lines: linesOf(dashboard, widget).map(
          ({ label, series, statistic, expression }) =>
            `${label}: ${expression ?? `${series?.namespace ?? ""} ${series?.name ?? ""} ${statistic ?? ""}`}`,
        ),
        thresholds: ((widget.properties.annotations as any)?.horizontal ?? []).map(
          ({ label, value }: { label: string; value: number }) => `${label}: ${String(value)}`,
        ),
      },
    ]),
  );
};
const prod = dashboardOf(soundStack("careflowai-prod"));
const dev = dashboardOf(soundStack("careflowai-dev"));

/** The document's eight widgets (section 7), by the project's. */
test.each<[widget: string, title: string, lines: string[], ...thresholds: string[]]>([
  [
    "request metrics",
    "Requests",
    [
      "API Gateway: AWS/ApiGateway Count Sum",
      "Load balancer: AWS/ApplicationELB RequestCount Sum",
      "Expected: ANOMALY_DETECTION_BAND(m0, 2)",
    ],
  ],
  [
    "response times (avg, P99)",
    "Response times",
    [
      "average: AWS/ApplicationELB TargetResponseTime Average",
      "p99: AWS/ApplicationELB TargetResponseTime p99",
    ],
    "high-latency: 1",
  ],
  [
    "target health",
    "Target health",
    [
      "Healthy: AWS/ApplicationELB HealthyHostCount Minimum",
      "Unhealthy: AWS/ApplicationELB UnHealthyHostCount Maximum",
    ],
    "service-down: 1",
  ],
  [
    "ASG instance counts",
    "Auto Scaling group",
    [
      "Desired: AWS/AutoScaling GroupDesiredCapacity Maximum",
      "In service: AWS/AutoScaling GroupInServiceInstances Minimum",
      "Min: AWS/AutoScaling GroupMinSize Maximum",
      "Max: AWS/AutoScaling GroupMaxSize Maximum",
    ],
    "low-instances (actions disabled): 2",
  ],
  [
    "CPU utilization",
    "CPU utilization",
    ["measured by EC2: AWS/EC2 CPUUtilization Average", "measured by the agent: CareFlowAI CPU_USED Average"],
    "high-cpu: 80",
  ],
  [
    "memory/disk usage",
    "Memory and disk",
    ["Memory: CareFlowAI MEM_USED Maximum", "Disk: CareFlowAI DISK_USED Maximum"],
    "high-memory: 85",
    "high-disk: 80",
  ],
  ["error logs", "Error logs", []],
  [
    "connection metrics",
    "Connections",
    [
      "Load balancer, active: AWS/ApplicationELB ActiveConnectionCount Sum",
      "Load balancer, new: AWS/ApplicationELB NewConnectionCount Sum",
      "Instances, established TCP: CareFlowAI TCP_CONNECTIONS Average",
    ],
  ],
])("the document's %s are there", (_widget, title, lines, ...thresholds) => {
  expect(prod.get(title)).toEqual({ lines, thresholds });
});

test("beyond them there are alarms, network throughput, throttling and business metrics", () => {
  const more = [
    "Alarms",
    "Server errors",
    "Throttling",
    "API Gateway latency",
    "Network throughput",
    "CPU credits",
    "CloudFront requests",
    "CloudFront error rates",
    "Log volume",
    "Active users",
    "Usage by feature",
    "Usage by API route",
    "Slowest routes",
    "Errors by route",
    "Throttled clients",
    "Errors in logs",
    "Failed logins",
    "Failed boot steps",
  ];
  expect([...prod.keys()]).toEqual(expect.arrayContaining(more));
  expect(prod.size).toBe(more.length + 8);
  expect(prod.get("Network throughput")?.lines).toEqual([
    "In: AWS/EC2 NetworkIn Sum",
    "Out: AWS/EC2 NetworkOut Sum",
  ]);
});

test("one instance shows what there is of it", () => {
  expect([...dev.keys()].filter((title) => !prod.has(title))).toEqual(["Instance status"]);
  expect([...prod.keys()].filter((title) => !dev.has(title))).toEqual([
    "Throttling",
    "API Gateway latency",
    "Target health",
    "Auto Scaling group",
  ]);
  expect(dev.get("Response times")?.lines).toEqual([
    "average: CareFlowAI/dev ResponseTime Average",
    "p99: CareFlowAI/dev ResponseTime p99",
  ]);
  expect(dev.get("Server errors")?.thresholds).toEqual(["server-errors: 10"]);
});

test("CPU credits are shown where they can run out", () => {
  const stack = synthStack(
    "careflowai-dev",
    configWith(({ environments }) => (environments.dev.instance = { cpuCredits: "unlimited" })),
  );
  expect([dev, dashboardOf(stack)].map((dashboard) => dashboard.has("CPU credits"))).toEqual([true, false]);
});

test("outside of us-east-1 CloudFront is shown without the thresholds of alarms that are not there", () => {
  for (const stack of hardenedStacks().filter(({ name }) => name.includes("hardened")))
    expect(dashboardOf(stack).get("CloudFront error rates")).toEqual({
      lines: ["4XX: AWS/CloudFront 4xxErrorRate Average", "5XX: AWS/CloudFront 5xxErrorRate Average"],
      thresholds: [],
    });
});
