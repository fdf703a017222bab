import { groupMetricsAreOn } from "../../src/checks/group-metrics-are-on";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every group publishes its metrics", () => {
  expect(findingsOnSound(groupMetricsAreOn)).toEqual([]);
});

test("a metric that is off is found", () => {
  const findings = findingsAfter(groupMetricsAreOn, "careflowai-prod", (json) => {
    const group = onlyIn(json, "aws_autoscaling_group");
    group.enabled_metrics = group.enabled_metrics.filter(
      (metric: string) => metric !== "GroupInServiceInstances",
    );
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ does not publish GroupInServiceInstances$/),
  ]);
});

test("a group that names no metrics is found by all eight", () => {
  const findings = findingsAfter(groupMetricsAreOn, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_autoscaling_group").enabled_metrics;
  });
  expect(findings).toHaveLength(8);
});

test("a group without granularity is found", () => {
  const findings = findingsAfter(groupMetricsAreOn, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_autoscaling_group").metrics_granularity;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_group\.\S+ publishes its metrics at granularity null, not 1Minute$/,
    ),
  ]);
});
