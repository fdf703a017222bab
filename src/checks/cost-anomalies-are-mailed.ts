import type { Check } from "./check";
import { unless } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

/** Which subscribers AWS takes at which frequency. */
const SUBSCRIBERS: Readonly<Record<string, string>> = { IMMEDIATE: "SNS", DAILY: "EMAIL", WEEKLY: "EMAIL" };

/** Pitfall 2.7-6. */
export const costAnomaliesAreMailed: Check = {
  id: "2.7-6",
  rule: "Cost anomalies go to topics at once or by e-mail daily or weekly, past a threshold that is an expression.",
  findings: (stack) =>
    stack.resources("aws_ce_anomaly_subscription").flatMap(({ address, body }) => {
      const frequency = text(body.frequency);
      const subscribers = nested(body, "subscriber");
      return [
        ...unless(subscribers.length > 0, `${address} tells nobody`),
        ...subscribers
          .filter(({ type }) => type !== SUBSCRIBERS[frequency])
          .map(({ type }) => `${address} tells ${text(type)} subscribers ${frequency}, which AWS refuses`),
        ...unless(nested(body, "threshold_expression").length > 0, `${address} has no threshold_expression`),
      ];
    }),
};
