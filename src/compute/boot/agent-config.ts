import { AGENT_NAMESPACE } from "../../config/names";

/** The metrics that the agent publishes from an instance, and their names (document, section 7, Custom Metrics). */
export const AGENT_METRICS = {
  cpuUsed: { name: "CPU_USED", unit: "Percent" },
  memoryUsed: { name: "MEM_USED", unit: "Percent" },
  diskUsed: { name: "DISK_USED", unit: "Percent" },
  tcpConnections: { name: "TCP_CONNECTIONS", unit: "Count" },
} as const;

/**
 * The dimension that alarms and widgets use to find the metrics above: the group's name in an Auto Scaling group, the
 * instance's ID for a single instance. In a group, the agent also publishes a series per instance, with InstanceId and
 * further dimensions.
 */
export type AgentDimension = "AutoScalingGroupName" | "InstanceId";

/** The log files that the agent collects, by the last part of the stream's name. The first part is the instance ID. */
export const LOG_FILES = {
  backend: "/var/log/careflowai/backend.log",
  boot: "/var/log/careflowai/boot.log",
  "nginx-access": "/var/log/nginx/access.log",
  "nginx-error": "/var/log/nginx/error.log",
} as const;

export interface AgentConfigProps {
  readonly region: string;
  /** Name of the backend's log group. A literal, because user data contains no CDKTF token. */
  readonly logGroupName: string;
  readonly dimension: AgentDimension;
}

/**
 * The configuration of the CloudWatch agent (AWS, Manually create or edit the CloudWatch agent configuration file).
 *
 * CloudWatch finds a metric by its exact dimensions. The agent adds the appended dimensions to those of the plugin
 * (`cpu`, `path`, `fstype`), and aggregates to the one dimension that alarms use, unless a metric has no other.
 */
export function agentConfig({ region, logGroupName, dimension }: AgentConfigProps) {
  const { cpuUsed, memoryUsed, diskUsed, tcpConnections } = AGENT_METRICS;
  const measurement = (field: string, { name, unit }: { readonly name: string; readonly unit: string }) => ({
    measurement: [{ name: field, rename: name, unit }],
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
        cpu: { ...measurement("usage_active", cpuUsed), totalcpu: true },
        mem: measurement("used_percent", memoryUsed),
        // The root volume only. Its device name differs between instance types, so it is dropped from the dimensions.
        disk: { ...measurement("used_percent", diskUsed), resources: ["/"], drop_device: true },
        netstat: measurement("tcp_established", tcpConnections),
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
