import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { OffHours } from "../../src/compute/off-hours";
import { AutoScalingOffHours, InstanceOffHours } from "../../src/compute/off-hours";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const OFF_HOURS: OffHours = {
  stopTime: "19:05",
  startTime: "07:00",
  timeZone: "America/New_York",
  weekdays: ["MON", "WED", "FRI"],
};

const groupStack = (offHours: OffHours) =>
  synthConstruct((scope) => {
    new AutoScalingOffHours(scope, "OffHours", {
      offHours,
      autoScalingGroup: new AutoscalingGroup(scope, "Group", { minSize: 2, maxSize: 5 }),
      minSize: 2,
      maxSize: 5,
      desiredCapacity: 3,
    });
  });

describe("of an Auto Scaling group", () => {
  test("one action empties the group and one fills it again, at times in the time zone", () => {
    const stack = groupStack(OFF_HOURS);
    const autoscaling_group_name = reference(stack, AutoscalingGroup, "name");
    expect(resourcesOf(stack, AutoscalingSchedule).map(({ body }) => body)).toEqual([
      {
        scheduled_action_name: "off-hours-start-0700-America-New_York-MON-WED-FRI",
        autoscaling_group_name,
        recurrence: "0 7 * * MON,WED,FRI",
        time_zone: "America/New_York",
        min_size: 2,
        max_size: 5,
        desired_capacity: 3,
      },
      {
        scheduled_action_name: "off-hours-stop-1905-America-New_York-MON-WED-FRI",
        autoscaling_group_name,
        recurrence: "5 19 * * MON,WED,FRI",
        time_zone: "America/New_York",
        min_size: 0,
        max_size: 0,
        desired_capacity: 0,
      },
    ]);
  });

  test.each([
    ["00:00", "0 0 * * SUN"],
    ["08:09", "9 8 * * SUN"],
    ["23:59", "59 23 * * SUN"],
  ])("%s is %s", (stopTime, recurrence) => {
    const stack = groupStack({ ...OFF_HOURS, stopTime, weekdays: ["SUN"] });
    const stop = only(stack, AutoscalingSchedule, { min_size: 0 });
    expect(stop.body.recurrence).toBe(recurrence);
  });
});

test.each([
  [{ stopTime: "20:05" }, ["stop"]],
  [{ startTime: "06:00" }, ["start"]],
  [{ timeZone: "Europe/Paris" }, ["start", "stop"]],
  [{ weekdays: ["MON"] }, ["start", "stop"]],
])("in a group, %j replaces the actions whose time it changes", (change, replaced) => {
  const namesOf = (offHours: OffHours) =>
    resourcesOf(groupStack(offHours), AutoscalingSchedule).map(
      ({ body }) => body.scheduled_action_name as string,
    );
  const before = namesOf(OFF_HOURS);
  const changed = namesOf({ ...OFF_HOURS, ...change }).filter((name) => !before.includes(name));
  expect(changed.map((name) => name.split("-")[2])).toEqual(replaced);
});

describe("of a single instance", () => {
  const stack = synthConstruct((scope) => {
    new InstanceOffHours(scope, "OffHours", {
      offHours: OFF_HOURS,
      name: "careflowai-test",
      roleName: "careflowai-test-off-hours",
      accountId: "210987654321",
      region: "eu-west-1",
      instance: new Instance(scope, "Instance", {}),
      volumeKey: undefined,
    });
  });
  const instanceId = reference(stack, Instance, "id");

  test("one schedule stops it and one starts it, at the exact time in the time zone", () => {
    const schedule = (action: string, cron: string) => ({
      name: `careflowai-test-off-hours-${action}`,
      schedule_expression: `cron(${cron})`,
      schedule_expression_timezone: "America/New_York",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: `arn:aws:scheduler:::aws-sdk:ec2:${action}Instances`,
        role_arn: reference(stack, IamRole, "arn"),
        input: `{"InstanceIds":["${instanceId}"]}`,
      },
    });
    expect(resourcesOf(stack, SchedulerSchedule).map(({ body }) => body)).toEqual([
      schedule("start", "0 7 ? * MON,WED,FRI *"),
      schedule("stop", "5 19 ? * MON,WED,FRI *"),
    ]);
  });

  test("only the scheduler of this account may assume the role", () => {
    const role = only(stack, IamRole).body;
    expect(role).toEqual({
      name: "careflowai-test-off-hours",
      description: "Stops and starts the backend instance",
      assume_role_policy: expect.any(String),
    });
    expect(policyOf(stack, role.assume_role_policy)).toEqual([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } },
      },
    ]);
  });

  test("the role stops and starts that one instance only", () => {
    const policy = only(stack, IamRolePolicy).body;
    expect(policy).toEqual({
      name: "careflowai-test-off-hours",
      role: reference(stack, IamRole, "name"),
      policy: expect.any(String),
    });
    expect(policyOf(stack, policy.policy)).toEqual([
      {
        Sid: "StopAndStart",
        Effect: "Allow",
        Action: ["ec2:StopInstances", "ec2:StartInstances"],
        Resource: `arn:aws:ec2:eu-west-1:210987654321:instance/${instanceId}`,
      },
    ]);
  });
});
