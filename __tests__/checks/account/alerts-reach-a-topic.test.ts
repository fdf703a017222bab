import { alertsReachATopic } from "../../../src/checks/account/alerts-reach-a-topic";
import type { Case, Mutable } from "../../helpers/broken";
import { finding, findingsAfter, onlyIn, statementIn, testCheck } from "../../helpers/broken";

const named = (name: string) => `SecurityAlerts_${name}_`;
const rule = (json: Mutable, name: string) => onlyIn(json, "aws_cloudwatch_event_rule", named(name));
const target = (json: Mutable, name: string) => onlyIn(json, "aws_cloudwatch_event_target", named(name));
const topics = (json: Mutable) => Object.values<Mutable>(json.resource.aws_sns_topic);
const topicPolicy = (json: Mutable) =>
  onlyIn(json, "aws_sns_topic_policy", "Notifications_Critical").policy.Statement;
const keyPolicy = (json: Mutable) => onlyIn(json, "aws_kms_key", "Notifications").policy.Statement;
const sidIn = (json: Mutable, sid: string) =>
  statementIn(onlyIn(json, "aws_kms_key", "Notifications").policy, sid);
const forwarder = (json: Mutable) => ({
  trust: onlyIn(json, "aws_iam_role", "SecurityAlerts_Forwarder").assume_role_policy.Statement[0],
  permission: onlyIn(json, "aws_iam_role_policy", "SecurityAlerts_Forwarder").policy.Statement[0],
});
const remove = (json: Mutable, type: string, name: RegExp) => {
  const blocks = json.resource[type];
  for (const key of Object.keys(blocks)) if (name.test(key)) Reflect.deleteProperty(blocks, key);
};

const of = (name: string) => `aws_cloudwatch_event_rule.SecurityAlerts_${name}_Rule_~`;
const CRITICAL = ["alerting-change", "root-use", "trail-change"];
const MAY_NOT_PUBLISH = CRITICAL.map(
  (name) => `${of(name)} may not publish to aws_sns_topic.Notifications_Critical_~`,
);
const NO_TRAIL = "rules wait for CloudTrail's events, but there is neither a trail nor the ARN of one";

testCheck(alertsReachATopic, {
  "careflowai-account": [
    [
      "a rule without a target",
      (json) => {
        remove(json, "aws_cloudwatch_event_target", /root-use/);
      },
      `${of("root-use")} notifies no one`,
    ],
    ["a topic whose policy does not name EventBridge", (json) => topicPolicy(json).pop(), ...MAY_NOT_PUBLISH],
    [
      "a topic whose policy sets a condition",
      (json) => (topicPolicy(json)[1].Condition = topicPolicy(json)[0].Condition),
      ...MAY_NOT_PUBLISH,
    ],
    [
      "a pattern that is no JSON",
      (json) => (rule(json, "iam-change").event_pattern = "{ source: aws.iam }"),
      `${of("iam-change")} has no event pattern that is JSON`,
    ],
    [
      "a target that is neither topic nor bus",
      (json) => (target(json, "iam-change").arn = "arn:aws:sqs:us-east-1:111122223333:queue"),
      `${of("iam-change")} has target arn:aws:sqs:us-east-1:111122223333:queue, which is neither topic nor event bus`,
    ],
    ["a missing output of the trail", (json) => delete json.output.trail_arn, NO_TRAIL],
    ["a trail that is no ARN", (json) => (json.output.trail_arn.value = "careflowai"), NO_TRAIL],
  ],
  // Where topics are in another region than us-east-1.
  "hardened/careflowai-account": [
    [
      "a target in another region than its rule",
      (json) => delete target(json, "root-use-us-east-1").region,
      `${of("root-use-us-east-1")} has target ~ in another region`,
    ],
    [
      "sign-ins without a rule in us-east-1",
      (json) => {
        for (const type of ["rule", "target"])
          remove(json, `aws_cloudwatch_event_${type}`, /(root-use|failed-sign-in)-us-east-1/);
      },
      "no rule looks for sign-ins in us-east-1",
    ],
    [
      "events that are passed on to a region without a rule for them",
      (json) => (rule(json, "iam-change").event_pattern = '{"source":["aws.s3"]}'),
      ...["eu-west-1", "us-east-1"].map(
        (region) =>
          `${of(`iam-change-${region}`)} passes events on to eu-central-1, where no rule takes them`,
      ),
    ],
    [
      "events that are passed on without a role",
      (json) => delete target(json, "iam-change-us-east-1").role_arn,
      `${of("iam-change-us-east-1")} may not pass events on to arn:aws:events:eu-central-1:111122223333:event-bus/default`,
    ],
  ],
});

/** Changes of which each alert of the account has the finding. */
test.each<[what: string, change: Case[1], fault: string]>([
  [
    "a topic in another region",
    (json) => {
      for (const topic of topics(json)) topic.region = "eu-west-1";
    },
    "reaches aws_sns_topic.~, which is in another region",
  ],
  [
    "a key whose policy does not name EventBridge",
    (json) => keyPolicy(json).pop(),
    "may not use the key of aws_sns_topic.~",
  ],
  [
    "a key whose policy allows less",
    (json) => sidIn(json, "PublishEvents").Action.pop(),
    "may not use the key of aws_sns_topic.~",
  ],
  [
    "a key whose policy sets a condition",
    (json) => (sidIn(json, "PublishEvents").Condition = sidIn(json, "PublishAlarms").Condition),
    "may not use the key of aws_sns_topic.~",
  ],
  [
    "AWS's own key",
    (json) => {
      for (const topic of topics(json)) topic.kms_master_key_id = "alias/aws/sns";
    },
    "may not use the key of aws_sns_topic.~",
  ],
])("%s is found for every alert", (_what, change, fault) => {
  const findings = findingsAfter(alertsReachATopic, "careflowai-account", change);
  expect(findings).toHaveLength(7);
  for (const name of CRITICAL) expect(findings).toContainEqual(finding(`${of(name)} ${fault}`));
  for (const one of findings) expect(one).toEqual(finding(`aws_cloudwatch_event_rule.~ ${fault}`));
});

test("one spelling of sign-ins is found", () => {
  const findings = findingsAfter(alertsReachATopic, "careflowai-account", (json) => {
    const body = rule(json, "failed-sign-in");
    body.event_pattern = body.event_pattern.replace(',"AWS Console Signin via CloudTrail"', "");
  });
  expect(findings).toContainEqual(finding(`${of("failed-sign-in")} knows one spelling of sign-ins only`));
});

test.each<[string, Case[1]]>([
  [
    "EventBridge may not assume",
    (json) => (forwarder(json).trust.Principal.Service = ["scheduler.amazonaws.com"]),
  ],
  ["may not put events", (json) => (forwarder(json).permission.Action = ["events:PutRule"])],
  [
    "may put them on another bus",
    (json) =>
      (forwarder(json).permission.Resource = ["arn:aws:events:eu-central-1:111122223333:event-bus/other"]),
  ],
])("events that are passed on with a role that %s are found", (_what, change) => {
  const findings = findingsAfter(alertsReachATopic, "hardened/careflowai-account", change);
  expect(findings.length).toBeGreaterThan(10);
  for (const one of findings) expect(one).toContain(" may not pass events on to arn:aws:events:");
});
