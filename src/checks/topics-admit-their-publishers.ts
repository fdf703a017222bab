import type { Check } from "./check";
import { unless } from "./check";
import type { Statement } from "../synthesized/policy-documents";
import { covers, statementsOf } from "../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { reference, stringsIn, text } from "../synthesized/synthesized-stack";

/** Does not say for which account it publishes: a condition on that is never met (pitfall 2.7-4). */
const EVENTS = "events.amazonaws.com";

/** By what publishes to a topic, the service that has to be admitted. */
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

const identifiers = ({ principals }: Statement) => principals.flatMap((principal) => principal.identifiers);
const isOfAccount = ({ conditions }: Statement, accounts: readonly string[]) =>
  conditions.some(
    ({ test, variable, values }) =>
      test === "StringEquals" && variable === "aws:SourceAccount" && values.join() === accounts.join(),
  );

/** What is wrong with the services that some statements admit to some actions. */
function admissionFaults(
  statements: readonly Statement[],
  actions: readonly string[],
  publishers: readonly string[],
  accounts: readonly string[],
): string[] {
  const admitted = statements.flatMap(identifiers);
  return [
    ...publishers.flatMap((service) =>
      actions
        .filter(
          (action) =>
            !statements.some(
              (statement) =>
                statement.allows && covers(statement, action) && identifiers(statement).includes(service),
            ),
        )
        .map((action) => `does not admit ${service} to ${action}`),
    ),
    ...admitted
      .filter((identifier) => !publishers.includes(identifier))
      .map((identifier) => `admits ${identifier}, which publishes nothing`),
    ...statements
      .filter((statement) => statement.allows && identifiers(statement).join() !== EVENTS)
      .filter((statement) => !isOfAccount(statement, accounts))
      .map(({ sid }) => `${sid} admits the service for other accounts too`),
  ];
}

function topicFaults(stack: SynthesizedStack, topic: Block, accounts: readonly string[]): string[] {
  const publishers = publishersOf(stack, topic);
  const [policy, ...others] = stack.attached("aws_sns_topic_policy", "arn", topic);
  const statements = statementsOf(stack, policy?.body.policy);
  if (statements.length === 0 || others.length > 0) return ["does not have exactly one readable policy"];
  return [
    ...admissionFaults(statements, ["sns:Publish"], publishers, accounts),
    ...statements.flatMap(({ sid, actions, resources }) => [
      ...unless(actions.join() === "sns:Publish", `${sid} allows ${actions.join(", ")}`),
      ...unless(resources.join() === reference(topic, "arn"), `${sid} is for ${resources.join(", ")}`),
    ]),
  ];
}

function keyFaults(stack: SynthesizedStack, topic: Block, accounts: readonly string[]): string[] {
  const key = stack.target(topic.body.kms_master_key_id);
  if (key?.type !== "aws_kms_key")
    return [`is encrypted by ${text(topic.body.kms_master_key_id)}, no key of the stack`];
  const isOwner = (statement: Statement) =>
    identifiers(statement).every((identifier) =>
      accounts.some((account) => identifier === `arn:aws:iam::${account}:root`),
    );
  const statements = statementsOf(stack, key.body.policy);
  const publishers = stack
    .resources("aws_sns_topic")
    .filter(({ body }) => stack.target(body.kms_master_key_id)?.address === key.address)
    .flatMap((one) => publishersOf(stack, one));
  return [
    ...unless(statements.some(isOwner), "has a key that the account cannot administer"),
    ...unless(key.body.enable_key_rotation === true, "has a key that is not rotated"),
    ...admissionFaults(
      statements.filter((statement) => !isOwner(statement)),
      ["kms:Decrypt", "kms:GenerateDataKey"],
      [...new Set(publishers)],
      accounts,
    ).map((fault) => `has a key that ${fault}`),
  ];
}

/** Pitfall 2.6-5: a topic that does not admit who publishes, or whose key does not, loses every message in silence. */
export const topicsAdmitTheirPublishers: Check = {
  id: "2.6-5",
  rule: "Every topic is encrypted by a key of the stack; topic and key admit the services that publish to it, for this account where they say for which, and nobody else.",
  findings: (stack) => {
    const accounts = stack.providers().flatMap(({ allowed_account_ids }) => stringsIn(allowed_account_ids));
    return stack
      .resources("aws_sns_topic")
      .flatMap((topic) =>
        [...topicFaults(stack, topic, accounts), ...keyFaults(stack, topic, accounts)].map(
          (fault) => `${topic.address} ${fault}`,
        ),
      );
  },
};
