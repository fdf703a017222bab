import type { FieldDocumentation } from "../fields";
import { integer, section } from "../fields";
import { doc, emailAddresses } from "./forms";

export const notifications = section({
  emailAddresses: doc(emailAddresses(), {
    description:
      "Who is told when something breaks. AWS asks each address to confirm each of three topics: critical, warning and info.",
    source: "document, Alerting Strategy",
    cost: "USD 1 for the key of the topics (https://aws.amazon.com/kms/pricing/)",
  }),
});

/** Of the section itself. */
export const alarmsDoc: FieldDocumentation = {
  description: "Thresholds of the alarms; the rest of them is in docs/runbooks.md. The dashboard draws them.",
  source: "document, section 7",
  cost: "single-instance: USD 1.20 for alarms, USD 3.60 for custom metrics; load-balanced: USD 2.30 and USD 2.40, and USD 1.20 for metrics of each instance; three dashboards are free, each further one USD 3 (https://aws.amazon.com/cloudwatch/pricing/)",
};

/** Thresholds of alarms that both topologies have. */
export const alarms = {
  serverErrorsPerFiveMinutes: doc(integer(0, 1_000_000).default(10), {
    description: "Server errors (5XX) in five minutes past which the alarm is raised.",
    source: "document, section 7",
  }),
  errorRatePercent: doc(integer(1, 99).default(5), {
    description:
      "Share of failed requests, of CloudFront and of the API, past which their alarms are raised; fewer than 20 requests in five minutes count as none.",
    unit: "percent",
    source: "not in the document",
  }),
  cpuUtilizationPercent: doc(integer(1, 99).default(80), {
    description:
      "Average CPU utilization past which the alarm is raised. Above autoScaling.targetCpuUtilizationPercent, which scaling holds.",
    unit: "percent",
    source: "document, section 7",
  }),
  memoryUsedPercent: doc(integer(1, 99).default(85), {
    description: "Memory used, of the instance that uses most, past which the alarm is raised.",
    unit: "percent",
    source: "document, section 7",
  }),
  diskUsedPercent: doc(integer(1, 99).default(80), {
    description: "Root volume used, of the fullest instance, past which the alarm is raised.",
    unit: "percent",
    source: "document, section 7",
  }),
  failedLoginsPerHour: doc(integer(0, 1_000_000).default(20), {
    description:
      "Failed logins in an hour past which the alarm is raised; docs/logging.md says which lines count.",
    source: "document, Monitoring & Compliance (failed login attempts); figure not in the document",
  }),
  logBytesPerDay: doc(integer(1, 1_000_000_000_000_000).default(1_000_000_000), {
    description: "Bytes that all log groups together take in a day past which the alarm is raised.",
    unit: "bytes",
    source: "not in the document",
    cost: "logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/)",
  }),
};

export const loadBalancedAlarms = {
  ...alarms,
  latencyMilliseconds: doc(integer(1, 30_000).default(1000), {
    description: "Average answer time of the instances past which the alarm is raised.",
    unit: "milliseconds",
    source: "document, section 7 (1 second)",
  }),
  gatewayLatencyMilliseconds: doc(integer(1, 29_999).default(3000), {
    description:
      "Answer time of the API for the slowest hundredth of requests past which the alarm is raised. Below api.timeoutSeconds, after which no answer comes.",
    unit: "milliseconds",
    source: "not in the document",
  }),
  instanceCount: doc(integer(1, 100).default(2), {
    description:
      "Instances in service below which the alarm is raised. It is armed where autoScaling.minSize is not below it.",
    source: "document, section 7; decision 1",
  }),
};
