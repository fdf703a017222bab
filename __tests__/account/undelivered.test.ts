import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Undelivered } from "../../src/account/undelivered";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stack = synthConstruct((scope) => {
  new Undelivered(scope, "Undelivered", {
    name: "careflowai-account-undelivered",
    accountId: "111122223333",
    region: "eu-central-1",
    rulePrefix: "careflowai-account-",
    alarmDescription: "Read the queue.",
    topics: ["critical", "info"].map((name) => new SnsTopic(scope, name, { name })),
  });
});

test("events are kept for 14 days, encrypted, and only the account's own rules may send them", () => {
  expect(only(stack, SqsQueue).body).toEqual({
    name: "careflowai-account-undelivered",
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: true,
  });
  const { queue_url, policy } = only(stack, SqsQueuePolicy).body;
  expect(queue_url).toBe(reference(stack, SqsQueue, "url"));
  expect(policyOf(stack, policy)).toEqual([
    {
      Sid: "KeepUndeliveredEvents",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: reference(stack, SqsQueue, "arn"),
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:events:eu-central-1:111122223333:rule/careflowai-account-*" },
      },
    },
  ]);
});

test("a message in the queue is reported to every topic, and an empty queue is not", () => {
  const topics = ["critical", "info"].map((name) => reference(stack, SnsTopic, "arn", { name }));
  expect(only(stack, CloudwatchMetricAlarm).body).toMatchObject({
    alarm_name: "careflowai-account-undelivered",
    metric_name: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: reference(stack, SqsQueue, "name") },
    threshold: 1,
    comparison_operator: "GreaterThanOrEqualToThreshold",
    treat_missing_data: "notBreaching",
    alarm_actions: topics,
    ok_actions: topics,
  });
});
