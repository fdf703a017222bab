import type { Check } from "../check";
import { unless } from "../check";
import { readByAlarm } from "../../synthesized/metrics";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference } from "../../synthesized/synthesized-stack";

/** Whether an alarm fires when a target group has no healthy host. */
function watches(stack: SynthesizedStack, alarm: Block, targetGroup: Block): boolean {
  const { body } = alarm;
  const hosts = readByAlarm(stack, alarm).filter(({ name }) => name === "HealthyHostCount");
  const statistics = [body, ...nested(body, "metric_query").flatMap((query) => nested(query, "metric"))].map(
    ({ statistic, stat }) => statistic ?? stat,
  );
  return (
    body.actions_enabled !== false &&
    body.comparison_operator === "LessThanThreshold" &&
    body.threshold === 1 &&
    statistics.includes("Minimum") &&
    hosts.some(
      ({ dimensions }) =>
        dimensions.LoadBalancer !== undefined &&
        dimensions.TargetGroup === reference(targetGroup, "arn_suffix"),
    )
  );
}

export const serviceDownIsWatched: Check = {
  id: "service-down-is-watched",
  rule: "For every target group an enabled alarm fires when the minimum of its healthy hosts is below 1, by load balancer and target group.",
  why: "Without it an outage of every instance shows only as 5xx errors, and without calls not even as those (requirement, alerting strategy).",
  findings: (stack) =>
    stack.resources("aws_lb_target_group").flatMap((targetGroup) =>
      unless(
        stack.resources("aws_cloudwatch_metric_alarm").some((alarm) => watches(stack, alarm, targetGroup)),
        `no alarm fires when ${targetGroup.address} has no healthy host`,
      ),
    ),
};
