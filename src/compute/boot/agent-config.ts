/** The namespace of every metric that the CloudWatch agent publishes. Environments differ by dimension. */
export const AGENT_NAMESPACE = "CareFlowAI";

/** What is watched inside an instance (document, section 7, Custom Metrics), by the names that it is published under. */
export const AGENT_METRICS = {
  cpuUsed: { name: "CPU_USED", unit: "Percent" },
  memoryUsed: { name: "MEM_USED", unit: "Percent" },
  diskUsed: { name: "DISK_USED", unit: "Percent" },
  tcpConnections: { name: "TCP_CONNECTIONS", unit: "Count" },
} as const;

/**
 * The one dimension under which alarms and widgets find the metrics above: the group's name where instances come
 * and go, the instance's id where there is one. Behind a load balancer each instance's own series are published
 * too, under InstanceId and more.
 */
export type AgentDimension = "AutoScalingGroupName" | "InstanceId";

/** What is collected of the logs, by the last part of the stream's name; the first is the instance's id. */
export const LOG_FILES = {
  backend: "/var/log/careflowai/backend.log",
  boot: "/var/log/careflowai/boot.log",
  "nginx-access": "/var/log/nginx/access.log",
  "nginx-error": "/var/log/nginx/error.log",
} as const;

export interface AgentConfigProps {
  readonly region: string;
  /** The backend's log group, by name: user data holds no token. */
  readonly logGroupName: string;
  readonly dimension: AgentDimension;
}

/**
 * The configuration of the CloudWatch agent (AWS, Manually create or edit the CloudWatch agent configuration file).
 *
 * A metric is found by its exact dimensions. The agent adds those appended to those of the plugin itself (`cpu`,
 * `path`, `fstype`), and rolls up to the one dimension that alarms ask for, except where a metric has no other.
 */
export function agentConfig({ region, logGroupName, dimension }: AgentConfigProps) {
  const { cpuUsed, memoryUsed, diskUsed, tcpConnections } = AGENT_METRICS;
  const measured = (
    measurement: string,
    { name, unit }: { readonly name: string; readonly unit: string },
  ) => ({
    measurement: [{ name: measurement, rename: name, unit }],
  });
  const dimensions: AgentDimension[] =
    dimension === "InstanceId" ? ["InstanceId"] : ["AutoScalingGroupName", "InstanceId"];
  return {
    agent: { region, metrics_collection_interval: 60 },
    metrics: {
      namespace: AGENT_NAMESPACE,
      append_dimensions: Object.fromEntries(dimensions.map((name) => [name, `\${aws:${name}}`])),
      aggregation_dimensions: [[dimension]],
      metrics_collected: {
        cpu: { ...measured("usage_active", cpuUsed), totalcpu: true },
        mem: measured("used_percent", memoryUsed),
        // The root volume alone, by no name that differs between instance types.
        disk: { ...measured("used_percent", diskUsed), resources: ["/"], drop_device: true },
        netstat: measured("tcp_established", tcpConnections),
      },
    },
    logs: {
      logs_collected: {
        files: {
          collect_list: Object.entries(LOG_FILES).map(([stream, file_path]) => ({
            file_path,
            log_group_name: logGroupName,
            log_stream_name: `{instance_id}/${stream}`,
          })),
        },
      },
    },
  };
}
