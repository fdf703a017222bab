import { AGENT_NAMESPACE } from "../config/names";
import { metricsIn } from "../metrics/metric";
import type { AgentDimension } from "./boot/agent-config";
import { AGENT_METRICS } from "./boot/agent-config";

/**
 * The metrics that EC2 publishes (AWS, CloudWatch metrics that are available for your instances) and those that the
 * CloudWatch agent publishes, for one instance by its ID or for a group of instances by the group's name.
 */
export function instanceMetrics(dimensions: Readonly<Partial<Record<AgentDimension, string>>>) {
  const fromEc2 = metricsIn("AWS/EC2", dimensions);
  const fromAgent = metricsIn(AGENT_NAMESPACE, dimensions);
  const { cpuUsed, memoryUsed, diskUsed, tcpConnections } = AGENT_METRICS;
  return {
    cpuUtilization: fromEc2("CPUUtilization", "Percent", "Average"),
    /** Burstable (T) instance types only. */
    cpuCreditBalance: fromEc2("CPUCreditBalance", "Count", "Minimum"),
    statusCheckFailed: fromEc2("StatusCheckFailed", "Count", "Maximum"),
    networkIn: fromEc2("NetworkIn", "Bytes", "Sum"),
    networkOut: fromEc2("NetworkOut", "Bytes", "Sum"),
    cpuUsed: fromAgent(cpuUsed.name, cpuUsed.unit, "Average"),
    // The maximum, because an average over several instances would hide a full one.
    memoryUsed: fromAgent(memoryUsed.name, memoryUsed.unit, "Maximum"),
    diskUsed: fromAgent(diskUsed.name, diskUsed.unit, "Maximum"),
    tcpConnections: fromAgent(tcpConnections.name, tcpConnections.unit, "Average"),
  };
}

export type InstanceMetrics = ReturnType<typeof instanceMetrics>;
