import { serviceDownIsWatched } from "../../../src/checks/observability/service-down-is-watched";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const alarmIn = (json: Mutable) => onlyIn(json, "aws_cloudwatch_metric_alarm", "_service-down_");
const withAlarm = (what: string, change: (alarm: Mutable) => unknown): Case => [
  `an alarm with ${what}`,
  (json) => change(alarmIn(json)),
  "no alarm fires when aws_lb_target_group.~ has no healthy host",
];

testCheck(serviceDownIsWatched, {
  "careflowai-prod": [
    withAlarm("an average", (alarm) => (alarm.statistic = "Average")),
    withAlarm("a threshold of 0", (alarm) => (alarm.threshold = 0)),
    withAlarm("at most", (alarm) => (alarm.comparison_operator = "LessThanOrEqualToThreshold")),
    withAlarm("the load balancer alone", (alarm) => delete alarm.dimensions.TargetGroup),
    withAlarm("the target group alone", (alarm) => delete alarm.dimensions.LoadBalancer),
    withAlarm("no action", (alarm) => (alarm.actions_enabled = false)),
    withAlarm("unhealthy hosts", (alarm) => (alarm.metric_name = "UnHealthyHostCount")),
  ],
  "careflowai-hardened-balanced": [
    withAlarm(
      "an average in an expression",
      (alarm) => (alarm.metric_query.find(({ id }: Mutable) => id === "value").metric.stat = "Average"),
    ),
  ],
});
