import { serviceDownIsWatched } from "../../src/checks/service-down-is-watched";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const unwatched = [
  expect.stringMatching(/^no alarm is raised when aws_lb_target_group\.\S+ has no healthy host$/),
];

test("a load balancer without healthy host is noticed", () => {
  expect(findingsOnSound(serviceDownIsWatched)).toEqual([]);
});

test.each<[what: string, change: (alarm: Mutable) => void]>([
  ["an average", (alarm) => (alarm.statistic = "Average")],
  ["a threshold of 0", (alarm) => (alarm.threshold = 0)],
  ["at most", (alarm) => (alarm.comparison_operator = "LessThanOrEqualToThreshold")],
  ["the load balancer alone", (alarm) => delete alarm.dimensions.TargetGroup],
  ["the target group alone", (alarm) => delete alarm.dimensions.LoadBalancer],
  ["no action", (alarm) => (alarm.actions_enabled = false)],
  ["unhealthy hosts", (alarm) => (alarm.metric_name = "UnHealthyHostCount")],
])("an alarm with %s is not enough", (_what, change) => {
  const findings = findingsAfter(serviceDownIsWatched, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_cloudwatch_metric_alarm", "_service-down_"));
  });
  expect(findings).toEqual(unwatched);
});

test("the same holds of an expression under a schedule", () => {
  const findings = findingsAfter(serviceDownIsWatched, "careflowai-hardened-balanced", (json) => {
    const alarm = onlyIn(json, "aws_cloudwatch_metric_alarm", "_service-down_");
    alarm.metric_query.find(({ id }: Mutable) => id === "value").metric.stat = "Average";
  });
  expect(findings).toEqual(unwatched);
});
