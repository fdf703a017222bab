import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { configSetting, configWith } from "../helpers/config";
import { synthStack } from "../helpers/synth";

const prod = soundStack("careflowai-prod");
const group = only(prod, AutoscalingGroup).body;
const groupName = reference(prod, AutoscalingGroup, "name");

test("the group is the document's: 1 to 3 instances over two zones, trusted to the load balancer's health checks", () => {
  expect(group).toEqual({
    name: "careflowai-prod",
    min_size: 1,
    max_size: 3,
    desired_capacity: 1,
    vpc_zone_identifier: ["us-east-1a", "us-east-1b"].map((availability_zone) =>
      reference(prod, Subnet, "id", { availability_zone }),
    ),
    target_group_arns: [reference(prod, LbTargetGroup, "arn")],
    health_check_type: "ELB",
    health_check_grace_period: 600,
    default_instance_warmup: 600,
    // A number, because "$Latest" never starts a refresh.
    launch_template: {
      id: reference(prod, LaunchTemplate, "id"),
      version: reference(prod, LaunchTemplate, "latest_version"),
    },
    // A group of one stays in service: launch before terminating.
    instance_maintenance_policy: { min_healthy_percentage: 100, max_healthy_percentage: 200 },
    instance_refresh: {
      strategy: "Rolling",
      preferences: { min_healthy_percentage: 100, max_healthy_percentage: 200 },
      // A change of subnets alone would leave the running instances where they are.
      triggers: ["vpc_zone_identifier"],
    },
    enabled_metrics: [
      "GroupDesiredCapacity",
      "GroupInServiceInstances",
      "GroupMaxSize",
      "GroupMinSize",
      "GroupPendingInstances",
      "GroupStandbyInstances",
      "GroupTerminatingInstances",
      "GroupTotalInstances",
    ],
    metrics_granularity: "1Minute",
    tag: [
      { key: "Project", value: "CareFlowAI", propagate_at_launch: true },
      { key: "Environment", value: "prod", propagate_at_launch: true },
      { key: "ManagedBy", value: "Terraform", propagate_at_launch: true },
      { key: "Name", value: "careflowai-prod", propagate_at_launch: true },
    ],
    // Scaling owns the figure after creation.
    lifecycle: { ignore_changes: ["desired_capacity"] },
    depends_on: expect.any(Array),
  });
});

test("it follows 70 % CPU and 1000 requests per target, and by no other policy", () => {
  expect(resourcesOf(prod, AutoscalingPolicy).map(({ body }) => body)).toEqual([
    {
      name: "careflowai-prod-cpu-utilization",
      autoscaling_group_name: groupName,
      policy_type: "TargetTrackingScaling",
      target_tracking_configuration: {
        predefined_metric_specification: { predefined_metric_type: "ASGAverageCPUUtilization" },
        target_value: 70,
      },
    },
    {
      name: "careflowai-prod-requests-per-target",
      autoscaling_group_name: groupName,
      policy_type: "TargetTrackingScaling",
      target_tracking_configuration: {
        predefined_metric_specification: {
          predefined_metric_type: "ALBRequestCountPerTarget",
          resource_label: `${reference(prod, Lb, "arn_suffix")}/${reference(prod, LbTargetGroup, "arn_suffix")}`,
        },
        target_value: 1000,
      },
      depends_on: [only(prod, LbListener).address],
    },
  ]);
});

test("a schedule owns all three sizes where there is one, and nothing else of the group changes", () => {
  const scheduled = synthStack(
    "careflowai-prod",
    configSetting("environments.prod.offHours", {
      stopTime: "19:00",
      startTime: "07:00",
      timeZone: "America/New_York",
    }),
  );
  expect(only(scheduled, AutoscalingGroup).body).toEqual({
    ...group,
    lifecycle: { ignore_changes: ["desired_capacity", "min_size", "max_size"] },
  });
});

test("instances join the target group by the group alone", () => {
  expect(prod.resources().filter(({ type }) => type.endsWith("_attachment"))).toEqual(
    prod.resources("aws_iam_role_policy_attachment"),
  );
});

test("its figures and tags are the configured ones", () => {
  const input = configWith(({ environments }) => {
    environments.staging.tags = { Team: "Care" };
    environments.staging.autoScaling = {
      minSize: 2,
      desiredCapacity: 4,
      maxSize: 8,
      targetCpuUtilizationPercent: 50,
      targetRequestsPerTargetPerMinute: 400,
      healthCheckGracePeriodSeconds: 900,
    };
  });
  const staging = synthStack("careflowai-staging", input);
  expect(only(staging, AutoscalingGroup).body).toMatchObject({
    min_size: 2,
    desired_capacity: 4,
    max_size: 8,
    health_check_grace_period: 900,
    default_instance_warmup: 900,
    tag: expect.arrayContaining([{ key: "Team", value: "Care", propagate_at_launch: true }]),
  });
  expect(
    resourcesOf(staging, AutoscalingPolicy)
      .map(({ body }) => body)
      .map(
        ({ target_tracking_configuration: tracking }) => (tracking as { target_value: number }).target_value,
      ),
  ).toEqual([50, 400]);
});

test("instances are replaced at their maximum age, if there is one", () => {
  const groupWith = (days: number) =>
    only(
      synthStack(
        "careflowai-prod",
        configSetting("environments.prod.autoScaling.maxInstanceLifetimeDays", days),
      ),
      AutoscalingGroup,
    ).body;
  expect(groupWith(30)).toMatchObject({ max_instance_lifetime: 2_592_000 });
  expect(groupWith(0)).not.toHaveProperty("max_instance_lifetime");
});
