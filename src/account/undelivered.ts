import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";

/** The maximum: 14 days (AWS, SetQueueAttributes). */
const RETENTION_SECONDS = 14 * 24 * 3600;

export interface UndeliveredProps {
  /** Name of the queue and of its alarm. */
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  /** Name prefix of the rules that may send events to the queue, with its hyphen. */
  readonly rulePrefix: string;
  /** The text of the alarm's notification, at most 1,024 characters. */
  readonly alarmDescription: string;
  /** Every topic, because the one that accepts no message may be any of them. */
  readonly topics: readonly SnsTopic[];
}

/**
 * The dead-letter queue of rules and schedules, and an alarm on messages in it: an alert that cannot be delivered is
 * itself an alert. Exposes the queue.
 */
export class Undelivered extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: UndeliveredProps) {
    super(scope, id);
    const { name, accountId, region, rulePrefix } = props;
    const actions = props.topics.map(({ arn }) => arn);

    this.queue = new SqsQueue(this, "Queue", {
      name,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    new SqsQueuePolicy(this, "Policy", {
      queueUrl: this.queue.url,
      policy: policyDocument({
        Sid: "KeepUndeliveredEvents",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: this.queue.arn,
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:aws:events:${region}:${accountId}:rule/${rulePrefix}*` },
        },
      }),
    });
    new CloudwatchMetricAlarm(this, "Alarm", {
      alarmName: name,
      alarmDescription: props.alarmDescription,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: this.queue.name },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      // SQS publishes nothing about a queue that has been empty and unused for 6 hours (AWS, CloudWatch metrics for
      // Amazon SQS).
      treatMissingData: "notBreaching",
      alarmActions: actions,
      okActions: actions,
    });
  }
}
