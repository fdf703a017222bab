import { metricsIn } from "../metrics/metric";
import type { AgentDimension } from "./boot/agent-config";
import { AGENT_METRICS, AGENT_NAMESPACE } from "./boot/agent-config";

/**
 * What AWS sees of instances from outside (AWS, CloudWatch metrics that are available for your instances) and the
 * CloudWatch agent inside them, by one instance's id or by the name of the group that they are in.
 */
export function instanceMetrics(dimensions: Readonly<Partial<Record<AgentDimension, string>>>) {
  const fromOutside = metricsIn("AWS/EC2", dimensions);
  const fromInside = metricsIn(AGENT_NAMESPACE, dimensions);
  const { cpuUsed, memoryUsed, diskUsed, tcpConnections } = AGENT_METRICS;
  return {
    cpuUtilization: fromOutside("CPUUtilization", "Percent", "Average"),
    /** Of burstable (T family) types only. */
    cpuCreditBalance: fromOutside("CPUCreditBalance", "Count", "Minimum"),
    statusCheckFailed: fromOutside("StatusCheckFailed", "Count", "Maximum"),
    networkIn: fromOutside("NetworkIn", "Bytes", "Sum"),
    networkOut: fromOutside("NetworkOut", "Bytes", "Sum"),
    cpuUsed: fromInside(cpuUsed.name, cpuUsed.unit, "Average"),
    // The fullest of several instances: an average would hide it.
    memoryUsed: fromInside(memoryUsed.name, memoryUsed.unit, "Maximum"),
    diskUsed: fromInside(diskUsed.name, diskUsed.unit, "Maximum"),
    tcpConnections: fromInside(tcpConnections.name, tcpConnections.unit, "Average"),
  };
}

export type InstanceMetrics = ReturnType<typeof instanceMetrics>;
