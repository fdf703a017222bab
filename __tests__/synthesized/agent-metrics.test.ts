import { stringify } from "yaml";
import { agentMetrics } from "../../src/synthesized/agent-metrics";
import { userDataExpression } from "../../src/compute/boot/user-data";

/** What an agent with these settings publishes, by the names of the dimensions. */
function published(metrics: unknown): string[] {
  const file = {
    path: "/etc/careflowai/amazon-cloudwatch-agent.json",
    content: JSON.stringify({ metrics }),
  };
  const userData = userDataExpression(`#cloud-config\n${stringify({ write_files: [file] })}`);
  return agentMetrics({ user_data: userData }).map(
    ({ namespace, name, dimensions }) => `${namespace} ${name} ${dimensions.join(",")}`,
  );
}

const MEM = { mem: { measurement: [{ name: "used_percent", rename: "MEM" }] } };
const DISK = { measurement: ["used_percent"], resources: ["/"] };
const append = (...names: string[]) => Object.fromEntries(names.map((name) => [name, `\${aws:${name}}`]));

test("a metric has the dimensions of its plugin and the appended ones, and its configured name or the plugin's", () => {
  expect(
    published({
      namespace: "N",
      append_dimensions: append("InstanceId"),
      metrics_collected: { ...MEM, disk: DISK },
    }),
  ).toEqual(["N MEM InstanceId", "N disk_used_percent path,fstype,device,InstanceId"]);
});

test("without appended dimensions it has the host's, and without namespace the agent's", () => {
  expect(published({ metrics_collected: MEM })).toEqual(["CWAgent MEM host"]);
});

test("a dropped device is no dimension", () => {
  expect(
    published({
      namespace: "N",
      append_dimensions: append("InstanceId"),
      metrics_collected: { disk: { ...DISK, drop_device: true } },
    }),
  ).toEqual(["N disk_used_percent path,fstype,InstanceId"]);
});

test.each<[what: string, aggregations: string[][], added: string[]]>([
  ["fewer dimensions, all its own", [["InstanceId"]], ["N MEM InstanceId"]],
  ["none", [[]], ["N MEM "]],
  ["as many", [["InstanceId", "AutoScalingGroupName"]], []],
  ["one that it has not", [["ImageId"]], []],
])("it is rolled up to an aggregation with %s: %j", (_what, aggregation_dimensions, added) => {
  const metrics = published({
    namespace: "N",
    append_dimensions: append("AutoScalingGroupName", "InstanceId"),
    aggregation_dimensions,
    metrics_collected: MEM,
  });
  expect(metrics).toEqual(["N MEM AutoScalingGroupName,InstanceId", ...added]);
});

test("user data without the agent's configuration publishes nothing", () => {
  expect(agentMetrics({ user_data: userDataExpression("#cloud-config\nruncmd: []\n") })).toEqual([]);
  expect(agentMetrics({})).toEqual([]);
});

test("user data in plain base64 is read too", () => {
  const file = {
    path: "/etc/careflowai/amazon-cloudwatch-agent.json",
    content: JSON.stringify({ metrics: { metrics_collected: MEM } }),
  };
  const text = `#cloud-config\n${stringify({ write_files: [file] })}`;
  expect(agentMetrics({ user_data: Buffer.from(text).toString("base64") })).toHaveLength(1);
});
