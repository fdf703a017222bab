import { isDeepStrictEqual } from "node:util";
import type { Document } from "../documents";
import { block, list, textOf } from "../documents";
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

const SIDES = ["before", "after"] as const;
type Side = (typeof SIDES)[number];

const FILTER = "aws_cloudwatch_log_metric_filter";

/** What a metric filter adds to a metric for each log event that matches. */
interface Count {
  readonly metric: string;
  readonly pattern: string;
  readonly value: string;
}

const metricText = (namespace: Document, name: Document) => `${textOf(namespace)} ${textOf(name)}`;

function countsOf(filter: Resource, side: Side): Count[] {
  const { pattern, metric_transformation: metrics } = block(filter.document(side));
  return list(metrics)
    .map(block)
    .map(({ namespace, name, value }) => ({
      metric: metricText(namespace, name),
      pattern: textOf(pattern),
      value: textOf(value),
    }));
}

/** The metrics that an alarm reads, itself or in its queries. */
function metricsOf(alarm: Resource, side: Side): string[] {
  const body = block(alarm.document(side));
  const queried = list(body.metric_query).flatMap((query) => list(block(query).metric).map(block));
  return [body, ...queried].map(({ namespace, metric_name: name }) => metricText(namespace, name));
}

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
        : [`The alarm ${resource.label} is deleted: operators are not notified of what it watches.`];
    },
  },
  {
    kind: "alarm",
    why: "The alarm stays in OK while what it watches for happens.",
    findings: (resource, plan) => {
      if (resource.type !== FILTER || resource.before === undefined) return [];
      const counted = plan.ofType(FILTER).flatMap((filter) => countsOf(filter, "after"));
      return countsOf(resource, "before")
        .filter((count) => !counted.some((other) => isDeepStrictEqual(other, count)))
        .flatMap(({ metric, pattern }) =>
          plan
            .ofType("aws_cloudwatch_metric_alarm")
            .filter((alarm) => SIDES.every((side) => metricsOf(alarm, side).includes(metric)))
            .map(
              ({ label }) =>
                `The alarm ${label} misses log events that match ${pattern}: ${resource.label} no longer counts them in the metric ${metric}.`,
            ),
        );
    },
  },
  lastOf(
    "aws_sns_topic_subscription",
    "topic_arn",
    "aws_sns_topic",
    "has no subscriber any more: operators do not receive its messages.",
    "Alarms publish to the topic, and operators do not receive what they publish.",
  ),
  lastOf(
    "aws_cloudwatch_event_target",
    "rule",
    "aws_cloudwatch_event_rule",
    "has no target any more: operators are not notified of the events that it matches.",
    "Security alerts of the account are event rules (decision 38).",
  ),
];
