import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { APPLICATION_PORT, HTTP_PORT, SSH_PORT } from "./ports";

export interface SecurityGroupsProps {
  /** Prefix of the groups' names. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Blocks that may reach port 22. */
  readonly sshCidrs: readonly string[];
}

/**
 * The groups along the request path of the Production architecture (document, VPC Configuration):
 * VPC Link -> load balancer -> instances.
 *
 * Exposes the three groups to what stands behind them. The VPC Link's group has no inbound rule, because the
 * gateway's traffic starts at the link's own interfaces (decision 12); the load balancer is internal and admits
 * the link only (decision 15).
 */
export class LoadBalancedSecurityGroups extends Construct {
  readonly vpcLink: SecurityGroup;
  readonly loadBalancer: SecurityGroup;
  readonly backend: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpc, sshCidrs }: SecurityGroupsProps) {
    super(scope, id);

    const vpcLink = new Group(this, "VpcLink", {
      name: `${name}-vpc-link`,
      vpc,
      description: "VPC Link of the HTTP API",
    });
    const loadBalancer = new Group(this, "LoadBalancer", {
      name: `${name}-alb`,
      vpc,
      description: "Application Load Balancer",
    });
    const backend = new Group(this, "Backend", {
      name: `${name}-backend`,
      vpc,
      description: "Backend instances",
    });

    vpcLink.allowTo("LoadBalancer", loadBalancer, HTTP_PORT, "HTTP to the load balancer's listener");
    loadBalancer.allowFrom("VpcLink", vpcLink, HTTP_PORT, "HTTP from the VPC Link");
    loadBalancer.allowTo("Backend", backend, APPLICATION_PORT, "Requests and health checks to Uvicorn");
    backend.allowFrom(
      "LoadBalancer",
      loadBalancer,
      APPLICATION_PORT,
      "Requests and health checks from the load balancer",
    );
    backend.allowFrom(
      "LoadBalancerHttp",
      loadBalancer,
      HTTP_PORT,
      "nginx, from the load balancer's group only",
    );
    backend.allowSsh(sshCidrs);
    backend.allowToAnywhere("MongoDB Atlas, Gemini, package mirrors and AWS APIs");

    this.vpcLink = vpcLink.resource;
    this.loadBalancer = loadBalancer.resource;
    this.backend = backend.resource;
  }
}

/**
 * The group of the Simple architecture's one instance: HTTP from CloudFront, SSH from named blocks.
 *
 * Exposes the backend's group to the launch template. Port 80 admits CloudFront's managed prefix list by
 * exactly one rule, because the list weighs 55 of the 60 rules that a group may have (decision 2). Port 8000
 * is not opened: here Uvicorn listens on loopback (decision 3).
 */
export class SingleInstanceSecurityGroups extends Construct {
  readonly backend: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpc, sshCidrs }: SecurityGroupsProps) {
    super(scope, id);

    const cloudFront = new DataAwsEc2ManagedPrefixList(this, "CloudFrontOriginFacing", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    const backend = new Group(this, "Backend", {
      name: `${name}-backend`,
      vpc,
      description: "Backend instance",
    });
    backend.allowFromPrefixList(
      "CloudFront",
      cloudFront,
      HTTP_PORT,
      "HTTP from CloudFront's origin-facing servers",
    );
    backend.allowSsh(sshCidrs);
    backend.allowToAnywhere("MongoDB Atlas, Gemini, package mirrors and AWS APIs");

    this.backend = backend.resource;
  }
}

interface GroupProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly description: string;
}

/** A security group whose rules are resources of their own: inline rules would overwrite them. */
class Group extends Construct {
  readonly resource: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpc, description }: GroupProps) {
    super(scope, id);
    this.resource = new SecurityGroup(this, "Resource", {
      // A group in use cannot be deleted, so its successor has to stand first, under another name.
      namePrefix: `${name}-`,
      description,
      vpcId: vpc.id,
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
    });
  }

  allowFrom(id: string, source: Group, port: number, description: string): void {
    this.ingress(id, port, description, { referencedSecurityGroupId: source.resource.id });
  }

  allowFromPrefixList(
    id: string,
    source: DataAwsEc2ManagedPrefixList,
    port: number,
    description: string,
  ): void {
    this.ingress(id, port, description, { prefixListId: source.id });
  }

  allowSsh(cidrs: readonly string[]): void {
    for (const cidrIpv4 of cidrs) {
      this.ingress(`Ssh-${cidrIpv4.replace("/", "-")}`, SSH_PORT, "SSH for operators", { cidrIpv4 });
    }
  }

  allowTo(id: string, destination: Group, port: number, description: string): void {
    new VpcSecurityGroupEgressRule(this, `To${id}`, {
      securityGroupId: this.resource.id,
      description,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: destination.resource.id,
    });
  }

  allowToAnywhere(description: string): void {
    new VpcSecurityGroupEgressRule(this, "ToAnywhere", {
      securityGroupId: this.resource.id,
      description,
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    });
  }

  private ingress(
    id: string,
    port: number,
    description: string,
    source: { referencedSecurityGroupId: string } | { prefixListId: string } | { cidrIpv4: string },
  ): void {
    new VpcSecurityGroupIngressRule(this, `From${id}`, {
      securityGroupId: this.resource.id,
      description,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...source,
    });
  }
}
