import type { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { ServiceRole } from "../iam/service-role";
import { metricsIn } from "../metrics/metric";
import type { DataKey } from "../storage/data-key";

/** When instances stop and start (document, Optimization Tips): times of day in a time zone, on the listed weekdays. */
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
 * Scheduled actions that scale an Auto Scaling group to zero and back. The schedule then sets the minimum, maximum and
 * desired size, and the group must ignore changes to them.
 */
export class AutoScalingOffHours extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { offHours, autoScalingGroup, ...sizes }: AutoScalingOffHoursProps,
  ) {
    super(scope, id);
    const { minSize, maxSize, desiredCapacity } = sizes;

    const { timeZone, weekdays } = offHours;
    const scheduleAt = (action: string, time: string) => {
      const { hour, minute } = cronTime(time);
      return {
        autoscalingGroupName: autoScalingGroup.name,
        // Another name replaces the action. An update would keep the start time that AWS derived from the old recurrence, so
        // the next stop or start would still come at the old time (terraform-provider-aws, issue 38983).
        scheduledActionName: [
          "off-hours",
          action,
          time.replace(":", ""),
          timeZone.replaceAll("/", "-"),
          ...weekdays,
        ].join("-"),
        recurrence: `${minute} ${hour} * * ${weekdays.join(",")}`,
        timeZone,
      };
    };
    new AutoscalingSchedule(this, "Stop", {
      ...scheduleAt("stop", offHours.stopTime),
      minSize: 0,
      maxSize: 0,
      desiredCapacity: 0,
    });
    new AutoscalingSchedule(this, "Start", {
      ...scheduleAt("start", offHours.startTime),
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
  /** Name of the role that the schedules assume. */
  readonly roleName: string;
  readonly accountId: string;
  readonly region: string;
  readonly instance: Instance;
  /** Customer-managed key of the instance's volume, if it has one. */
  readonly volumeKey: DataKey | undefined;
}

const fromScheduler = metricsIn("AWS/Scheduler", { ScheduleGroup: "default" });
/** The metrics of all schedules of the region's default group. Scheduler has none per schedule. */
export const SCHEDULE_METRICS = {
  /** Calls that the target refused. */
  targetErrors: fromScheduler("TargetErrorCount", "Count", "Sum"),
  /** Calls that Scheduler gave up after its retries. */
  droppedInvocations: fromScheduler("InvocationDroppedCount", "Count", "Sum"),
};

/** EventBridge schedules that stop and start one instance. AWS charges for its Elastic IP and volume meanwhile. */
export class InstanceOffHours extends Construct {
  constructor(scope: Construct, id: string, props: InstanceOffHoursProps) {
    super(scope, id);
    const { offHours, name, roleName, accountId, region, instance, volumeKey } = props;

    const role = new ServiceRole(this, "Role", {
      name: roleName,
      description: "Stops and starts the backend instance",
      service: "scheduler.amazonaws.com",
      trustCondition: { StringEquals: { "aws:SourceAccount": accountId } },
      statements: [
        {
          Sid: "StopAndStart",
          Effect: "Allow",
          Action: ["ec2:StopInstances", "ec2:StartInstances"],
          Resource: `arn:aws:ec2:${region}:${accountId}:instance/${instance.id}`,
        },
        // EC2 attaches an encrypted volume with a grant from the caller who starts the instance.
        ...(volumeKey
          ? [
              {
                Sid: "AttachVolume",
                Effect: "Allow" as const,
                Action: "kms:CreateGrant",
                Resource: volumeKey.resource.arn,
                Condition: {
                  StringEquals: { "kms:ViaService": `ec2.${region}.amazonaws.com` },
                  Bool: { "kms:GrantIsForAWSResource": "true" },
                },
              },
            ]
          : []),
      ],
    });

    for (const [action, time] of [
      ["stop", offHours.stopTime],
      ["start", offHours.startTime],
    ] as const) {
      const { hour, minute } = cronTime(time);
      new SchedulerSchedule(this, action === "stop" ? "Stop" : "Start", {
        name: `${name}-off-hours-${action}`,
        scheduleExpression: `cron(${minute} ${hour} ? * ${offHours.weekdays.join(",")} *)`,
        scheduleExpressionTimezone: offHours.timeZone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: `arn:aws:scheduler:::aws-sdk:ec2:${action}Instances`,
          roleArn: role.resource.arn,
          input: JSON.stringify({ InstanceIds: [instance.id] }),
        },
      });
    }
  }
}

/** Hour and minute for a cron expression, without leading zeros. */
function cronTime(time: string): { hour: string; minute: string } {
  const [hour, minute] = time.split(":").map((part) => String(Number(part)));
  return { hour: hour ?? "0", minute: minute ?? "0" };
}
