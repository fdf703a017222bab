import type { FieldDocumentation } from "./fields";
import { integer, section } from "./fields";
import { doc, emailAddresses } from "./forms";

export const notifications = section({
  emailAddresses: doc(emailAddresses(), {
    description:
      "Recipients of the environment's alarms. AWS asks each address to confirm each of three topics: critical, warning and info.",
    source: "document, Alerting Strategy",
    cost: "USD 1 for the key of the topics (https://aws.amazon.com/kms/pricing/)",
  }),
});

/** Documentation of the section itself. */
export const alarmsDoc: FieldDocumentation = {
  description: "Thresholds of the alarms, which docs/runbooks.md describes and the dashboard draws.",
  source: "document, section 7",
  cost: "single-instance: USD 1.20 for alarms, USD 3.60 for custom metrics; load-balanced: USD 2.30 and USD 2.40, and USD 1.20 for metrics per instance; three dashboards are free, each further one USD 3 (https://aws.amazon.com/cloudwatch/pricing/)",
};

/** Thresholds of the alarms in both topologies. */
export const alarms = {
  serverErrorsPerFiveMinutes: doc(integer(0, 1_000_000).default(10), {
    description: "Server errors (5XX) in five minutes above which the alarm fires.",
    source: "document, section 7",
  }),
  errorRatePercent: doc(integer(1, 99).default(5), {
    description:
      "Error rate of CloudFront and of the API above which their alarms fire; with fewer than 20 requests in five minutes the rate counts as 0.",
    unit: "percent",
    source: "not in the document",
  }),
  cpuUtilizationPercent: doc(integer(1, 99).default(80), {
    description:
      "Average CPU utilization above which the alarm fires; more than autoScaling.targetCpuUtilizationPercent, which scaling maintains.",
    unit: "percent",
    source: "document, section 7",
  }),
  memoryUsedPercent: doc(integer(1, 99).default(85), {
    description: "Memory use of the fullest instance above which the alarm fires.",
    unit: "percent",
    source: "document, section 7",
  }),
  diskUsedPercent: doc(integer(1, 99).default(80), {
    description: "Root volume use of the fullest instance above which the alarm fires.",
    unit: "percent",
    source: "document, section 7",
  }),
  failedLoginsPerHour: doc(integer(0, 1_000_000).default(20), {
    description:
      "Failed logins in an hour above which the alarm fires; docs/logging.md defines which lines count.",
    source: "document, Monitoring & Compliance (failed login attempts); figure not in the document",
  }),
  logBytesPerDay: doc(integer(1, 1_000_000_000_000_000).default(1_000_000_000), {
    description: "Bytes that all log groups ingest in a day above which the alarm fires.",
    unit: "bytes",
    source: "not in the document",
    cost: "logs: USD 0.50 per GB (https://aws.amazon.com/cloudwatch/pricing/)",
  }),
};

export const loadBalancedThresholds = {
  ...alarms,
  latencyMilliseconds: doc(integer(1, 30_000).default(1000), {
    description:
      "Average response time of the instances above which the alarm fires; less than api.timeoutSeconds, after which API Gateway gives up.",
    unit: "milliseconds",
    source: "document, section 7 (1 second)",
  }),
  gatewayLatencyMilliseconds: doc(integer(1, 29_999).default(3000), {
    description:
      "99th percentile of the API's response time above which the alarm fires; less than api.timeoutSeconds, after which API Gateway gives up.",
    unit: "milliseconds",
    source: "not in the document",
  }),
  instanceCount: doc(integer(1, 100).default(2), {
    description:
      "Instances in service below which the alarm fires. Its actions are enabled if autoScaling.minSize is at least as high.",
    source: "document, section 7; decision 1",
  }),
};
