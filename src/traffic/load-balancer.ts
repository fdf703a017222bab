import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { APPLICATION_PORT, HTTP_PORT } from "../network/ports";

export interface LoadBalancerProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];
  readonly securityGroup: SecurityGroup;
  readonly idleTimeoutSeconds: number;
  readonly healthCheckPath: string;
  readonly healthCheckIntervalSeconds: number;
  readonly healthCheckTimeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly stickinessDurationSeconds: number;
  readonly deregistrationDelaySeconds: number;
  /** Whether the load balancer refuses to be deleted. */
  readonly protect: boolean;
}

/**
 * The internal Application Load Balancer with its HTTP listener and target group (document, section 4;
 * decision 15). Exposes the listener to the HTTP API, and the target group to the Auto Scaling group.
 */
export class LoadBalancer extends Construct {
  readonly resource: Lb;
  readonly listener: LbListener;
  readonly targetGroup: LbTargetGroup;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);

    this.resource = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal: true,
      subnets: props.subnets.map((subnet) => subnet.id),
      securityGroups: [props.securityGroup.id],
      enableCrossZoneLoadBalancing: true,
      idleTimeout: props.idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: props.protect,
    });
    this.targetGroup = new LbTargetGroup(this, "TargetGroup", {
      // A target group in use cannot be deleted, so its successor stands first, under another name (6 characters at most).
      namePrefix: "cfai-",
      vpcId: props.vpc.id,
      targetType: "instance",
      port: APPLICATION_PORT,
      protocol: "HTTP",
      deregistrationDelay: String(props.deregistrationDelaySeconds),
      stickiness: { enabled: true, type: "lb_cookie", cookieDuration: props.stickinessDurationSeconds },
      healthCheck: {
        path: props.healthCheckPath,
        protocol: "HTTP",
        port: "traffic-port",
        matcher: "200",
        interval: props.healthCheckIntervalSeconds,
        timeout: props.healthCheckTimeoutSeconds,
        healthyThreshold: props.healthyThreshold,
        unhealthyThreshold: props.unhealthyThreshold,
      },
      tags: { Name: props.name },
      lifecycle: { createBeforeDestroy: true },
    });
    this.listener = new LbListener(this, "HttpListener", {
      loadBalancerArn: this.resource.arn,
      port: HTTP_PORT,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: this.targetGroup.arn }],
    });
  }
}
