import { EMAIL, RANGE, testFields, testNumbers, testRefusals } from "../../helpers/config-cases";

testFields([
  {
    path: "environments.prod.notifications.emailAddresses",
    good: [["a@example.org"], ["a@example.org", "b.c+d@example.org"]],
    bad: [[]],
    advice: "Allowed: at least one e-mail address. To fix: add a recipient of notifications.",
  },
  {
    path: "environments.prod.notifications.emailAddresses",
    good: [["a@example.org", "b@example.org"]],
    bad: [
      ["a@example.org", "b@example.org", "a@example.org"],
      ["a@example.org", "A@Example.org"],
    ],
    advice: "Allowed: each address once, in upper or lower case. To fix: remove the repetition.",
  },
  {
    path: "environments.prod.notifications.emailAddresses",
    good: [],
    bad: ["a@example.org", null],
    advice: "Allowed: a list. To fix: correct the value, or remove the field where it has a default.",
  },
]);

testNumbers([
  ["environments.prod.alarms.serverErrorsPerFiveMinutes", 0, 1_000_000, RANGE],
  ["environments.prod.alarms.errorRatePercent", 1, 99, RANGE],
  ["environments.prod.alarms.cpuUtilizationPercent", 1, 99, RANGE],
  ["environments.prod.alarms.memoryUsedPercent", 1, 99, RANGE],
  ["environments.prod.alarms.diskUsedPercent", 1, 99, RANGE],
  ["environments.prod.alarms.failedLoginsPerHour", 0, 1_000_000, RANGE],
  ["environments.prod.alarms.logBytesPerDay", 1, 1_000_000_000_000_000, RANGE],
  ["environments.prod.alarms.latencyMilliseconds", 1, 30_000, RANGE],
  ["environments.prod.alarms.gatewayLatencyMilliseconds", 1, 29_999, RANGE],
  ["environments.prod.alarms.instanceCount", 1, 100, RANGE],
]);

testRefusals([
  [
    "invalid e-mail addresses",
    ({ environments }) => (environments.prod.notifications.emailAddresses = ["a", "a@b", "a @example.org"]),
    `environments.prod.notifications.emailAddresses[0]: "a". ${EMAIL}`,
    `environments.prod.notifications.emailAddresses[1]: "a@b". ${EMAIL}`,
    `environments.prod.notifications.emailAddresses[2]: "a @example.org". ${EMAIL}`,
  ],
]);
