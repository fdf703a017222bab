import { requestScalingFollowsListener } from "../../../src/checks/compute/request-scaling-follows-listener";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const metricOf = (policy: Mutable) => policy.target_tracking_configuration.predefined_metric_specification;
const policyIn = (json: Mutable): Mutable =>
  Object.values<Mutable>(json.resource.aws_autoscaling_policy).find(
    (policy) => metricOf(policy).resource_label,
  );
const labelled = (label: string) =>
  `aws_autoscaling_policy.~ is labelled ${label}, not by the ARN suffixes of load balancer and target group`;
const EARLY =
  "aws_autoscaling_policy.~ does not wait for a listener between aws_lb.~ and aws_lb_target_group.~";

testCheck(requestScalingFollowsListener, {
  "careflowai-prod": [
    [
      "a label by names",
      (json) => (metricOf(policyIn(json)).resource_label = "app/careflowai-prod/targetgroup/careflowai-prod"),
      labelled("app/careflowai-prod/targetgroup/careflowai-prod"),
    ],
    [
      "a label with the two suffixes the wrong way round",
      (json) => {
        const metric = metricOf(policyIn(json));
        metric.resource_label = metric.resource_label.split("/").reverse().join("/");
      },
      labelled("${aws_lb_target_group.~}/${aws_lb.~}"),
    ],
    ["a label that is left out", (json) => delete metricOf(policyIn(json)).resource_label, labelled("null")],
    ["a policy that does not wait for the listener", (json) => delete policyIn(json).depends_on, EARLY],
    [
      "a policy that waits for a listener which only redirects",
      (json) => (onlyIn(json, "aws_lb_listener").default_action = [{ type: "redirect" }]),
      EARLY,
    ],
  ],
});
