import type { Check } from "../check";
import { unless } from "../check";
import type { Statement } from "../../synthesized/policy-documents";
import { admits, covers, identifiersOf, isOnlyFor, statementsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { reference, stringsIn, text } from "../../synthesized/synthesized-stack";

/** Sends no source account, so a condition on it is never met (see alerts-reach-a-topic). */
const EVENTS = "events.amazonaws.com";

/** Types that publish to a topic, with the service to admit. */
const PUBLISHERS: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly service: string }>
> = {
  aws_cloudwatch_metric_alarm: {
    attributes: ["alarm_actions", "ok_actions", "insufficient_data_actions"],
    service: "cloudwatch.amazonaws.com",
  },
  aws_cloudwatch_event_target: { attributes: ["arn"], service: EVENTS },
};

function publishersOf(stack: SynthesizedStack, topic: Block): string[] {
  const arn = reference(topic, "arn");
  return Object.entries(PUBLISHERS)
    .filter(([type, { attributes }]) =>
      stack
        .resources(type)
        .some(({ body }) => attributes.some((attribute) => stringsIn(body[attribute]).includes(arn))),
    )
    .map(([, { service }]) => service);
}

/** The faults of the statements that admit services to actions. */
function admissionFaults(
  statements: readonly Statement[],
  actions: readonly string[],
  publishers: readonly string[],
  accountId: string,
): string[] {
  const admitted = statements.flatMap(identifiersOf);
  return [
    ...publishers.flatMap((service) =>
      actions
        .filter(
          (action) =>
            !statements.some((statement) => admits(statement, service) && covers(statement, action)),
        )
        .map((action) => `does not admit ${service} to ${action}`),
    ),
    ...admitted
      .filter((identifier) => !publishers.includes(identifier))
      .map((identifier) => `admits ${identifier}, which publishes nothing`),
    ...statements
      .filter((statement) => statement.allows && identifiersOf(statement).join() !== EVENTS)
      .filter((statement) => !isOnlyFor(statement, "aws:SourceAccount", accountId))
      .map(({ sid }) => `${sid} admits the service for other accounts too`),
  ];
}

function topicFaults(stack: SynthesizedStack, topic: Block): string[] {
  const publishers = publishersOf(stack, topic);
  const [policy, ...others] = stack.attached("aws_sns_topic_policy", "arn", topic);
  const statements = statementsOf(stack, policy?.body.policy);
  if (statements.length === 0 || others.length > 0) return ["does not have exactly one readable policy"];
  return [
    ...admissionFaults(statements, ["sns:Publish"], publishers, stack.accountId),
    ...statements.flatMap(({ sid, actions, resources }) => [
      ...unless(actions.join() === "sns:Publish", `${sid} allows ${actions.join(", ")}`),
      ...unless(resources.join() === reference(topic, "arn"), `${sid} is for ${resources.join(", ")}`),
    ]),
  ];
}

function keyFaults(stack: SynthesizedStack, topic: Block): string[] {
  const key = stack.target(topic.body.kms_master_key_id);
  if (key?.type !== "aws_kms_key")
    return [`is encrypted by ${text(topic.body.kms_master_key_id)}, no key of the stack`];
  const isOwner = (statement: Statement) =>
    identifiersOf(statement).join() === `arn:aws:iam::${stack.accountId}:root`;
  const statements = statementsOf(stack, key.body.policy);
  const publishers = stack
    .resources("aws_sns_topic")
    .filter(({ body }) => stack.target(body.kms_master_key_id)?.address === key.address)
    .flatMap((one) => publishersOf(stack, one));
  return [
    ...unless(statements.some(isOwner), "has a key that the account cannot administer"),
    ...admissionFaults(
      statements.filter((statement) => statement.allows && !isOwner(statement)),
      ["kms:Decrypt", "kms:GenerateDataKey"],
      [...new Set(publishers)],
      stack.accountId,
    ).map((fault) => `has a key that ${fault}`),
  ];
}

export const topicsAdmitTheirPublishers: Check = {
  id: "topics-admit-their-publishers",
  rule: "Every topic is encrypted with a key of the stack; topic and key admit the services that publish to it, for this account where the service says for which, and no other principal.",
  why: "A topic or key that does not admit its publisher loses every message without an error; alarms cannot use alias/aws/sns (AWS, Amazon SNS key management).",
  findings: (stack) =>
    stack
      .resources("aws_sns_topic")
      .flatMap((topic) =>
        [...topicFaults(stack, topic), ...keyFaults(stack, topic)].map(
          (fault) => `${topic.address} ${fault}`,
        ),
      ),
};
