import { requestScalingFollowsListener } from "../../src/checks/request-scaling-follows-listener";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (policy: Mutable, json: Mutable) => void) =>
  findingsAfter(requestScalingFollowsListener, "careflowai-prod", (json) => {
    const policy = Object.values<Mutable>(json.resource.aws_autoscaling_policy).find(
      ({ target_tracking_configuration }) =>
        target_tracking_configuration.predefined_metric_specification.resource_label,
    );
    change(policy, json);
  });
const specificationOf = (policy: Mutable) =>
  policy.target_tracking_configuration.predefined_metric_specification;

test("every policy that scales on requests follows the listener", () => {
  expect(findingsOnSound(requestScalingFollowsListener)).toEqual([]);
});

test("a label by names is found", () => {
  const findings = after((policy) => {
    specificationOf(policy).resource_label = "app/careflowai-prod/targetgroup/careflowai-prod";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_policy\.\S+ is labelled app\/careflowai-prod\/targetgroup\/careflowai-prod, not by the ARN suffixes of load balancer and target group$/,
    ),
  ]);
});

test("a label with the two suffixes the wrong way round is found", () => {
  const findings = after((policy) => {
    const specification = specificationOf(policy);
    specification.resource_label = specification.resource_label.split("/").reverse().join("/");
  });
  expect(findings).toEqual([
    expect.stringMatching(/ is labelled \$\{aws_lb_target_group\.\S+\}\/\$\{aws_lb\.\S+\}, not by /),
  ]);
});

test("a label that is left out is found", () => {
  const findings = after((policy) => {
    delete specificationOf(policy).resource_label;
  });
  expect(findings).toEqual([expect.stringMatching(/ is labelled null, not by /)]);
});

test("a policy that does not wait for the listener is found", () => {
  const findings = after((policy) => {
    delete policy.depends_on;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_policy\.\S+ does not wait for a listener between aws_lb\.\S+ and aws_lb_target_group\.\S+$/,
    ),
  ]);
});

test("a policy that waits for a listener which only redirects is found", () => {
  const findings = after((_policy, json) => {
    onlyIn(json, "aws_lb_listener").default_action = [{ type: "redirect" }];
  });
  expect(findings).toEqual([expect.stringMatching(/ does not wait for a listener between /)]);
});
