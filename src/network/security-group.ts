import type { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { CREATE_BEFORE_DESTROY } from "../terraform";
import { SSH_PORT } from "./ports";

const ANYWHERE = "0.0.0.0/0";

export interface SecurityGroupProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly description: string;
}

/**
 * A security group whose rules are separate resources, because inline rules would overwrite them. Exposes the group to
 * the resources in it, and the rules by method.
 */
export class SecurityGroup extends Construct {
  readonly resource: AwsSecurityGroup;

  constructor(scope: Construct, id: string, { name, vpc, description }: SecurityGroupProps) {
    super(scope, id);
    this.resource = new AwsSecurityGroup(this, "Resource", {
      // A group in use cannot be deleted, so its replacement is created first, under another name.
      namePrefix: `${name}-`,
      description,
      vpcId: vpc.id,
      tags: { Name: name },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }

  allowFrom(id: string, source: SecurityGroup, port: number, description: string): void {
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

  allowTo(id: string, destination: SecurityGroup, port: number, description: string): void {
    new VpcSecurityGroupEgressRule(this, `To${id}`, {
      securityGroupId: this.resource.id,
      description,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: destination.resource.id,
    });
  }

  /** Allows every port, or the given TCP ports only. */
  allowToAnywhere(description: string, tcpPorts?: readonly number[]): void {
    const to = { securityGroupId: this.resource.id, description, cidrIpv4: ANYWHERE };
    if (!tcpPorts) new VpcSecurityGroupEgressRule(this, "ToAnywhere", { ...to, ipProtocol: "-1" });
    for (const port of tcpPorts ?? []) {
      new VpcSecurityGroupEgressRule(this, `ToAnywhere-${String(port)}`, {
        ...to,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      });
    }
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
