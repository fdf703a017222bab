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

/** The group metrics to publish, for alarms and widgets. AWS publishes none by default. */
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

const SECONDS_PER_DAY = 86_400;

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
  /** Age at which Auto Scaling replaces an instance; 0 for no limit. */
  readonly maxInstanceLifetimeDays: number;
  /** Whether a schedule sets the minimum, maximum and desired size. */
  readonly scheduled: boolean;
  /** Tags of the group, its instances and their volumes: the provider's default tags do not apply to a group. */
  readonly tags: Readonly<Record<string, string>>;
  /** Resources that an instance needs while it boots. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The Auto Scaling group with its two target-tracking policies (document, section 3). A new launch template version
 * starts an instance refresh that launches instances before it terminates others, so a group of one stays in service.
 *
 * Exposes the group, which outputs use, and its metrics.
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
        // With "$Latest", a new version would not start an instance refresh.
        version: Token.asString(launchTemplate.resource.latestVersion),
      },
      targetGroupArns: [loadBalancer.targetGroup.arn],
      healthCheckType: "ELB",
      healthCheckGracePeriod: props.healthCheckGracePeriodSeconds,
      // Otherwise the CPU load of a boot would count as traffic and launch further instances.
      defaultInstanceWarmup: props.healthCheckGracePeriodSeconds,
      minSize: props.minSize,
      maxSize: props.maxSize,
      desiredCapacity: props.desiredCapacity,
      enabledMetrics: GROUP_METRICS,
      metricsGranularity: "1Minute",
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
      ...(props.maxInstanceLifetimeDays > 0 && {
        maxInstanceLifetime: props.maxInstanceLifetimeDays * SECONDS_PER_DAY,
      }),
      instanceRefresh: {
        strategy: "Rolling",
        preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        // Otherwise a change of the subnets would not move the running instances.
        triggers: ["vpc_zone_identifier"],
      },
      tag: Object.entries({ ...props.tags, Name: props.name }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      dependsOn: props.dependsOn,
      // Scaling policies set the desired capacity after creation. A schedule sets all three sizes.
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
      // AWS rejects the metric until a listener attaches the target group to the load balancer.
      dependsOn: [loadBalancer.listener],
    });
  }
}

/** AWS, CloudWatch metrics for Amazon EC2 Auto Scaling. `instances` aggregates over the group's instances. */
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
