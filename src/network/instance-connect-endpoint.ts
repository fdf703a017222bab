import { Ec2InstanceConnectEndpoint } from "@cdktf/provider-aws/lib/ec2-instance-connect-endpoint";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { SSH_PORT } from "./ports";
import { SecurityGroup } from "./security-group";

export interface InstanceConnectEndpointProps {
  /** Name tag of the endpoint and prefix of its security group's name. */
  readonly name: string;
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  /** Group of the instances that operators reach. */
  readonly backend: SecurityGroup;
}

/**
 * An EC2 Instance Connect Endpoint, by which operators reach port 22 of instances without a public address, with its
 * security group and the rules between it and the backend (decision 20).
 */
export class InstanceConnectEndpoint extends Construct {
  constructor(scope: Construct, id: string, { name, vpc, subnet, backend }: InstanceConnectEndpointProps) {
    super(scope, id);

    const securityGroup = new SecurityGroup(this, "SecurityGroup", {
      name: `${name}-instance-connect`,
      vpc,
      description: "EC2 Instance Connect Endpoint",
    });
    securityGroup.allowTo("Backend", backend, SSH_PORT, "SSH to instances");
    backend.allowFrom(
      "InstanceConnectEndpoint",
      securityGroup,
      SSH_PORT,
      "SSH from the EC2 Instance Connect Endpoint",
    );
    new Ec2InstanceConnectEndpoint(this, "Resource", {
      subnetId: subnet.id,
      securityGroupIds: [securityGroup.resource.id],
      // Instances then see the endpoint's address, which their security group admits.
      preserveClientIp: false,
      tags: { Name: name },
    });
  }
}
