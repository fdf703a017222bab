import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { HTTPS_PORT } from "./ports";
import { SecurityGroup } from "./security-group";

/**
 * The AWS services that instances call at all times. SSM Agent uses `ec2messages` only where it cannot reach
 * `ssmmessages` (AWS, Reference: ec2messages, ssmmessages, and other API operations).
 */
const SERVICES = ["ssm", "ssmmessages", "logs", "monitoring"] as const;

export interface InterfaceEndpointsProps {
  /** Prefix of the Name tags and of the security group's name. */
  readonly name: string;
  readonly region: string;
  readonly vpc: Vpc;
  /** Subnets of the instances, one per zone. */
  readonly subnets: readonly Subnet[];
  /** Group of the instances. */
  readonly backend: SecurityGroup;
}

/**
 * Interface endpoints, by which instances reach Systems Manager and CloudWatch inside the VPC (decision 49). Private DNS
 * directs the services' usual names to them.
 */
export class InterfaceEndpoints extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, region, vpc, subnets, backend }: InterfaceEndpointsProps,
  ) {
    super(scope, id);

    const securityGroup = new SecurityGroup(this, "SecurityGroup", {
      name: `${name}-endpoints`,
      vpc,
      description: "Interface endpoints",
    });
    securityGroup.allowFrom("Backend", backend, HTTPS_PORT, "AWS API calls from instances");
    for (const service of SERVICES) {
      new VpcEndpoint(this, service, {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: subnets.map((subnet) => subnet.id),
        securityGroupIds: [securityGroup.resource.id],
        privateDnsEnabled: true,
        tags: { Name: `${name}-${service}` },
      });
    }
  }
}
