import { topicsAdmitTheirPublishers } from "../../../src/checks/observability/topics-admit-their-publishers";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const topicPolicy = (json: Mutable, name: string) =>
  onlyIn(json, "aws_sns_topic_policy", name).policy.Statement;
const keyPolicy = (json: Mutable) => onlyIn(json, "aws_kms_key").policy.Statement;

/** The critical topic with a policy that admits something else. */
const topicOf = (what: string, change: (statement: Mutable) => unknown, ...faults: string[]): Case => [
  `a topic's policy with ${what}`,
  (json) => change(topicPolicy(json, "Critical")[0]),
  ...faults.map((fault) => `aws_sns_topic.~_Critical_~ ${fault}`),
];
/** The key with a policy that admits something else: found for each of the three topics. */
const keyOf = (
  what: string,
  change: (owner: Mutable, service: Mutable) => unknown,
  ...faults: string[]
): Case => [
  `a key's policy with ${what}`,
  (json) => change(keyPolicy(json)[0], keyPolicy(json)[1]),
  ...["Critical", "Info", "Warning"].flatMap((topic) =>
    faults.map((fault) => `aws_sns_topic.~_${topic}_~ has a key that ${fault}`),
  ),
];

testCheck(topicsAdmitTheirPublishers, {
  "careflowai-prod": [
    topicOf(
      "another service",
      ({ Principal }) => (Principal.Service = ["events.amazonaws.com"]),
      "does not admit cloudwatch.amazonaws.com to sns:Publish",
      "admits events.amazonaws.com, which publishes nothing",
    ),
    topicOf(
      "one service more",
      ({ Principal }) => Principal.Service.push("budgets.amazonaws.com"),
      "admits budgets.amazonaws.com, which publishes nothing",
    ),
    topicOf("everyone", ({ Principal }) => (Principal.AWS = "*"), "admits *, which publishes nothing"),
    topicOf(
      "any account",
      (statement) => delete statement.Condition,
      "PublishAlarms admits the service for other accounts too",
    ),
    topicOf(
      "another account",
      ({ Condition }) => (Condition.StringEquals["aws:SourceAccount"] = "999988887777"),
      "PublishAlarms admits the service for other accounts too",
    ),
    topicOf(
      "a refusal",
      (statement) => (statement.Effect = "Deny"),
      "does not admit cloudwatch.amazonaws.com to sns:Publish",
    ),
    topicOf(
      "more than publishing",
      ({ Action }) => Action.push("sns:Subscribe"),
      "PublishAlarms allows sns:Publish, sns:Subscribe",
    ),
    topicOf("other topics", (statement) => (statement.Resource = "*"), "PublishAlarms is for *"),
    [
      "a topic without a policy",
      (json) => {
        for (const name of Object.keys(json.resource.aws_sns_topic_policy))
          if (name.includes("Critical")) Reflect.deleteProperty(json.resource.aws_sns_topic_policy, name);
      },
      "aws_sns_topic.~_Critical_~ does not have exactly one readable policy",
    ],
    keyOf(
      "no administrator",
      (owner) => (owner.Principal.AWS = "arn:aws:iam::999988887777:root"),
      "the account cannot administer",
      "admits arn:aws:iam::999988887777:root, which publishes nothing",
      "Administration admits the service for other accounts too",
    ),
    keyOf(
      "decryption alone",
      (_owner, service) => (service.Action = "kms:Decrypt"),
      "does not admit cloudwatch.amazonaws.com to kms:GenerateDataKey",
    ),
    keyOf(
      "any account",
      (_owner, service) => delete service.Condition,
      "PublishAlarms admits the service for other accounts too",
    ),
    keyOf(
      "one service more",
      (_owner, service) => service.Principal.Service.push("s3.amazonaws.com"),
      "admits s3.amazonaws.com, which publishes nothing",
    ),
    ...["alias/aws/sns", undefined].map((key): Case => [
      `a topic under ${key ?? "null"}`,
      (json) => (onlyIn(json, "aws_sns_topic", "Info").kms_master_key_id = key),
      `aws_sns_topic.~_Info_~ is encrypted by ${key ?? "null"}, no key of the stack`,
    ]),
  ],
  "careflowai-account": [
    [
      "a policy that does not admit rules",
      (json) => (topicPolicy(json, "Info")[1].Principal.Service = ["cloudwatch.amazonaws.com"]),
      "aws_sns_topic.Notifications_Info_~ does not admit events.amazonaws.com to sns:Publish",
      "aws_sns_topic.Notifications_Info_~ PublishEvents admits the service for other accounts too",
    ],
    [
      "a key that only denies EventBridge",
      (json) => {
        const { policy } = onlyIn(json, "aws_kms_key", "Notifications");
        statementIn(policy, "PublishEvents").Effect = "Deny";
      },
      ...["Critical", "Info"].flatMap((topic) =>
        ["kms:Decrypt", "kms:GenerateDataKey"].map(
          (action) =>
            `aws_sns_topic.Notifications_${topic}_~ has a key that does not admit events.amazonaws.com to ${action}`,
        ),
      ),
    ],
    [
      "a policy that admits rules though none publishes",
      (json) => {
        for (const target of Object.values<Mutable>(json.resource.aws_cloudwatch_event_target))
          if (String(target.arn).includes("Info")) target.arn = "arn:aws:sqs:us-east-1:111122223333:queue";
      },
      "aws_sns_topic.Notifications_Info_~ admits events.amazonaws.com, which publishes nothing",
    ],
  ],
});
