import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import { DataAwsAvailabilityZone } from "@cdktf/provider-aws/lib/data-aws-availability-zone";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { SecurityGroup } from "../network/security-group";
import { CREATE_BEFORE_DESTROY } from "../terraform";

/**
 * Zones in which AWS offers no VPC Link (AWS, Set up VPC links V2, availability by Region). They are zone ids, because
 * each account maps zone names to them differently.
 */
const ZONES_WITHOUT_VPC_LINK = ["use1-az3", "usw1-az2", "ape1-az1", "apne1-az3", "cac1-az4", "euw3-az2"];

export interface VpcLinkProps {
  readonly name: string;
  /** Zone name to subnet in which the link has a network interface. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly securityGroup: SecurityGroup;
}

/**
 * The private connection from API Gateway into the VPC. Exposes the link to integrations. The plan fails if the zone of
 * a subnet has no VPC Link.
 */
export class VpcLink extends Construct {
  readonly resource: Apigatewayv2VpcLink;

  constructor(scope: Construct, id: string, { name, subnets, securityGroup }: VpcLinkProps) {
    super(scope, id);

    for (const zone of subnets.keys()) {
      new DataAwsAvailabilityZone(this, `Zone-${zone}`, {
        name: zone,
        lifecycle: {
          postcondition: [
            {
              condition: `\${!contains(${JSON.stringify(ZONES_WITHOUT_VPC_LINK)}, self.zone_id)}`,
              errorMessage: `API Gateway has no VPC Link in ${zone} of this account; choose another zone in network.publicSubnets`,
            },
          ],
        },
      });
    }
    this.resource = new Apigatewayv2VpcLink(this, "Resource", {
      name,
      subnetIds: [...subnets.values()].map((subnet) => subnet.id),
      securityGroupIds: [securityGroup.resource.id],
      // A link cannot be updated, nor deleted while integrations refer to it.
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }
}
