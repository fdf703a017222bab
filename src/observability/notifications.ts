import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";

/** How soon somebody has to know (document, Alerting Strategy): at once, within 15 minutes, within a day. */
export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The one service that publishes here: alarms. */
const PUBLISHER = { type: "Service", identifiers: ["cloudwatch.amazonaws.com"] };

/** AWS's shortest: the key encrypts messages on their way and keeps nothing. */
const KEY_DELETION_WINDOW_DAYS = 7;

export interface NotificationsProps {
  readonly topicNames: Readonly<Record<Severity, string>>;
  /** With `alias/` in front. */
  readonly keyAlias: string;
  readonly accountId: string;
  readonly region: string;
  /** Who subscribes to every topic. AWS sends each address one request for confirmation a topic. */
  readonly emailAddresses: readonly string[];
}

/**
 * One topic a severity, encrypted by a key of our own: alarms cannot publish to a topic under AWS's own key for SNS
 * (AWS, SNS key management). Key and topics admit the account's alarms and no other service.
 *
 * Exposes the topics to alarms. Another name is another topic, whose subscriptions have to be confirmed once more.
 */
export class Notifications extends Construct {
  readonly topics: Readonly<Record<Severity, SnsTopic>>;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);

    const key = this.key(props);
    const topic = (severity: Severity) => this.topic(severity, key, props);
    this.topics = { critical: topic("critical"), warning: topic("warning"), info: topic("info") };
  }

  private key({ keyAlias, accountId }: NotificationsProps): KmsKey {
    const policy = new DataAwsIamPolicyDocument(this, "KeyPolicy", {
      statement: [
        {
          sid: "Administration",
          actions: ["kms:*"],
          resources: ["*"],
          principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${accountId}:root`] }],
        },
        {
          sid: "PublishEncrypted",
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: ["*"],
          principals: [PUBLISHER],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
        },
      ],
    });
    const key = new KmsKey(this, "Key", {
      description: "Encrypts notifications of alarms",
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_WINDOW_DAYS,
      policy: policy.json,
    });
    new KmsAlias(this, "KeyAlias", { name: keyAlias, targetKeyId: key.keyId });
    return key;
  }

  private topic(severity: Severity, key: KmsKey, props: NotificationsProps): SnsTopic {
    const { topicNames, accountId, region, emailAddresses } = props;
    const scope = new Construct(this, `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`);
    const topic = new SnsTopic(scope, "Topic", { name: topicNames[severity], kmsMasterKeyId: key.arn });
    const policy = new DataAwsIamPolicyDocument(scope, "PolicyDocument", {
      statement: [
        {
          sid: "PublishAlarms",
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: [PUBLISHER],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
            {
              test: "ArnLike",
              variable: "aws:SourceArn",
              values: [`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`],
            },
          ],
        },
      ],
    });
    new SnsTopicPolicy(scope, "Policy", { arn: topic.arn, policy: policy.json });
    for (const address of emailAddresses) {
      new SnsTopicSubscription(scope, `Email-${address}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: address,
      });
    }
    return topic;
  }
}
