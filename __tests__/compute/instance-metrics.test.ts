import { instanceMetrics } from "../../src/compute/instance-metrics";

const metrics = Object.values(instanceMetrics({ InstanceId: "i-1" }));

test("what an instance publishes is found by the one dimension", () => {
  expect(metrics.map(({ dimensions }) => dimensions)).toEqual(metrics.map(() => ({ InstanceId: "i-1" })));
});

test("namespaces separate AWS's metrics from the agent's", () => {
  const namesIn = (wanted: string) =>
    metrics.filter(({ namespace }) => namespace === wanted).map(({ name, unit }) => `${name} ${unit}`);
  expect(namesIn("AWS/EC2")).toEqual([
    "CPUUtilization Percent",
    "CPUCreditBalance Count",
    "StatusCheckFailed Count",
    "NetworkIn Bytes",
    "NetworkOut Bytes",
  ]);
  expect(namesIn("CareFlowAI")).toEqual([
    "CPU_USED Percent",
    "MEM_USED Percent",
    "DISK_USED Percent",
    "TCP_CONNECTIONS Count",
  ]);
  expect(metrics).toHaveLength(9);
});
