import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { CREATE_BEFORE_DESTROY } from "../terraform";

type Subnets = ReadonlyMap<string, Subnet>;

export interface NetworkProps {
  /** Prefix of the Name tags. */
  readonly name: string;
  readonly region: string;
  readonly vpcCidr: string;
  /** Availability zone name to address block. */
  readonly publicSubnets: Readonly<Record<string, string>>;
  /** Private subnets in the same zones, and how they reach the internet. */
  readonly private?: {
    readonly subnets: Readonly<Record<string, string>>;
    /** Zones with a NAT gateway. A subnet in another zone uses the first gateway. */
    readonly natZones: readonly string[];
  };
  /**
   * Whether instances in public subnets reach S3 by a gateway endpoint, as those in private subnets always do. Default:
   * false.
   */
  readonly publicS3Endpoint?: boolean;
  /** Whether the NAT gateways' addresses may not be destroyed: MongoDB Atlas's access list names them. */
  readonly protect: boolean;
}

/**
 * The VPC with its subnets and their routes to the internet (document, section 1).
 *
 * Exposes the VPC to the security groups and flow logs, the subnets by zone to the resources in them, the internet
 * gateway to the Elastic IP, and the NAT gateways' addresses to outputs. The default network ACL stays as AWS creates it
 * (document, Network Security); the default security group is emptied, so that no resource depends on it by accident.
 */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly internetGateway: InternetGateway;
  /** Keyed by zone, so that adding a zone moves no other subnet. */
  readonly publicSubnets: Subnets;
  /** Subnets of instances behind a load balancer: the private ones if there are any, else the public ones. */
  readonly instanceSubnets: Subnets;
  /** Addresses from which private subnets reach the internet. */
  readonly natAddresses: readonly Eip[];

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

    const publicRoutes = this.createPublicRoutes(props);
    this.publicSubnets = this.createPublicSubnets(props, publicRoutes);
    const natGateways = this.createNatGateways(props);
    this.natAddresses = [...natGateways.values()].map(({ address }) => address);
    const privateNetwork = this.createPrivateSubnets(props, natGateways);
    this.instanceSubnets = privateNetwork?.subnets ?? this.publicSubnets;
    if (privateNetwork) this.createS3Endpoint(props, privateNetwork.routeTables);
    else if (props.publicS3Endpoint) this.createS3Endpoint(props, [publicRoutes]);
  }

  /** @throws Error if the network has no public subnet in that zone. */
  publicSubnetIn(zone: string): Subnet {
    return subnetIn(this.publicSubnets, zone);
  }

  /** @throws Error if instances have no subnet in that zone. */
  instanceSubnetIn(zone: string): Subnet {
    return subnetIn(this.instanceSubnets, zone);
  }

  private createPublicRoutes({ name }: NetworkProps): RouteTable {
    const routeTable = new RouteTable(this, "PublicRouteTable", {
      vpcId: this.vpc.id,
      tags: { Name: `${name}-public` },
    });
    new Route(this, "InternetRoute", {
      routeTableId: routeTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: this.internetGateway.id,
    });
    return routeTable;
  }

  private createPublicSubnets({ name, publicSubnets }: NetworkProps, routeTable: RouteTable): Subnets {
    return mapSubnets(publicSubnets, (zone, cidrBlock) => {
      const subnet = new Subnet(this, `PublicSubnet-${zone}`, {
        vpcId: this.vpc.id,
        availabilityZone: zone,
        cidrBlock,
        // Instances in these subnets reach MongoDB Atlas and Gemini from their own public addresses.
        mapPublicIpOnLaunch: true,
        tags: { Name: `${name}-public-${zone}` },
      });
      new RouteTableAssociation(this, `PublicRoute-${zone}`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      return subnet;
    });
  }

  /** Keyed by zone, so that an address is kept when one gateway becomes one per zone. */
  private createNatGateways({ name, private: privateNetwork, protect }: NetworkProps) {
    return mapZones(privateNetwork?.natZones ?? [], (zone) => {
      const address = new Eip(this, `NatAddress-${zone}`, {
        domain: "vpc",
        tags: { Name: `${name}-nat-${zone}` },
        // AWS associates an address only once the VPC has an internet gateway.
        dependsOn: [this.internetGateway],
        lifecycle: { preventDestroy: protect },
      });
      const gateway = new NatGateway(this, `NatGateway-${zone}`, {
        subnetId: this.publicSubnetIn(zone).id,
        allocationId: address.allocationId,
        tags: { Name: `${name}-${zone}` },
        dependsOn: [this.internetGateway],
      });
      return { address, gateway };
    });
  }

  private createPrivateSubnets(
    { name, private: privateNetwork }: NetworkProps,
    natGateways: ReadonlyMap<string, { readonly gateway: NatGateway }>,
  ) {
    if (!privateNetwork) return undefined;
    const routeTables: RouteTable[] = [];
    const [shared] = natGateways.values();
    const subnets = mapSubnets(privateNetwork.subnets, (zone, cidrBlock) => {
      const subnet = new Subnet(this, `PrivateSubnet-${zone}`, {
        vpcId: this.vpc.id,
        availabilityZone: zone,
        cidrBlock,
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-private-${zone}` },
        lifecycle: CREATE_BEFORE_DESTROY,
      });
      const routeTable = new RouteTable(this, `PrivateRouteTable-${zone}`, {
        vpcId: this.vpc.id,
        tags: { Name: `${name}-private-${zone}` },
      });
      routeTables.push(routeTable);
      const nat = natGateways.get(zone) ?? shared;
      if (nat) {
        new Route(this, `NatRoute-${zone}`, {
          routeTableId: routeTable.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: nat.gateway.id,
        });
      }
      new RouteTableAssociation(this, `PrivateRoute-${zone}`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      return subnet;
    });
    return { subnets, routeTables };
  }

  /** Traffic to S3 is free through this endpoint; a NAT gateway charges for it. */
  private createS3Endpoint({ name, region }: NetworkProps, routeTables: readonly RouteTable[]): void {
    new VpcEndpoint(this, "S3Endpoint", {
      vpcId: this.vpc.id,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: routeTables.map((routeTable) => routeTable.id),
      tags: { Name: `${name}-s3` },
    });
  }
}

function mapZones<T>(zones: readonly string[], create: (zone: string) => T): Map<string, T> {
  return new Map(zones.map((zone) => [zone, create(zone)]));
}

function mapSubnets(
  blocks: Readonly<Record<string, string>>,
  create: (zone: string, block: string) => Subnet,
): Subnets {
  return new Map(Object.entries(blocks).map(([zone, block]) => [zone, create(zone, block)]));
}

function subnetIn(subnets: Subnets, zone: string): Subnet {
  const subnet = subnets.get(zone);
  if (subnet) return subnet;
  throw new Error(`no subnet in ${zone}; the network has ${[...subnets.keys()].join(", ")}`);
}
