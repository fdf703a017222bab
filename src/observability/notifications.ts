import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { administeredBy } from "../iam/key-policy";

/** How soon somebody has to know (document, Alerting Strategy): at once, within 15 minutes, within a day. */
export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What publishes. */
const PUBLISHERS = {
  alarms: {
    sid: "PublishAlarms",
    principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
  },
  rules: {
    sid: "PublishEvents",
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  },
};
export type Publisher = keyof typeof PUBLISHERS;

/** AWS's shortest: the key encrypts messages on their way and keeps nothing. */
const KEY_DELETION_WINDOW_DAYS = 7;

export interface NotificationsProps<S extends Severity> {
  /** The topics by severity, with what publishes to each; nothing else is admitted. */
  readonly topics: Readonly<Record<S, { readonly name: string; readonly publishers: readonly Publisher[] }>>;
  /** With `alias/` in front. */
  readonly keyAlias: string;
  readonly accountId: string;
  readonly region: string;
  /** Who subscribes to every topic. AWS sends each address one request for confirmation a topic. */
  readonly emailAddresses: readonly string[];
}

/**
 * One topic a severity, encrypted by a key of our own: neither alarms nor rules can publish to a topic under AWS's own
 * key for SNS (AWS, SNS key management). Key and topics admit what is named, and no other service.
 *
 * Exposes the topics to what publishes, and the key to a role that publishes by itself. A change of names or of the key's
 * policy keeps subscriptions only where the topic stays: another name is another topic, which asks for confirmation again.
 */
export class Notifications<S extends Severity = Severity> extends Construct {
  readonly key: KmsKey;
  readonly topics: Readonly<Record<S, SnsTopic>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NotificationsProps<S>,
  ) {
    super(scope, id);

    this.key = this.makeKey();
    const severities = Object.keys(props.topics) as S[];
    this.topics = Object.fromEntries(
      severities.map((severity) => [severity, this.topic(severity)]),
    ) as Record<S, SnsTopic>;
  }

  private makeKey(): KmsKey {
    const { topics, keyAlias, accountId } = this.props;
    const publishers = new Set(
      Object.values<NotificationsProps<S>["topics"][S]>(topics).flatMap((topic) => topic.publishers),
    );
    const policy = new DataAwsIamPolicyDocument(this, "KeyPolicy", {
      statement: [
        administeredBy(accountId),
        ...[...publishers].map((publisher) => ({
          ...PUBLISHERS[publisher],
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: ["*"],
          condition: this.fromHere(publisher, "account"),
        })),
      ],
    });
    const key = new KmsKey(this, "Key", {
      description: "Encrypts notifications",
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_WINDOW_DAYS,
      policy: policy.json,
    });
    new KmsAlias(this, "KeyAlias", { name: keyAlias, targetKeyId: key.keyId });
    return key;
  }

  private topic(severity: S): SnsTopic {
    const { topics, emailAddresses } = this.props;
    const { name, publishers } = topics[severity];
    const scope = new Construct(this, `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`);
    const topic = new SnsTopic(scope, "Topic", { name, kmsMasterKeyId: this.key.arn });
    const policy = new DataAwsIamPolicyDocument(scope, "PolicyDocument", {
      statement: publishers.map((publisher) => ({
        ...PUBLISHERS[publisher],
        actions: ["sns:Publish"],
        resources: [topic.arn],
        condition: this.fromHere(publisher, "alarm"),
      })),
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

  /** That a publisher is of this account, and where told an alarm of this region. */
  private fromHere(publisher: Publisher, told: "account" | "alarm") {
    // EventBridge tells SNS neither rule nor account, and a condition on them is never met.
    if (publisher === "rules") return [];
    const { accountId, region } = this.props;
    return [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
      ...(told === "alarm"
        ? [
            {
              test: "ArnLike",
              variable: "aws:SourceArn",
              values: [`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`],
            },
          ]
        : []),
    ];
  }
}
