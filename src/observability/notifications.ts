import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { DENY_DISABLING_KEY, keyAdministration } from "../iam/key-policy";
import type { PolicyCondition, PolicyStatement } from "../iam/policy-document";
import { policyDocument } from "../iam/policy-document";

/** How soon operators must know (document, Alerting Strategy): immediately, within 15 minutes, within a day. */
export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Services that publish to a topic. */
const PUBLISHERS = {
  alarms: { Sid: "PublishAlarms", Principal: { Service: "cloudwatch.amazonaws.com" } },
  rules: { Sid: "PublishEvents", Principal: { Service: "events.amazonaws.com" } },
} as const satisfies Record<string, Pick<PolicyStatement, "Principal" | "Sid">>;
export type Publisher = keyof typeof PUBLISHERS;

/** AWS's minimum: the key encrypts messages in transit and no stored data. */
const KEY_DELETION_WINDOW_DAYS = 7;

interface TopicProps {
  readonly name: string;
  readonly publishers: readonly Publisher[];
}

export interface NotificationsProps<S extends Severity> {
  /** The topics by severity, with the services that publish to each; no other service is admitted. */
  readonly topics: Readonly<Record<S, TopicProps>>;
  /** With the prefix `alias/`. */
  readonly keyAlias: string;
  /** Whether no principal can disable or delete the key. Default: false. */
  readonly protectKey?: boolean;
  readonly accountId: string;
  readonly region: string;
  /** Subscribers to every topic. AWS sends each address one request for confirmation per topic. */
  readonly emailAddresses: readonly string[];
}

/**
 * One topic per severity, encrypted by a customer managed key: neither alarms nor rules can publish to a topic under
 * AWS's own key for SNS (AWS, SNS key management).
 *
 * Exposes the topics to publishers, and the key to a role that publishes by itself. Another topic name is another topic,
 * whose subscribers must confirm again.
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

    this.key = this.createKey();
    this.topics = Object.fromEntries(
      Object.entries<TopicProps>(props.topics).map(([severity, topic]) => [
        severity,
        this.createTopic(severity, topic),
      ]),
    ) as Record<S, SnsTopic>;
  }

  private createKey(): KmsKey {
    const { topics, keyAlias, protectKey = false, accountId } = this.props;
    const publishers = new Set(Object.values<TopicProps>(topics).flatMap((topic) => topic.publishers));
    const key = new KmsKey(this, "Key", {
      description: "Encrypts notifications",
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_WINDOW_DAYS,
      policy: policyDocument(
        keyAdministration(accountId),
        ...(protectKey ? [DENY_DISABLING_KEY] : []),
        ...[...publishers].map((publisher) =>
          this.admit(publisher, ["kms:Decrypt", "kms:GenerateDataKey*"], "*", this.fromAccount()),
        ),
      ),
    });
    new KmsAlias(this, "KeyAlias", { name: keyAlias, targetKeyId: key.keyId });
    return key;
  }

  private createTopic(severity: string, { name, publishers }: TopicProps): SnsTopic {
    const scope = new Construct(this, `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`);
    const topic = new SnsTopic(scope, "Topic", { name, kmsMasterKeyId: this.key.arn });
    new SnsTopicPolicy(scope, "Policy", {
      arn: topic.arn,
      policy: policyDocument(
        ...publishers.map((publisher) =>
          this.admit(publisher, "sns:Publish", topic.arn, this.fromAlarmsOfRegion()),
        ),
      ),
    });
    for (const address of this.props.emailAddresses) {
      new SnsTopicSubscription(scope, `Email-${address}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: address,
      });
    }
    return topic;
  }

  private admit(
    publisher: Publisher,
    Action: PolicyStatement["Action"],
    Resource: string,
    condition: PolicyCondition,
  ): PolicyStatement {
    return {
      ...PUBLISHERS[publisher],
      Effect: "Allow",
      Action,
      Resource,
      // EventBridge sends SNS neither rule nor account, so a condition on them is never met.
      ...(publisher !== "rules" && { Condition: condition }),
    };
  }

  private fromAccount(): PolicyCondition {
    return { StringEquals: { "aws:SourceAccount": this.props.accountId } };
  }

  private fromAlarmsOfRegion(): PolicyCondition {
    const { accountId, region } = this.props;
    return {
      ...this.fromAccount(),
      ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
    };
  }
}
