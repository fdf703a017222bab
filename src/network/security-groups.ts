import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { APPLICATION_PORT, HTTP_PORT, HTTPS_PORT, SSH_PORT } from "./ports";

const ANYWHERE = "0.0.0.0/0";

export interface SecurityGroupsProps {
  /** Prefix of the groups' names. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Blocks that may reach port 22. */
  readonly sshCidrs: readonly string[];
  /** Whether an EC2 Instance Connect Endpoint may reach port 22. */
  readonly instanceConnectEndpoint: boolean;
}

export interface LoadBalancedSecurityGroupsProps extends SecurityGroupsProps {
  /** Whether the load balancer is reached from the internet too (decision 15). */
  readonly internetFacing: boolean;
  /** Whether the gateway reaches the load balancer by HTTPS (decision 16). */
  readonly https: boolean;
  /** Whether instances admit port 80 from the load balancer, as the document's table has it (decision 28). */
  readonly admitHttpToInstances: boolean;
}

/**
 * The groups along the request path of the Production architecture (document, VPC Configuration):
 * VPC Link -> load balancer -> instances.
 *
 * Exposes the groups to what stands behind them. The VPC Link's group has no inbound rule, because the gateway's
 * traffic starts at the link's own interfaces (decision 12). An internal load balancer admits the link only, an
 * internet-facing one also everybody on 80 and 443 (decision 15).
 */
export class LoadBalancedSecurityGroups extends Construct {
  readonly vpcLink: SecurityGroup;
  readonly loadBalancer: SecurityGroup;
  readonly backend: SecurityGroup;
  readonly instanceConnectEndpoint: SecurityGroup | undefined;

  constructor(scope: Construct, id: string, props: LoadBalancedSecurityGroupsProps) {
    super(scope, id);
    const { name, vpc } = props;

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

    const listenerPort = props.https ? HTTPS_PORT : HTTP_PORT;
    vpcLink.allowTo("LoadBalancer", loadBalancer, listenerPort, "Requests to the load balancer's listener");
    loadBalancer.allowFrom("VpcLink", vpcLink, listenerPort, "Requests from the VPC Link");
    if (props.internetFacing) {
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
    if (props.admitHttpToInstances) {
      backend.allowFrom(
        "LoadBalancerHttp",
        loadBalancer,
        HTTP_PORT,
        "nginx, from the load balancer's group only",
      );
    }
    this.instanceConnectEndpoint = openBackend(this, backend, props);

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
  readonly instanceConnectEndpoint: SecurityGroup | undefined;

  constructor(scope: Construct, id: string, props: SecurityGroupsProps) {
    super(scope, id);

    const cloudFront = new DataAwsEc2ManagedPrefixList(this, "CloudFrontOriginFacing", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    const backend = new Group(this, "Backend", {
      name: `${props.name}-backend`,
      vpc: props.vpc,
      description: "Backend instance",
    });
    backend.allowFromPrefixList(
      "CloudFront",
      cloudFront,
      HTTP_PORT,
      "HTTP from CloudFront's origin-facing servers",
    );
    this.instanceConnectEndpoint = openBackend(this, backend, props);
    this.backend = backend.resource;
  }
}

/** What both topologies open of the backend's group; returns the endpoint's group, if there is an endpoint. */
function openBackend(
  scope: Construct,
  backend: Group,
  { name, vpc, sshCidrs, instanceConnectEndpoint }: SecurityGroupsProps,
): SecurityGroup | undefined {
  backend.allowToAnywhere("MongoDB Atlas, Gemini, package mirrors and AWS APIs");
  backend.allowSsh(sshCidrs);
  if (!instanceConnectEndpoint) return undefined;

  const endpoint = new Group(scope, "InstanceConnectEndpoint", {
    name: `${name}-instance-connect`,
    vpc,
    description: "EC2 Instance Connect Endpoint",
  });
  endpoint.allowTo("Backend", backend, SSH_PORT, "SSH to instances");
  backend.allowFrom(
    "InstanceConnectEndpoint",
    endpoint,
    SSH_PORT,
    "SSH from the EC2 Instance Connect Endpoint",
  );
  return endpoint.resource;
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

  allowFromAnywhere(id: string, port: number, description: string): void {
    this.ingress(id, port, description, { cidrIpv4: ANYWHERE });
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
      cidrIpv4: ANYWHERE,
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
