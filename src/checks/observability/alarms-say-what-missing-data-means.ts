import type { Check } from "../check";
import { readByAlarm } from "../../synthesized/metrics";
import { text } from "../../synthesized/synthesized-stack";

const MEANINGS = ["breaching", "notBreaching", "ignore", "missing"];
/** Metrics that have data as long as something runs. */
const HEARTBEATS = ["GroupInServiceInstances", "HealthyHostCount"];

export const alarmsSayWhatMissingDataMeans: Check = {
  id: "alarms-say-what-missing-data-means",
  rule: "Every alarm says what missing data means: breaching for a metric that must be there, except under an expression that knows when nothing is meant to run.",
  why: "By default an alarm without data is in INSUFFICIENT_DATA and notifies no one, even if the backend is gone (AWS, Configuring how CloudWatch alarms treat missing data).",
  findings: (stack) =>
    stack.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const { address, body } = alarm;
      const meaning = text(body.treat_missing_data);
      if (!MEANINGS.includes(meaning)) return [`${address} does not say what missing data means`];
      const isHeartbeat =
        body.metric_query === undefined &&
        readByAlarm(stack, alarm).some(
          ({ name }) => HEARTBEATS.includes(name) || body.statistic === "SampleCount",
        );
      return isHeartbeat && meaning !== "breaching"
        ? [`${address} treats missing data as ${meaning}, although its metric must be there`]
        : [];
    }),
};
