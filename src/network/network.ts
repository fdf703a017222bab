import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";

export interface NetworkProps {
  /** Prefix of the Name tags. */
  readonly name: string;
  readonly vpcCidr: string;
  /** Availability zone name to address block. */
  readonly publicSubnets: Readonly<Record<string, string>>;
}

/**
 * The VPC with its public subnets and the way to the internet (document, section 1).
 *
 * Exposes the VPC to the security groups, the subnets by zone to what stands in them, and the internet
 * gateway to the Elastic IP. The default network ACL is left as AWS makes it (document, Network Security);
 * the default security group is emptied, so that nothing works by accident.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly internetGateway: InternetGateway;
  /** Keyed by zone, so that adding a zone moves no other subnet. */
  readonly publicSubnets: ReadonlyMap<string, Subnet>;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);

    this.vpc = new Vpc(this, "Vpc", {
      cidrBlock: props.vpcCidr,
      enableDnsSupport: true,
      // CloudFront reaches the single instance by its public DNS name.
      enableDnsHostnames: true,
      tags: { Name: props.name },
    });
    new DefaultSecurityGroup(this, "DefaultSecurityGroup", {
      vpcId: this.vpc.id,
      tags: { Name: `${props.name}-default-closed` },
    });
    this.internetGateway = new InternetGateway(this, "InternetGateway", {
      vpcId: this.vpc.id,
      tags: { Name: props.name },
    });

    const routeTable = new RouteTable(this, "PublicRouteTable", {
      vpcId: this.vpc.id,
      tags: { Name: `${props.name}-public` },
    });
    new Route(this, "InternetRoute", {
      routeTableId: routeTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: this.internetGateway.id,
    });

    this.publicSubnets = new Map(
      Object.entries(props.publicSubnets).map(([zone, cidrBlock]) => [
        zone,
        this.publicSubnet(zone, cidrBlock, routeTable, props.name),
      ]),
    );
  }

  /** @throws Error if the network has no subnet in that zone. */
  publicSubnetIn(zone: string): Subnet {
    const subnet = this.publicSubnets.get(zone);
    if (subnet) return subnet;
    throw new Error(
      `no public subnet in ${zone}; the network has ${[...this.publicSubnets.keys()].join(", ")}`,
    );
  }

  private publicSubnet(zone: string, cidrBlock: string, routeTable: RouteTable, name: string): Subnet {
    const subnet = new Subnet(this, `PublicSubnet-${zone}`, {
      vpcId: this.vpc.id,
      availabilityZone: zone,
      cidrBlock,
      // Instances leave for MongoDB Atlas and Gemini by public addresses of their own.
      mapPublicIpOnLaunch: true,
      tags: { Name: `${name}-public-${zone}` },
    });
    new RouteTableAssociation(this, `PublicRoute-${zone}`, {
      subnetId: subnet.id,
      routeTableId: routeTable.id,
    });
    return subnet;
  }
}
