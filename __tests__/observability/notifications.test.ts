import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Notifications } from "../../src/observability/notifications";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stackFor = (...emailAddresses: string[]) =>
  synthConstruct((scope) => {
    new Notifications(scope, "Notifications", {
      topics: {
        critical: { name: "test-critical", publishers: ["alarms"] },
        warning: { name: "test-warning", publishers: ["alarms"] },
        info: { name: "test-info", publishers: ["alarms"] },
      },
      keyAlias: "alias/test",
      accountId: "210987654321",
      region: "eu-west-1",
      emailAddresses,
    });
  });
const stack = stackFor("ops@example.com", "care@example.com");
const topics = ["critical", "warning", "info"];
const topicArn = (severity: string) => reference(stack, SnsTopic, "arn", { name: `test-${severity}` });

test("the key is rotated, administered by the account, and usable by its alarms only", () => {
  const key = only(stack, KmsKey).body;
  expect(key).toEqual({
    description: "Encrypts notifications",
    enable_key_rotation: true,
    deletion_window_in_days: 7,
    policy: expect.any(String),
  });
  expect(policyOf(stack, key.policy)).toEqual([
    {
      Sid: "Administration",
      Effect: "Allow",
      Action: "kms:*",
      Resource: "*",
      Principal: { AWS: "arn:aws:iam::210987654321:root" },
    },
    {
      Sid: "PublishAlarms",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } },
    },
  ]);
  expect(only(stack, KmsAlias).body).toEqual({
    name: "alias/test",
    target_key_id: reference(stack, KmsKey, "key_id"),
  });
});

test("each severity has one topic, encrypted by that key", () => {
  expect(resourcesOf(stack, SnsTopic)).toHaveLength(3);
  for (const severity of topics) {
    expect(only(stack, SnsTopic, { name: `test-${severity}` }).body).toEqual({
      name: `test-${severity}`,
      kms_master_key_id: reference(stack, KmsKey, "arn"),
    });
  }
});

test("only the account's alarms in the region may publish to each topic", () => {
  expect(resourcesOf(stack, SnsTopicPolicy)).toHaveLength(3);
  for (const severity of topics) {
    const { policy } = only(stack, SnsTopicPolicy, { arn: topicArn(severity) }).body;
    expect(policyOf(stack, policy)).toEqual([
      {
        Sid: "PublishAlarms",
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: topicArn(severity),
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "210987654321" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:210987654321:alarm:*" },
        },
      },
    ]);
  }
});

test("every address subscribes to every topic", () => {
  const subscriptions = resourcesOf(stack, SnsTopicSubscription).map(({ body }) => body);
  expect(subscriptions).toHaveLength(6);
  for (const severity of topics)
    for (const endpoint of ["ops@example.com", "care@example.com"])
      expect(subscriptions).toContainEqual({ topic_arn: topicArn(severity), protocol: "email", endpoint });
});

test("adding or removing an address recreates no other, which would have to confirm again", () => {
  const addressesOf = (...emails: string[]) =>
    stackFor(...emails)
      .resources("aws_sns_topic_subscription")
      .map(({ address, body }) => [body.endpoint, address]);
  const both = addressesOf("ops@example.com", "care@example.com");
  expect(both).toEqual(expect.arrayContaining(addressesOf("care@example.com")));
  expect(new Set(addressesOf("a.b@example.com", "ab@example.com").map(([, address]) => address)).size).toBe(
    6,
  );
});

describe("where rules publish too", () => {
  const withRules = synthConstruct((scope) => {
    new Notifications(scope, "Notifications", {
      topics: {
        critical: { name: "test-critical", publishers: ["alarms", "rules"] },
        info: { name: "test-info", publishers: ["rules"] },
      },
      keyAlias: "alias/test",
      accountId: "210987654321",
      region: "eu-west-1",
      emailAddresses: ["ops@example.com"],
    });
  });
  const admitted = (policy: any) =>
    policyOf(withRules, policy).map(({ Principal, Condition = {} }) => ({
      who: Principal,
      conditions: Object.keys(Condition).length,
    }));
  const ALARMS = { Service: "cloudwatch.amazonaws.com" };
  // AWS sends no context for them: with a condition no event would arrive.
  const RULES = { who: { Service: "events.amazonaws.com" }, conditions: 0 };

  test("each topic admits its publishers, rules without a condition", () => {
    const byTopic = resourcesOf(withRules, SnsTopicPolicy).map(({ body: { arn, policy } }) => [
      withRules.target(arn)?.body.name,
      admitted(policy),
    ]);
    expect(Object.fromEntries(byTopic)).toEqual({
      "test-critical": [{ who: ALARMS, conditions: 2 }, RULES],
      "test-info": [RULES],
    });
  });

  test("the key admits all of them", () => {
    expect(admitted(only(withRules, KmsKey).body.policy)).toEqual([
      { who: { AWS: "arn:aws:iam::210987654321:root" }, conditions: 0 },
      { who: ALARMS, conditions: 1 },
      RULES,
    ]);
  });
});
