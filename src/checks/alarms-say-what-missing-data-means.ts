import type { Check } from "./check";
import { readByAlarm } from "../synthesized/metrics";
import { text } from "../synthesized/synthesized-stack";

const MEANINGS = ["breaching", "notBreaching", "ignore", "missing"];
/** What is there as long as something runs: no data of it is the worst news. */
const HEARTBEATS = ["GroupInServiceInstances", "HealthyHostCount"];

/** Pitfall 2.6-2: by default an alarm without data is neither red nor green, and tells nobody. */
export const alarmsSayWhatMissingDataMeans: Check = {
  id: "2.6-2",
  rule: "Every alarm says what missing data means: breaching for what must be there, except under an expression that knows when nothing is to run.",
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
        ? [`${address} takes missing data for ${meaning}, although its metric must be there`]
        : [];
    }),
};
