import type { Check } from "../check";
import { unless } from "../check";
import { admits, covers, permissionsOf, statementsOf } from "../../synthesized/policy-documents";
import type { Block, Json, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { stringsIn, text } from "../../synthesized/synthesized-stack";

const EVENTS = "events.amazonaws.com";
/** Where root's sign-ins, those of the global endpoint, and IAM have their events. */
const GLOBAL_REGION = "us-east-1";
/** AWS's own pages spell it in both ways. */
const SIGN_IN = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];

function patternOf({ body }: Block): JsonObject | undefined {
  try {
    return JSON.parse(text(body.event_pattern)) as JsonObject;
  } catch {
    return undefined;
  }
}

const kindsOf = (rule: Block) => stringsIn(patternOf(rule)?.["detail-type"]);
const isFromCloudTrail = (rule: Block) => kindsOf(rule).some((kind) => kind.endsWith("via CloudTrail"));

/** Whether a policy lets EventBridge do something, without a condition, for which it sends no context. */
function admitsEvents(stack: SynthesizedStack, policy: Json | undefined, action: string): boolean {
  return statementsOf(stack, policy).some(
    (statement) =>
      admits(statement, EVENTS) && statement.conditions.length === 0 && covers(statement, action),
  );
}

function faultsOfTopic(stack: SynthesizedStack, rule: Block, topic: Block): string[] {
  const key = stack.target(topic.body.kms_master_key_id);
  return [
    ...unless(
      stack.regionOf(topic) === stack.regionOf(rule),
      `reaches ${topic.address}, which is in another region`,
    ),
    ...unless(
      stack
        .attached("aws_sns_topic_policy", "arn", topic)
        .some(({ body }) => admitsEvents(stack, body.policy, "sns:Publish")),
      `may not publish to ${topic.address}`,
    ),
    ...unless(
      topic.body.kms_master_key_id === undefined ||
        (key !== undefined &&
          ["kms:Decrypt", "kms:GenerateDataKey"].every((action) =>
            admitsEvents(stack, key.body.policy, action),
          )),
      `may not use the key of ${topic.address}`,
    ),
  ];
}

/** An event bus of another region, to which a rule passes its events on. */
const BUS = /^arn:aws:events:([a-z0-9-]+):\d{12}:event-bus\/default$/;

/** Whether a target has a role that EventBridge may take on, and that may put events on the target's bus. */
function maySend(stack: SynthesizedStack, target: JsonObject): boolean {
  const role = stack.target(target.role_arn);
  if (role?.type !== "aws_iam_role") return false;
  return (
    admitsEvents(stack, role.body.assume_role_policy, "sts:AssumeRole") &&
    permissionsOf(stack, role).some(
      (statement) =>
        statement.allows &&
        covers(statement, "events:PutEvents") &&
        statement.resources.includes(text(target.arn)),
    )
  );
}

function faultsOfTarget(stack: SynthesizedStack, rule: Block, target: JsonObject): string[] {
  const topic = stack.target(target.arn);
  if (topic?.type === "aws_sns_topic") return faultsOfTopic(stack, rule, topic);
  const [, region] = BUS.exec(text(target.arn)) ?? [];
  if (region === undefined) return [`has target ${text(target.arn)}, which is neither topic nor event bus`];
  const successors = stack
    .resources("aws_cloudwatch_event_rule")
    .filter(
      (other) => stack.regionOf(other) === region && other.body.event_pattern === rule.body.event_pattern,
    );
  return [
    ...unless(maySend(stack, target), `may not pass events on to ${text(target.arn)}`),
    ...unless(
      region !== stack.regionOf(rule) && successors.length > 0,
      `passes events on to ${region}, where no rule takes them`,
    ),
  ];
}

function faultsOf(stack: SynthesizedStack, rule: Block): string[] {
  if (!patternOf(rule)) return [`${rule.address} has no event pattern that is JSON`];
  const targets = stack.attached("aws_cloudwatch_event_target", "rule", rule);
  const signIns = kindsOf(rule).filter((kind) => SIGN_IN.includes(kind));
  return [
    ...unless(targets.length > 0, "notifies no one"),
    ...targets.flatMap(({ body }) => faultsOfTarget(stack, rule, body)),
    ...targets
      .filter((target) => stack.regionOf(target) !== stack.regionOf(rule))
      .map(({ address }) => `has target ${address} in another region`),
    ...unless(
      signIns.length === 0 || signIns.length === SIGN_IN.length,
      "knows one spelling of sign-ins only",
    ),
  ].map((fault) => `${rule.address} ${fault}`);
}

export const alertsReachATopic: Check = {
  id: "alerts-reach-a-topic",
  rule: "Rules on CloudTrail's events rest on a trail; each reaches a topic of its region that admits EventBridge, with a key that does, or passes its events on to a rule that does; and sign-ins are looked for in us-east-1, in both spellings.",
  why: "A link that is missing between event and topic shows nowhere: the alert never comes. Root and IAM sign-ins have their events in us-east-1, and AWS's pages spell them in two ways (AWS, Events via CloudTrail; decision 38).",
  findings: (stack) => {
    const rules = stack.resources("aws_cloudwatch_event_rule");
    const signIns = rules.filter((rule) => kindsOf(rule).some((kind) => SIGN_IN.includes(kind)));
    const output = stack.json.output as Readonly<Record<string, JsonObject>> | undefined;
    return [
      ...rules.flatMap((rule) => faultsOf(stack, rule)),
      ...unless(
        !rules.some(isFromCloudTrail) ||
          /^(?:arn:|\$\{aws_cloudtrail\.)/.test(text(output?.trail_arn?.value)),
        "rules wait for CloudTrail's events, but there is neither a trail nor the ARN of one",
      ),
      ...unless(
        signIns.length === 0 || signIns.some((rule) => stack.regionOf(rule) === GLOBAL_REGION),
        `no rule looks for sign-ins in ${GLOBAL_REGION}`,
      ),
    ];
  },
};
