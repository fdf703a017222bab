import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { metricsIn } from "../metrics/metric";
import type { LoadBalancer } from "../traffic/load-balancer";
import { instanceMetrics } from "./instance-metrics";
import type { LaunchTemplate } from "./launch-template";

/** All metrics of a group; they are off unless named, and alarms and widgets read them. */
const GROUP_METRICS = [
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupMaxSize",
  "GroupMinSize",
  "GroupPendingInstances",
  "GroupStandbyInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
];

export interface AutoScalingGroupProps {
  readonly name: string;
  readonly subnets: readonly Subnet[];
  readonly launchTemplate: LaunchTemplate;
  readonly loadBalancer: LoadBalancer;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly targetCpuUtilizationPercent: number;
  readonly targetRequestsPerTargetPerMinute: number;
  readonly healthCheckGracePeriodSeconds: number;
  /** Whether a schedule sets all three sizes. */
  readonly scheduled: boolean;
  /** Tags of the group, its instances and their volumes: provider default tags do not reach a group. */
  readonly tags: Readonly<Record<string, string>>;
  /** What an instance needs while it boots. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The Auto Scaling group with its two target-tracking policies (document, section 3). A new launch template
 * version rolls through the group, launching before terminating, so that a group of one stays in service.
 *
 * Exposes the group to outputs, and its metrics.
 */
export class AutoScalingGroup extends Construct {
  readonly resource: AutoscalingGroup;
  readonly metrics: AutoScalingGroupMetrics;

  constructor(scope: Construct, id: string, props: AutoScalingGroupProps) {
    super(scope, id);
    const { launchTemplate, loadBalancer } = props;

    this.resource = new AutoscalingGroup(this, "Resource", {
      name: props.name,
      vpcZoneIdentifier: props.subnets.map((subnet) => subnet.id),
      launchTemplate: {
        id: launchTemplate.resource.id,
        // "$Latest" would never start a refresh.
        version: Token.asString(launchTemplate.resource.latestVersion),
      },
      targetGroupArns: [loadBalancer.targetGroup.arn],
      healthCheckType: "ELB",
      healthCheckGracePeriod: props.healthCheckGracePeriodSeconds,
      // The load of booting would otherwise count as load of serving and launch further instances.
      defaultInstanceWarmup: props.healthCheckGracePeriodSeconds,
      minSize: props.minSize,
      maxSize: props.maxSize,
      desiredCapacity: props.desiredCapacity,
      enabledMetrics: GROUP_METRICS,
      metricsGranularity: "1Minute",
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        // A change of subnets alone would leave the running instances where they are.
        triggers: ["vpc_zone_identifier"],
      },
      tag: Object.entries({ ...props.tags, Name: props.name }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      dependsOn: props.dependsOn,
      // Scaling owns the figure after creation, a schedule all three.
      lifecycle: {
        ignoreChanges: ["desired_capacity", ...(props.scheduled ? ["min_size", "max_size"] : [])],
      },
    });
    this.metrics = metricsOf(this.resource);

    new AutoscalingPolicy(this, "CpuUtilization", {
      name: `${props.name}-cpu-utilization`,
      autoscalingGroupName: this.resource.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: props.targetCpuUtilizationPercent,
      },
    });
    new AutoscalingPolicy(this, "RequestsPerTarget", {
      name: `${props.name}-requests-per-target`,
      autoscalingGroupName: this.resource.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: `${loadBalancer.resource.arnSuffix}/${loadBalancer.targetGroup.arnSuffix}`,
        },
        targetValue: props.targetRequestsPerTargetPerMinute,
      },
      // AWS refuses the metric until the listener ties the target group to the load balancer.
      dependsOn: [loadBalancer.listener],
    });
  }
}

/** AWS, CloudWatch metrics for Amazon EC2 Auto Scaling; its instances' are theirs together. */
function metricsOf(group: AutoscalingGroup) {
  const dimensions = { AutoScalingGroupName: group.name };
  const metric = metricsIn("AWS/AutoScaling", dimensions);
  return {
    desiredCapacity: metric("GroupDesiredCapacity", "Count", "Maximum"),
    inService: metric("GroupInServiceInstances", "Count", "Minimum"),
    minSize: metric("GroupMinSize", "Count", "Maximum"),
    maxSize: metric("GroupMaxSize", "Count", "Maximum"),
    instances: instanceMetrics(dimensions),
  };
}

export type AutoScalingGroupMetrics = ReturnType<typeof metricsOf>;
