import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";

/** When instances stop and start (document, Optimization Tips): times of day in a time zone, on some weekdays. */
export interface OffHours {
  /** HH:MM */
  readonly stopTime: string;
  /** HH:MM */
  readonly startTime: string;
  /** IANA name, such as America/New_York. */
  readonly timeZone: string;
  /** MON to SUN. */
  readonly weekdays: readonly string[];
}

export interface AutoScalingOffHoursProps {
  readonly offHours: OffHours;
  readonly autoScalingGroup: AutoscalingGroup;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
}

/**
 * Scheduled actions that empty an Auto Scaling group and fill it again. Sizes are the schedule's from then on: the
 * group must ignore changes of all three.
 */
export class AutoScalingOffHours extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { offHours, autoScalingGroup, ...sizes }: AutoScalingOffHoursProps,
  ) {
    super(scope, id);
    const { minSize, maxSize, desiredCapacity } = sizes;

    const at = (time: string) => {
      const { hour, minute } = clock(time);
      return {
        autoscalingGroupName: autoScalingGroup.name,
        recurrence: `${minute} ${hour} * * ${offHours.weekdays.join(",")}`,
        timeZone: offHours.timeZone,
      };
    };
    new AutoscalingSchedule(this, "Stop", {
      ...at(offHours.stopTime),
      scheduledActionName: "off-hours-stop",
      minSize: 0,
      maxSize: 0,
      desiredCapacity: 0,
    });
    new AutoscalingSchedule(this, "Start", {
      ...at(offHours.startTime),
      scheduledActionName: "off-hours-start",
      minSize,
      maxSize,
      desiredCapacity,
    });
  }
}

export interface InstanceOffHoursProps {
  readonly offHours: OffHours;
  /** Prefix of the schedules' names. */
  readonly name: string;
  /** Name of the role that the schedules act by. */
  readonly roleName: string;
  readonly accountId: string;
  readonly region: string;
  readonly instance: Instance;
}

/** EventBridge schedules that stop and start one instance. Its Elastic IP and volume stay, and stay charged. */
export class InstanceOffHours extends Construct {
  constructor(scope: Construct, id: string, props: InstanceOffHoursProps) {
    super(scope, id);
    const { offHours } = props;
    const role = this.role(props);

    for (const [action, time] of [
      ["stop", offHours.stopTime],
      ["start", offHours.startTime],
    ] as const) {
      const { hour, minute } = clock(time);
      new SchedulerSchedule(this, action === "stop" ? "Stop" : "Start", {
        name: `${props.name}-off-hours-${action}`,
        scheduleExpression: `cron(${minute} ${hour} ? * ${offHours.weekdays.join(",")} *)`,
        scheduleExpressionTimezone: offHours.timeZone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: `arn:aws:scheduler:::aws-sdk:ec2:${action}Instances`,
          roleArn: role.arn,
          input: JSON.stringify({ InstanceIds: [props.instance.id] }),
        },
      });
    }
  }

  private role({ roleName, accountId, region, instance }: InstanceOffHoursProps): IamRole {
    const trust = new DataAwsIamPolicyDocument(this, "TrustPolicy", {
      statement: [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
        },
      ],
    });
    const role = new IamRole(this, "Role", {
      name: roleName,
      description: "Stops and starts the backend instance",
      assumeRolePolicy: trust.json,
    });
    const permissions = new DataAwsIamPolicyDocument(this, "PolicyDocument", {
      statement: [
        {
          sid: "StopAndStart",
          actions: ["ec2:StopInstances", "ec2:StartInstances"],
          resources: [`arn:aws:ec2:${region}:${accountId}:instance/${instance.id}`],
        },
      ],
    });
    new IamRolePolicy(this, "Policy", { name: roleName, role: role.name, policy: permissions.json });
    return role;
  }
}

/** Hour and minute as cron writes them, without leading zeros. */
function clock(time: string): { hour: string; minute: string } {
  const [hour, minute] = time.split(":").map((part) => String(Number(part)));
  return { hour: hour ?? "0", minute: minute ?? "0" };
}
