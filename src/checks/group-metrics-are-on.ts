import type { Check } from "./check";
import { unless } from "./check";
import { stringsIn, text } from "../synthesized/synthesized-stack";

/** AWS, Auto Scaling group metrics: those of a group without warm pool. */
const METRICS = [
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupMaxSize",
  "GroupMinSize",
  "GroupPendingInstances",
  "GroupStandbyInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
];

/** Pitfall 2.3-8: a group publishes none of its metrics unless told to, and what reads them stays empty. */
export const groupMetricsAreOn: Check = {
  id: "2.3-8",
  rule: "An Auto Scaling group publishes all its metrics each minute.",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap(({ address, body }) => {
      const enabled = stringsIn(body.enabled_metrics);
      return [
        ...METRICS.filter((metric) => !enabled.includes(metric)).map(
          (metric) => `${address} does not publish ${metric}`,
        ),
        ...unless(
          body.metrics_granularity === "1Minute",
          `${address} publishes its metrics at granularity ${text(body.metrics_granularity)}, not 1Minute`,
        ),
      ];
    }),
};
