import type { Check } from "../check";
import { unless } from "../check";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { dependsOn, nested, referencesIn, text } from "../../synthesized/synthesized-stack";

/** Listeners that send a load balancer's requests to a target group. */
function listenersBetween(stack: SynthesizedStack, loadBalancer: Block, targetGroup: Block): string[] {
  return stack
    .resources("aws_lb_listener")
    .filter(({ body }) => {
      const references = referencesIn(body);
      return references.has(loadBalancer.address) && references.has(targetGroup.address);
    })
    .map(({ address }) => address);
}

export const requestScalingFollowsListener: Check = {
  id: "request-scaling-follows-listener",
  rule: "A policy that scales on requests has the ARN suffixes of load balancer and target group as its label and waits for the listener between the two.",
  why: "AWS refuses the metric with any other label, and until a listener connects the two (provider issues 9734 and 30361).",
  findings: (stack) =>
    stack.resources("aws_autoscaling_policy").flatMap(({ address, body }) =>
      nested(body, "target_tracking_configuration")
        .flatMap((tracking) => nested(tracking, "predefined_metric_specification"))
        .filter(({ predefined_metric_type }) => predefined_metric_type === "ALBRequestCountPerTarget")
        .flatMap(({ resource_label }) => {
          const [first, second, ...rest] = text(resource_label).split("/");
          const loadBalancer = stack.target(first);
          const targetGroup = stack.target(second);
          const isLabel =
            stack.isAttribute(first, "aws_lb", "arn_suffix") &&
            stack.isAttribute(second, "aws_lb_target_group", "arn_suffix") &&
            rest.length === 0;
          if (!isLabel || !loadBalancer || !targetGroup)
            return [
              `${address} is labelled ${text(resource_label)}, not by the ARN suffixes of load balancer and target group`,
            ];
          const listeners = listenersBetween(stack, loadBalancer, targetGroup);
          return unless(
            dependsOn(body).some((dependency) => listeners.includes(dependency)),
            `${address} does not wait for a listener between ${loadBalancer.address} and ${targetGroup.address}`,
          );
        }),
    ),
};
