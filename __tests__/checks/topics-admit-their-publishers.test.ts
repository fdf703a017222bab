import { topicsAdmitTheirPublishers } from "../../src/checks/topics-admit-their-publishers";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(topicsAdmitTheirPublishers, "careflowai-prod", change);
/** What is found of the critical topic, without its address. */
const ofTopic = (change: (statement: Mutable, json: Mutable) => void) =>
  after((json) => {
    change(onlyIn(json, "aws_iam_policy_document", "Critical_PolicyDocument").statement[0], json);
  }).map((finding) => finding.replace(/^aws_sns_topic\.\S+_Critical_\S+ /, ""));
/** What is found of the key, by each of the three topics alike. */
const ofKey = (change: (key: Mutable, owner: Mutable, service: Mutable) => void) => {
  const findings = after((json) => {
    const [owner, service] = onlyIn(json, "aws_iam_policy_document", "KeyPolicy").statement;
    change(onlyIn(json, "aws_kms_key"), owner, service);
  });
  const faults = findings.map((finding) => finding.replace(/^aws_sns_topic\.\S+ /, ""));
  expect(faults.filter((fault) => fault === faults[0])).toHaveLength(3);
  return [...new Set(faults)];
};

test("every topic admits the alarms of its account and nobody else", () => {
  expect(findingsOnSound(topicsAdmitTheirPublishers)).toEqual([]);
});

describe("of a topic's policy", () => {
  test.each<[what: string, change: (statement: Mutable, json: Mutable) => void, ...faults: string[]]>([
    [
      "another service",
      (statement) => (statement.principals[0].identifiers = ["events.amazonaws.com"]),
      "does not admit cloudwatch.amazonaws.com to sns:Publish",
      "admits events.amazonaws.com, which publishes nothing",
    ],
    [
      "one service more",
      (statement) => statement.principals[0].identifiers.push("budgets.amazonaws.com"),
      "admits budgets.amazonaws.com, which publishes nothing",
    ],
    [
      "everybody",
      (statement) => statement.principals.push({ type: "*", identifiers: ["*"] }),
      "admits *, which publishes nothing",
    ],
    [
      "any account",
      (statement) => delete statement.condition,
      "PublishAlarms admits the service for other accounts too",
    ],
    [
      "another account",
      (statement) => (statement.condition[0].values = ["999988887777"]),
      "PublishAlarms admits the service for other accounts too",
    ],
    [
      "a refusal",
      (statement) => (statement.effect = "Deny"),
      "does not admit cloudwatch.amazonaws.com to sns:Publish",
    ],
    [
      "more than publishing",
      (statement) => statement.actions.push("sns:Subscribe"),
      "PublishAlarms allows sns:Publish, sns:Subscribe",
    ],
    ["other topics", (statement) => (statement.resources = ["*"]), "PublishAlarms is for *"],
    [
      "nothing at all",
      (_statement, json) => {
        for (const name of Object.keys(json.resource.aws_sns_topic_policy))
          if (name.includes("Critical")) Reflect.deleteProperty(json.resource.aws_sns_topic_policy, name);
      },
      "does not have exactly one readable policy",
    ],
  ])("%s is found", (_what, change, ...faults) => {
    expect(ofTopic(change)).toEqual(faults);
  });
});

describe("of the key", () => {
  test.each<
    [what: string, change: (key: Mutable, owner: Mutable, service: Mutable) => void, ...faults: string[]]
  >([
    [
      "no administrator",
      (_key, owner) => (owner.principals[0].identifiers = ["arn:aws:iam::999988887777:root"]),
      "has a key that the account cannot administer",
      "has a key that admits arn:aws:iam::999988887777:root, which publishes nothing",
      "has a key that Administration admits the service for other accounts too",
    ],
    ["no rotation", (key) => (key.enable_key_rotation = false), "has a key that is not rotated"],
    [
      "decryption alone",
      (_key, _owner, service) => (service.actions = ["kms:Decrypt"]),
      "has a key that does not admit cloudwatch.amazonaws.com to kms:GenerateDataKey",
    ],
    [
      "any account",
      (_key, _owner, service) => delete service.condition,
      "has a key that PublishAlarms admits the service for other accounts too",
    ],
    [
      "one service more",
      (_key, _owner, service) => service.principals[0].identifiers.push("s3.amazonaws.com"),
      "has a key that admits s3.amazonaws.com, which publishes nothing",
    ],
  ])("%s is found", (_what, change, ...faults) => {
    expect(ofKey(change)).toEqual(faults);
  });
});

test.each(["alias/aws/sns", undefined])("a topic under %s is found", (key) => {
  const findings = after((json) => {
    onlyIn(json, "aws_sns_topic", "Info").kms_master_key_id = key;
  });
  expect(findings).toEqual([
    expect.stringMatching(/_Info_\S+ is encrypted by (?:alias\/aws\/sns|null), no key of the stack$/),
  ]);
});

describe("of a topic that rules publish to", () => {
  const ofInfo = (change: (statements: Mutable[], targets: Mutable) => void) =>
    findingsAfter(topicsAdmitTheirPublishers, "careflowai-account", (json) => {
      change(
        onlyIn(json, "aws_iam_policy_document", "Info_PolicyDocument").statement,
        json.resource.aws_cloudwatch_event_target,
      );
    }).map((finding) => finding.replace(/^aws_sns_topic\.\S+ /, ""));

  test("a policy that does not admit them is found", () => {
    const change = (statements: Mutable[]) =>
      (statements[0].principals[0].identifiers = ["cloudwatch.amazonaws.com"]);
    expect(ofInfo(change)).toContain("does not admit events.amazonaws.com to sns:Publish");
  });

  test("a policy that admits them though no rule publishes is found", () => {
    const findings = ofInfo((_statements, targets) => {
      for (const target of Object.values<Mutable>(targets))
        if (String(target.arn).includes("Info")) target.arn = "arn:aws:sqs:us-east-1:111122223333:queue";
    });
    expect(findings).toEqual(["admits events.amazonaws.com, which publishes nothing"]);
  });
});
