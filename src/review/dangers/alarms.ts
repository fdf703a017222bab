import { textOf } from "../documents";
import type { Plan, Resource } from "../resources";
import type { Rule } from "./rule";

const ALARMS = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"];

/** The resources that do the same for the same resource as one that is destroyed, and exist after the plan. */
function remaining(resource: Resource, plan: Plan, attribute: string, type: string): readonly Resource[] {
  const target = plan.target(resource, attribute, type);
  return plan
    .ofType(resource.type)
    .filter(
      (other) =>
        other.after !== undefined &&
        (target === undefined
          ? other.after[attribute] === resource.before?.[attribute]
          : plan.target(other, attribute, type) === target),
    );
}

/** The rule for something that notifies, when the last one of its resource is destroyed and that resource is kept. */
const lastOf = (type: string, attribute: string, targetType: string, text: string, why: string): Rule => ({
  kind: "alarm",
  why,
  findings: (resource, plan) => {
    if (resource.type !== type || resource.action !== "delete") return [];
    const target = plan.target(resource, attribute, targetType);
    if (target?.isLost === true || remaining(resource, plan, attribute, targetType).length > 0) return [];
    return [`${target?.label ?? textOf(resource.before?.[attribute])} ${text}`];
  },
});

export const ALARM_RULES: readonly Rule[] = [
  {
    kind: "alarm",
    why: "Operators learn of the failure from users.",
    findings: (resource, plan) => {
      if (!ALARMS.includes(resource.type) || resource.action !== "delete") return [];
      const isMoved = plan
        .ofType(resource.type)
        .some(({ after }) => after?.alarm_name === resource.before?.alarm_name);
      return isMoved
        ? []
        : [`The alarm ${resource.label} is deleted: nobody is notified of what it watches.`];
    },
  },
  lastOf(
    "aws_sns_topic_subscription",
    "topic_arn",
    "aws_sns_topic",
    "has no subscriber any more: its messages reach nobody.",
    "Alarms publish to the topic, and nobody receives what they publish.",
  ),
  lastOf(
    "aws_cloudwatch_event_target",
    "rule",
    "aws_cloudwatch_event_rule",
    "has no target any more: nobody is notified of the events that it matches.",
    "Security alerts of the account are event rules (decision 38).",
  ),
];
