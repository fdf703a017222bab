import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { APPLICATION_PORT, HTTP_PORT, HTTPS_PORT } from "../network/ports";
import type { SecurityGroup } from "../network/security-group";
import type { LogBucket } from "../storage/log-bucket";
import { CREATE_BEFORE_DESTROY } from "../terraform";
import { metricsIn } from "../metrics/metric";
import type { WebAclProps } from "../network/web-acl";
import { WebAcl } from "../network/web-acl";

/** TLS 1.2 and 1.3: the policy that AWS recommends (AWS, Security policies for your Application Load Balancer). */
const SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export interface LoadBalancerProps {
  readonly name: string;
  /** Prefix of the target group's name, at most 6 characters. It differs by scheme, because a target group serves one load balancer only. */
  readonly targetGroupPrefix: string;
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];
  readonly securityGroup: SecurityGroup;
  readonly scheme: "internal" | "internet-facing";
  /** ARN of the certificate of the HTTPS listener; HTTP only if undefined. */
  readonly certificateArn: string | undefined;
  /** Bucket of the access logs; no access logs if undefined. */
  readonly accessLogs: LogBucket | undefined;
  /** The web ACL that inspects its requests; none if undefined. */
  readonly webAcl: WebAclProps | undefined;
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
 * The Application Load Balancer with its listener and target group (document, section 4; decisions 15 and 16).
 * With a certificate the listener is HTTPS, and HTTP redirects to it. It owns its web ACL.
 *
 * Exposes the listener to the HTTP API, the target group to the Auto Scaling group, and its metrics.
 */
export class LoadBalancer extends Construct {
  readonly resource: Lb;
  readonly listener: LbListener;
  readonly targetGroup: LbTargetGroup;
  readonly metrics: LoadBalancerMetrics;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);

    this.resource = new Lb(this, "Resource", {
      name: props.name,
      loadBalancerType: "application",
      internal: props.scheme === "internal",
      subnets: props.subnets.map((subnet) => subnet.id),
      securityGroups: [props.securityGroup.resource.id],
      enableCrossZoneLoadBalancing: true,
      idleTimeout: props.idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: props.protect,
      ...(props.accessLogs && {
        accessLogs: { enabled: true, bucket: props.accessLogs.resource.bucket, prefix: "load-balancer" },
        dependsOn: props.accessLogs.neededToWrite,
      }),
    });
    this.targetGroup = new LbTargetGroup(this, "TargetGroup", {
      // A target group in use cannot be deleted, so its replacement is created first, under another name.
      namePrefix: props.targetGroupPrefix,
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
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    if (props.webAcl) {
      new Wafv2WebAclAssociation(this, "WebAclAssociation", {
        resourceArn: this.resource.arn,
        webAclArn: new WebAcl(this, "WebAcl", props.webAcl).resource.arn,
      });
    }
    this.listener =
      props.certificateArn === undefined ? this.httpListener() : this.httpsListener(props.certificateArn);
    this.metrics = metricsOf(this.resource, this.targetGroup);
  }

  private httpListener(): LbListener {
    return new LbListener(this, "HttpListener", {
      loadBalancerArn: this.resource.arn,
      port: HTTP_PORT,
      protocol: "HTTP",
      defaultAction: [this.forward()],
    });
  }

  private httpsListener(certificateArn: string): LbListener {
    new LbListener(this, "HttpListener", {
      loadBalancerArn: this.resource.arn,
      port: HTTP_PORT,
      protocol: "HTTP",
      defaultAction: [
        {
          type: "redirect",
          redirect: { port: String(HTTPS_PORT), protocol: "HTTPS", statusCode: "HTTP_301" },
        },
      ],
    });
    return new LbListener(this, "HttpsListener", {
      loadBalancerArn: this.resource.arn,
      port: HTTPS_PORT,
      protocol: "HTTPS",
      sslPolicy: SSL_POLICY,
      certificateArn,
      defaultAction: [this.forward()],
    });
  }

  private forward() {
    return { type: "forward", targetGroupArn: this.targetGroup.arn };
  }
}

/** The dimensions are suffixes of ARNs (AWS, CloudWatch metrics for your Application Load Balancer). */
function metricsOf(loadBalancer: Lb, targetGroup: LbTargetGroup) {
  const dimensions = { LoadBalancer: loadBalancer.arnSuffix };
  const ofLoadBalancer = metricsIn("AWS/ApplicationELB", dimensions);
  const ofTargets = metricsIn("AWS/ApplicationELB", { ...dimensions, TargetGroup: targetGroup.arnSuffix });
  return {
    requests: ofLoadBalancer("RequestCount", "Count", "Sum"),
    targetResponseTime: ofLoadBalancer("TargetResponseTime", "Seconds", "Average"),
    targetServerErrors: ofLoadBalancer("HTTPCode_Target_5XX_Count", "Count", "Sum"),
    /** Errors that the load balancer itself returns, such as 503 without a healthy target. */
    ownServerErrors: ofLoadBalancer("HTTPCode_ELB_5XX_Count", "Count", "Sum"),
    activeConnections: ofLoadBalancer("ActiveConnectionCount", "Count", "Sum"),
    newConnections: ofLoadBalancer("NewConnectionCount", "Count", "Sum"),
    healthyHosts: ofTargets("HealthyHostCount", "Count", "Minimum"),
    unhealthyHosts: ofTargets("UnHealthyHostCount", "Count", "Maximum"),
  };
}

export type LoadBalancerMetrics = ReturnType<typeof metricsOf>;
