import { alarmsSayWhatMissingDataMeans } from "../../../src/checks/observability/alarms-say-what-missing-data-means";
import type { Case } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const treating = (id: string, meaning: string | undefined, fault: string): Case => [
  `${id} that treats missing data as ${meaning ?? "null"}`,
  (json) => (onlyIn(json, "aws_cloudwatch_metric_alarm", `_${id}_`).treat_missing_data = meaning),
  `aws_cloudwatch_metric_alarm.~_${id}_~ ${fault}`,
];

testCheck(alarmsSayWhatMissingDataMeans, {
  "careflowai-prod": [
    ...[undefined, "notbreaching"].map((meaning) =>
      treating("high-cpu", meaning, "does not say what missing data means"),
    ),
    ...["service-down", "low-instances", "agent-silent"].map((id) =>
      treating(id, "notBreaching", "treats missing data as notBreaching, although its metric must be there"),
    ),
  ],
});
