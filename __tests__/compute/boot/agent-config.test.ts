import type { AgentDimension } from "../../../src/compute/boot/agent-config";
import { AGENT_METRICS, agentConfig } from "../../../src/compute/boot/agent-config";

const DIMENSIONS: readonly AgentDimension[] = ["InstanceId", "AutoScalingGroupName"];

const configOf = (dimension: AgentDimension) =>
  agentConfig({ region: "eu-west-1", logGroupName: "/careflowai/test/backend", dimension });

/** What the agent can measure, of what we ask for (AWS, Metrics collected by the CloudWatch agent). */
const MEASUREMENTS: Readonly<Record<string, readonly string[]>> = {
  cpu: ["usage_active", "usage_idle", "usage_iowait", "usage_system", "usage_user"],
  mem: ["used_percent", "available_percent"],
  disk: ["used_percent", "inodes_used"],
  netstat: ["tcp_established", "tcp_close_wait", "tcp_listen"],
};

/** Dimensions that a plugin gives its metrics by itself. */
const NATURAL: Readonly<Record<string, readonly string[]>> = {
  cpu: ["cpu"],
  mem: [],
  disk: ["device", "fstype", "path"],
  netstat: [],
};

describe.each(DIMENSIONS)("with %s", (dimension) => {
  const config = configOf(dimension);
  const { metrics_collected: collected, ...metrics } = config.metrics;

  test("every measurement is one that the agent knows: it accepts a misspelt one silently", () => {
    for (const [plugin, { measurement }] of Object.entries(collected)) {
      expect(Object.keys(MEASUREMENTS)).toContain(plugin);
      for (const { name, ...decoration } of measurement) {
        expect(MEASUREMENTS[plugin]).toContain(name);
        expect(Object.keys(decoration).sort()).toEqual(["rename", "unit"]);
      }
    }
  });

  test("each metric has the one name and unit that alarms and widgets use, all in one namespace", () => {
    const published = Object.values(collected).flatMap(({ measurement }) =>
      measurement.map(({ rename: name, unit }) => ({ name, unit })),
    );
    expect(published).toEqual(Object.values(AGENT_METRICS));
    expect(metrics.namespace).toBe("CareFlowAI");
  });

  test("appended dimensions are written as the agent wants them", () => {
    for (const [name, value] of Object.entries(metrics.append_dimensions)) {
      expect(["AutoScalingGroupName", "ImageId", "InstanceId", "InstanceType"]).toContain(name);
      expect(value).toBe(`\${aws:${name}}`);
    }
  });

  test("every metric is published under that dimension alone", () => {
    const appended = Object.keys(metrics.append_dimensions);
    for (const plugin of Object.keys(collected)) {
      const original = [...(NATURAL[plugin] ?? []), ...appended];
      const rolledUp = metrics.aggregation_dimensions.filter((list) =>
        list.every((name) => original.includes(name)),
      );
      expect([original, ...rolledUp]).toContainEqual([dimension]);
    }
  });

  test("the disk is the root volume, whatever the name of its device", () => {
    expect(collected.disk).toMatchObject({ resources: ["/"], drop_device: true });
  });

  test("each log has a separate stream per instance in the backend's group", () => {
    const { collect_list: files } = config.logs.logs_collected.files;
    expect(files).toEqual(
      [
        ["/var/log/careflowai/backend.log", "backend"],
        ["/var/log/careflowai/boot.log", "boot"],
        ["/var/log/nginx/access.log", "nginx-access"],
        ["/var/log/nginx/error.log", "nginx-error"],
      ].map(([file_path, stream]) => ({
        file_path,
        log_group_name: "/careflowai/test/backend",
        log_stream_name: `{instance_id}/${String(stream)}`,
      })),
    );
  });
});

test("behind a load balancer each instance's series are kept next to the group's", () => {
  expect(Object.keys(configOf("AutoScalingGroupName").metrics.append_dimensions)).toEqual([
    "AutoScalingGroupName",
    "InstanceId",
  ]);
});
