import type { Check } from "../check";
import { unless } from "../check";
import { admits, covers, permissionsOf, statementsOf } from "../../synthesized/policy-documents";
import { readByAlarm } from "../../synthesized/metrics";
import type { Block, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference, text } from "../../synthesized/synthesized-stack";

const SEND = "sqs:SendMessage";

/** Whether an alarm reads a metric with these dimensions, and has an action. */
function isWatched(stack: SynthesizedStack, name: string, dimensions: Readonly<Record<string, string>>) {
  return stack
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ body }) => body.alarm_actions !== undefined && body.actions_enabled !== false)
    .flatMap((alarm) => readByAlarm(stack, alarm))
    .some(
      (series) =>
        series.name === name &&
        Object.entries(dimensions).every(([dimension, value]) => series.dimensions[dimension] === value),
    );
}

function queueOf(stack: SynthesizedStack, target: JsonObject): Block | undefined {
  const queue = stack.target(nested(target, "dead_letter_config")[0]?.arn);
  return queue?.type === "aws_sqs_queue" ? queue : undefined;
}

const queueFaults = (stack: SynthesizedStack, queue: Block): string[] =>
  unless(
    isWatched(stack, "ApproximateNumberOfMessagesVisible", { QueueName: reference(queue, "name") }),
    `has ${queue.address}, whose messages no alarm watches`,
  );

/** A target in another region passes events on; its queue and alarm would be where there is no topic. */
const isTopic = (stack: SynthesizedStack, { body }: Block) =>
  stack.target(body.arn)?.type === "aws_sns_topic";

function targetFaults(stack: SynthesizedStack, target: Block): string[] {
  const queue = queueOf(stack, target.body);
  if (!queue) return ["has no dead-letter queue of the stack"];
  const isAdmitted = stack
    .attached("aws_sqs_queue_policy", "queue_url", queue)
    .flatMap(({ body }) => statementsOf(stack, body.policy))
    .some((statement) => admits(statement, "events.amazonaws.com") && covers(statement, SEND));
  return [
    ...unless(isAdmitted, `has ${queue.address}, which does not admit EventBridge`),
    ...queueFaults(stack, queue),
  ];
}

function scheduleFaults(stack: SynthesizedStack, { body }: Block): string[] {
  const [target = {}] = nested(body, "target");
  const queue = queueOf(stack, target);
  if (!queue) {
    const group = { ScheduleGroup: text(body.group_name ?? "default") };
    return ["InvocationDroppedCount", "TargetErrorCount"].flatMap((name) =>
      unless(isWatched(stack, name, group), `has neither a dead-letter queue nor an alarm on ${name}`),
    );
  }
  const role = stack.target(target.role_arn);
  const maySend =
    role !== undefined &&
    permissionsOf(stack, role).some(
      (statement) =>
        statement.allows && covers(statement, SEND) && statement.resources.includes(reference(queue, "arn")),
    );
  return [...unless(maySend, `may not send to ${queue.address}`), ...queueFaults(stack, queue)];
}

export const failedDeliveriesAreWatched: Check = {
  id: "failed-deliveries-are-watched",
  rule: "A rule's target that is a topic has a dead-letter queue that admits EventBridge; a schedule has one that its role may send to, or an alarm on its group's failures; and an alarm watches the messages of each queue.",
  why: "EventBridge drops an event that its target does not accept, and Scheduler a call: the alert never comes, and nothing shows that (AWS, Using dead-letter queues to process undelivered events).",
  findings: (stack) => [
    ...stack
      .resources("aws_cloudwatch_event_target")
      .filter((target) => isTopic(stack, target))
      .flatMap((target) => targetFaults(stack, target).map((fault) => `${target.address} ${fault}`)),
    ...stack
      .resources("aws_scheduler_schedule")
      .flatMap((schedule) => scheduleFaults(stack, schedule).map((fault) => `${schedule.address} ${fault}`)),
  ],
};
