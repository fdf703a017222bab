import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH } from "../config/names";
import type { Notifications } from "../observability/notifications";
import type { AlertSeverity, SecurityEvent } from "./security-events";
import { CLOUDTRAIL_FIELDS } from "./security-events";

export interface SecurityAlertsProps {
  /** Prefix of the rules' names, and of the role's that forwards. */
  readonly name: string;
  readonly accountId: string;
  /** Where the topics are. */
  readonly region: string;
  /** Other regions that are watched for every event. */
  readonly otherRegions: readonly string[];
  readonly events: readonly SecurityEvent[];
  readonly notifications: Notifications<AlertSeverity>;
}

/**
 * EventBridge rules that tell of security events in words. A rule sees its own region's events only, and reaches a
 * topic of its own region only: so those of other regions pass their events on to the default event bus of the
 * topics' region, whose rules see them as if they were its own.
 */
export class SecurityAlerts extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityAlertsProps,
  ) {
    super(scope, id);
    const { name, region, events, otherRegions, notifications } = props;

    for (const event of events) {
      const construct = new Construct(this, event.name);
      const rule = this.rule(construct, event);
      new CloudwatchEventTarget(construct, "Target", {
        rule: rule.name,
        arn: notifications.topics[event.severity].arn,
        inputTransformer: messageOf(event),
      });
    }

    const passedOn = events.flatMap((event) =>
      [...new Set([...otherRegions, ...(event.regions ?? [])])]
        .filter((otherRegion) => otherRegion !== region)
        .map((otherRegion) => ({ event, otherRegion })),
    );
    if (passedOn.length === 0) return;
    const bus = `arn:aws:events:${region}:${props.accountId}:event-bus/default`;
    const role = this.forwarder(`${name}-forward-events`, bus);
    for (const { event, otherRegion } of passedOn) {
      const construct = new Construct(this, `${event.name}-${otherRegion}`);
      const rule = this.rule(construct, event, otherRegion);
      new CloudwatchEventTarget(construct, "Target", {
        rule: rule.name,
        region: otherRegion,
        arn: bus,
        roleArn: role.arn,
      });
    }
  }

  private rule(scope: Construct, { name, pattern }: SecurityEvent, region?: string) {
    return new CloudwatchEventRule(scope, "Rule", {
      name: `${this.props.name}-${name}`,
      description: `Security alert: ${name.replaceAll("-", " ")}`,
      eventPattern: JSON.stringify(pattern),
      ...(region !== undefined && { region }),
    });
  }

  private forwarder(name: string, bus: string): IamRole {
    const role = new IamRole(this, "Forwarder", {
      name,
      path: ACCOUNT_IAM_PATH,
      description: "Passes security events on to the region of the topics",
      assumeRolePolicy: new DataAwsIamPolicyDocument(this, "ForwarderTrustPolicy", {
        statement: [
          {
            actions: ["sts:AssumeRole"],
            principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
          },
        ],
      }).json,
    });
    new IamRolePolicy(this, "ForwarderPolicy", {
      name,
      role: role.name,
      policy: new DataAwsIamPolicyDocument(this, "ForwarderPolicyDocument", {
        statement: [{ sid: "PassEventsOn", actions: ["events:PutEvents"], resources: [bus] }],
      }).json,
    });
    return role;
  }
}

/** An event's message as EventBridge writes it: a line of text for each line, with what it takes from the event. */
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
