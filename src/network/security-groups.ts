import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { APPLICATION_PORT, HTTP_PORT, HTTPS_PORT } from "./ports";
import { SecurityGroup } from "./security-group";

/** Description of the backend's outbound rule. */
const BACKEND_EGRESS = "MongoDB Atlas, Gemini, package mirrors and AWS APIs";

export interface SecurityGroupsProps {
  /** Prefix of the groups' names. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Blocks that may reach port 22 of the backend. */
  readonly sshCidrs: readonly string[];
  /** TCP ports that instances may call at any address. Default: every port and protocol. */
  readonly egressTcpPorts?: readonly number[] | undefined;
}

export interface LoadBalancedSecurityGroupsProps extends SecurityGroupsProps {
  /** Whether the load balancer is also reached from the internet (decision 15). */
  readonly internetFacing: boolean;
  /** Whether the gateway reaches the load balancer by HTTPS (decision 16). */
  readonly https: boolean;
  /** Whether instances admit port 80 from the load balancer, as in the document's table (decision 28). */
  readonly admitHttpToInstances: boolean;
}

/**
 * The groups along the request path of the Production architecture (document, VPC Configuration):
 * VPC Link -> load balancer -> instances. Exposes each group to the resources in it.
 *
 * The VPC Link's group has no inbound rule, because the gateway's traffic starts at the link's own interfaces
 * (decision 12). An internal load balancer admits only the link; an internet-facing one admits any address on 80 and
 * 443 (decision 15).
 */
export class LoadBalancedSecurityGroups extends Construct {
  readonly vpcLink: SecurityGroup;
  readonly loadBalancer: SecurityGroup;
  readonly backend: SecurityGroup;

  constructor(scope: Construct, id: string, props: LoadBalancedSecurityGroupsProps) {
    super(scope, id);
    const { name, vpc, sshCidrs, egressTcpPorts, internetFacing, https, admitHttpToInstances } = props;

    const vpcLink = new SecurityGroup(this, "VpcLink", {
      name: `${name}-vpc-link`,
      vpc,
      description: "VPC Link of the HTTP API",
    });
    const loadBalancer = new SecurityGroup(this, "LoadBalancer", {
      name: `${name}-alb`,
      vpc,
      description: "Application Load Balancer",
    });
    const backend = new SecurityGroup(this, "Backend", {
      name: `${name}-backend`,
      vpc,
      description: "Backend instances",
    });
    const listenerPort = https ? HTTPS_PORT : HTTP_PORT;
    vpcLink.allowTo("LoadBalancer", loadBalancer, listenerPort, "Requests to the load balancer's listener");
    loadBalancer.allowFrom("VpcLink", vpcLink, listenerPort, "Requests from the VPC Link");
    if (internetFacing) {
      loadBalancer.allowFromAnywhere("InternetHttp", HTTP_PORT, "HTTP from the internet");
      loadBalancer.allowFromAnywhere("InternetHttps", HTTPS_PORT, "HTTPS from the internet");
    }
    loadBalancer.allowTo("Backend", backend, APPLICATION_PORT, "Requests and health checks to Uvicorn");
    backend.allowFrom(
      "LoadBalancer",
      loadBalancer,
      APPLICATION_PORT,
      "Requests and health checks from the load balancer",
    );
    if (admitHttpToInstances) {
      backend.allowFrom(
        "LoadBalancerHttp",
        loadBalancer,
        HTTP_PORT,
        "nginx, from the load balancer's group only",
      );
    }
    backend.allowSsh(sshCidrs);
    backend.allowToAnywhere(BACKEND_EGRESS, egressTcpPorts);

    this.vpcLink = vpcLink;
    this.loadBalancer = loadBalancer;
    this.backend = backend;
  }
}

/**
 * The group of the Simple architecture's one instance: HTTP from CloudFront, SSH from configured blocks. Exposes the
 * group to the launch template.
 *
 * Port 80 admits CloudFront's managed prefix list by exactly one rule, because the list weighs 55 of the 60 rules that
 * a group may have (decision 2). Port 8000 is closed: Uvicorn listens on loopback (decision 3).
 */
export class SingleInstanceSecurityGroups extends Construct {
  readonly backend: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpc, sshCidrs, egressTcpPorts }: SecurityGroupsProps) {
    super(scope, id);

    const cloudFront = new DataAwsEc2ManagedPrefixList(this, "CloudFrontOriginFacing", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    this.backend = new SecurityGroup(this, "Backend", {
      name: `${name}-backend`,
      vpc,
      description: "Backend instance",
    });
    this.backend.allowFromPrefixList(
      "CloudFront",
      cloudFront,
      HTTP_PORT,
      "HTTP from CloudFront's origin-facing servers",
    );
    this.backend.allowSsh(sshCidrs);
    this.backend.allowToAnywhere(BACKEND_EGRESS, egressTcpPorts);
  }
}
