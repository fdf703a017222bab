import { thresholdsFitTheirUnits } from "../../../src/checks/observability/thresholds-fit-their-units";
import type { Case } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const withThreshold = (id: string, threshold: number, unit: string): Case => [
  `a threshold of ${String(threshold)} of ${id}`,
  (json) => (onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`).threshold = threshold),
  `aws_cloudwatch_metric_alarm.~_${id}_~ has threshold ${String(threshold)} for a metric in ${unit}`,
];

testCheck(thresholdsFitTheirUnits, {
  "careflowai-prod": [
    withThreshold("high-latency", 1000, "Seconds"),
    withThreshold("gateway-latency", 0.5, "Milliseconds"),
    withThreshold("high-memory", 0.85, "Percent"),
    withThreshold("high-cpu", 100, "Percent"),
  ],
});
