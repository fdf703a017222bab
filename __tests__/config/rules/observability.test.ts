import { testRefusals } from "../../helpers/config-cases";

testRefusals([
  [
    "an alarm on CPU that scaling would keep in ALARM",
    ({ environments }) => (environments.prod.autoScaling = { targetCpuUtilizationPercent: 80 }),
    "environments.prod.alarms.cpuUtilizationPercent: 80 (default). Allowed: more than autoScaling.targetCpuUtilizationPercent 80. To fix: raise the alarm's threshold or lower the target, which scaling maintains.",
  ],
  [
    "alarms on a latency that no response can have",
    ({ environments }) => (environments.prod.api = { timeoutSeconds: 1 }),
    "environments.prod.alarms.latencyMilliseconds: 1000 (default). Allowed: less than api.timeoutSeconds 1, in milliseconds. To fix: lower the alarm's threshold, which no response can reach.",
    "environments.prod.alarms.gatewayLatencyMilliseconds: 3000 (default). Allowed: less than api.timeoutSeconds 1, in milliseconds. To fix: lower the alarm's threshold, which no response can reach.",
  ],
  [
    "an alarm on a latency of the API that no response can have",
    ({ environments }) => (environments.prod.api = { timeoutSeconds: 3 }),
    "environments.prod.alarms.gatewayLatencyMilliseconds: 3000 (default). Allowed: less than api.timeoutSeconds 3, in milliseconds. To fix: lower the alarm's threshold, which no response can reach.",
  ],
]);
