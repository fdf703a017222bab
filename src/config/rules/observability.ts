import type { LoadBalancedFields } from "../environment";
import type { Field, Rule } from "./rule";
import { compare, rule } from "./rule";

/** An alarm that normal operation keeps in ALARM is as useless as one that never fires. */
export function loadBalancedAlarmRules({ alarms, api, autoScaling }: Field<LoadBalancedFields>): Rule[] {
  return [
    compare(
      alarms.cpuUtilizationPercent,
      "more than",
      autoScaling.targetCpuUtilizationPercent,
      "raise the alarm's threshold or lower the target, which scaling maintains",
    ),
    ...[alarms.latencyMilliseconds, alarms.gatewayLatencyMilliseconds].map((threshold) =>
      rule(
        threshold,
        [api.timeoutSeconds],
        (latency, timeout) =>
          latency >= timeout * 1000 && {
            allowed: `less than api.timeoutSeconds ${String(timeout)}, in milliseconds`,
            fix: "lower the alarm's threshold, which no response can reach",
          },
      ),
    ),
  ];
}
