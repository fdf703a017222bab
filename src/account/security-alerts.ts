import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH } from "../config/names";
import { ServiceRole } from "../iam/service-role";
import type { AlertSeverity, SecurityEvent } from "./security-events";
import { CLOUDTRAIL_FIELDS } from "./security-events";

export interface SecurityAlertsProps {
  /** Prefix of the names of the rules and of the role that forwards events. */
  readonly name: string;
  readonly accountId: string;
  /** Region of the topics. */
  readonly region: string;
  /** Other regions whose events are reported. */
  readonly otherRegions: readonly string[];
  readonly events: readonly SecurityEvent[];
  readonly topics: Readonly<Record<AlertSeverity, SnsTopic>>;
  /** Receives the events that no topic accepts. */
  readonly deadLetterQueue: SqsQueue;
}

/**
 * EventBridge rules that report security events in words. A rule receives events of its own region only, and reaches a
 * topic of its own region only. So rules in other regions pass their events on to the default event bus of the topics'
 * region, whose rules match them there. An event that a topic does not accept goes to the dead-letter queue. One that is not
 * passed on does not: a queue and its alarm have to be in the rule's region, where there is no topic. The daily summary has
 * it, because it queries the trail, which covers every region.
 */
export class SecurityAlerts extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityAlertsProps,
  ) {
    super(scope, id);
    const { name, region, events, otherRegions, topics, deadLetterQueue } = props;

    for (const event of events) {
      const scope = new Construct(this, event.name);
      const rule = this.addRule(scope, event);
      new CloudwatchEventTarget(scope, "Target", {
        rule: rule.name,
        arn: topics[event.severity].arn,
        inputTransformer: messageOf(event),
        deadLetterConfig: { arn: deadLetterQueue.arn },
      });
    }

    const passedOn = events.flatMap((event) =>
      [...new Set([...otherRegions, ...(event.regions ?? [])])]
        .filter((otherRegion) => otherRegion !== region)
        .map((otherRegion) => ({ event, otherRegion })),
    );
    if (passedOn.length === 0) return;
    const bus = `arn:aws:events:${region}:${props.accountId}:event-bus/default`;
    const { resource: role } = new ServiceRole(this, "Forwarder", {
      name: `${name}-forward-events`,
      path: ACCOUNT_IAM_PATH,
      description: "Passes security events on to the region of the topics",
      service: "events.amazonaws.com",
      statements: [{ Sid: "PassEventsOn", Effect: "Allow", Action: "events:PutEvents", Resource: bus }],
    });
    for (const { event, otherRegion } of passedOn) {
      const scope = new Construct(this, `${event.name}-${otherRegion}`);
      const rule = this.addRule(scope, event, otherRegion);
      new CloudwatchEventTarget(scope, "Target", {
        rule: rule.name,
        region: otherRegion,
        arn: bus,
        roleArn: role.arn,
      });
    }
  }

  private addRule(scope: Construct, { name, pattern }: SecurityEvent, region?: string) {
    return new CloudwatchEventRule(scope, "Rule", {
      name: `${this.props.name}-${name}`,
      description: `Security alert: ${name.replaceAll("-", " ")}`,
      eventPattern: JSON.stringify(pattern),
      ...(region !== undefined && { region }),
    });
  }
}

/** The input transformer of an event's message: one line of text per line, and the paths of the fields in it. */
export function messageOf({ fields, message }: SecurityEvent) {
  const available = { ...CLOUDTRAIL_FIELDS, ...fields };
  const used = Object.entries(available).filter(([name]) =>
    message.some((line) => line.includes(`<${name}>`)),
  );
  return {
    inputPaths: Object.fromEntries(used),
    inputTemplate: message.map((line) => JSON.stringify(line)).join("\n"),
  };
}
