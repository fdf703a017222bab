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
import type { Construct } from "constructs";
import type { NetworkProps } from "../../src/network/network";
import { Network } from "../../src/network/network";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { nested } from "../../src/synthesized/synthesized-stack";
import { synthConstruct } from "../helpers/construct";

const prod = soundStack("careflowai-prod");
const vpcId = reference(prod, Vpc, "id");

test("the VPC is 10.0.0.0/16 and gives DNS names, which CloudFront's origin needs", () => {
  expect(only(prod, Vpc).body).toEqual({
    cidr_block: "10.0.0.0/16",
    enable_dns_support: true,
    enable_dns_hostnames: true,
    tags: { Name: "careflowai-prod" },
  });
});

test("the document's two public subnets exist, one per zone", () => {
  expect(resourcesOf(prod, Subnet).map(({ body }) => body)).toEqual([
    {
      vpc_id: vpcId,
      availability_zone: "us-east-1a",
      cidr_block: "10.0.1.0/24",
      map_public_ip_on_launch: true,
      tags: { Name: "careflowai-prod-public-us-east-1a" },
    },
    {
      vpc_id: vpcId,
      availability_zone: "us-east-1b",
      cidr_block: "10.0.2.0/24",
      map_public_ip_on_launch: true,
      tags: { Name: "careflowai-prod-public-us-east-1b" },
    },
  ]);
});

test("every public subnet reaches the internet by the one route table", () => {
  expect(only(prod, InternetGateway).body).toEqual({ vpc_id: vpcId, tags: { Name: "careflowai-prod" } });
  expect(only(prod, RouteTable).body).toEqual({ vpc_id: vpcId, tags: { Name: "careflowai-prod-public" } });
  expect(only(prod, Route).body).toEqual({
    route_table_id: reference(prod, RouteTable, "id"),
    destination_cidr_block: "0.0.0.0/0",
    gateway_id: reference(prod, InternetGateway, "id"),
  });
  expect(resourcesOf(prod, RouteTableAssociation).map(({ body }) => body)).toEqual(
    ["us-east-1a", "us-east-1b"].map((availability_zone) => ({
      subnet_id: reference(prod, Subnet, "id", { availability_zone }),
      route_table_id: reference(prod, RouteTable, "id"),
    })),
  );
});

test("the VPC's default security group is emptied", () => {
  expect(only(prod, DefaultSecurityGroup).body).toEqual({
    vpc_id: vpcId,
    tags: { Name: "careflowai-prod-default-closed" },
  });
});

test("the default network ACL is left as AWS makes it", () => {
  expect(prod.resources().filter(({ type }) => type.includes("network_acl"))).toEqual([]);
});

const PUBLIC = { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" };
const PRIVATE = { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" };

const network = (scope: Construct, props: Partial<NetworkProps> = {}) =>
  new Network(scope, "Network", {
    name: "test",
    region: "us-east-1",
    vpcCidr: "10.0.0.0/16",
    publicSubnets: PUBLIC,
    protect: false,
    ...props,
  });
const networkOf = (props: Partial<NetworkProps>) =>
  synthConstruct((scope) => {
    network(scope, props);
  });

test("adding a zone changes no other", () => {
  const two = { "us-east-1a": "10.0.1.0/24", "us-east-1c": "10.0.3.0/24" };
  const before = networkOf({ publicSubnets: two }).resources();
  const after = networkOf({ publicSubnets: { "us-east-1b": "10.0.2.0/24", ...two } }).resources();
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 2);
});

test("a subnet is found by its zone, and only by one that it has", () => {
  synthConstruct((scope) => {
    const made = network(scope);
    expect(made.publicSubnetIn("us-east-1b").cidrBlockInput).toBe("10.0.2.0/24");
    for (const subnetIn of [made.publicSubnetIn.bind(made), made.instanceSubnetIn.bind(made)]) {
      expect(() => subnetIn("us-east-1c")).toThrow(
        new Error("no subnet in us-east-1c; the network has us-east-1a, us-east-1b"),
      );
    }
  });
});

describe("without NAT", () => {
  test("instances are in the public subnets, and no others exist", () => {
    synthConstruct((scope) => {
      const { publicSubnets, instanceSubnets, natAddresses } = network(scope);
      expect(instanceSubnets).toBe(publicSubnets);
      expect(natAddresses).toEqual([]);
    });
  });

  test("there is neither NAT gateway nor address nor endpoint", () => {
    const stack = networkOf({});
    expect([Eip, NatGateway, VpcEndpoint].flatMap((type) => resourcesOf(stack, type))).toEqual([]);
    expect(resourcesOf(stack, Subnet)).toHaveLength(2);
  });
});

describe.each([
  ["in one zone", { "us-east-1a": "us-east-1a", "us-east-1b": "us-east-1a" }, ["us-east-1a"]],
  ["in the other zone", { "us-east-1a": "us-east-1b", "us-east-1b": "us-east-1b" }, ["us-east-1b"]],
  ["in each zone", { "us-east-1a": "us-east-1a", "us-east-1b": "us-east-1b" }, ["us-east-1a", "us-east-1b"]],
] as const)("with NAT %s", (_, gatewayOf, gatewayZones) => {
  const natZones = gatewayZones;
  const stack = networkOf({ private: { subnets: PRIVATE, natZones } });
  const vpcId = reference(stack, Vpc, "id");
  const tagged = (type: typeof Subnet | typeof RouteTable | typeof NatGateway, name: string) =>
    reference(stack, type, "id", { tags: { Name: name } });

  test("each zone has a private subnet without public addresses next to the public one", () => {
    expect(resourcesOf(stack, Subnet).map(({ body }) => body)).toEqual([
      ...Object.entries(PRIVATE).map(([availability_zone, cidr_block]) => ({
        vpc_id: vpcId,
        availability_zone,
        cidr_block,
        lifecycle: { create_before_destroy: true },
        map_public_ip_on_launch: false,
        tags: { Name: `test-private-${availability_zone}` },
      })),
      ...resourcesOf(networkOf({}), Subnet).map(({ body }) => body),
    ]);
  });

  test("instances are in the private subnets", () => {
    synthConstruct((scope) => {
      const made = network(scope, { private: { subnets: PRIVATE, natZones } });
      const { instanceSubnets } = made;
      expect([...instanceSubnets].map(([zone, subnet]) => [zone, subnet.cidrBlockInput])).toEqual(
        Object.entries(PRIVATE),
      );
      expect(made.instanceSubnetIn("us-east-1b")).toBe(instanceSubnets.get("us-east-1b"));
    });
  });

  test("gateways are in public subnets, each with its own Elastic IP, and wait for the internet gateway", () => {
    const depends_on = [only(stack, InternetGateway).address];
    expect(resourcesOf(stack, NatGateway).map(({ body }) => body)).toEqual(
      gatewayZones.map((zone) => ({
        subnet_id: tagged(Subnet, `test-public-${zone}`),
        allocation_id: reference(stack, Eip, "allocation_id", { tags: { Name: `test-nat-${zone}` } }),
        tags: { Name: `test-${zone}` },
        depends_on,
      })),
    );
    expect(resourcesOf(stack, Eip).map(({ body }) => body)).toEqual(
      gatewayZones.map((zone) => ({
        domain: "vpc",
        tags: { Name: `test-nat-${zone}` },
        depends_on,
        lifecycle: { prevent_destroy: false },
      })),
    );
  });

  test("those addresses are exposed, in the order of the zones", () => {
    synthConstruct((scope) => {
      const { natAddresses } = network(scope, { private: { subnets: PRIVATE, natZones } });
      expect(natAddresses.map(({ node }) => node.id)).toEqual(
        gatewayZones.map((zone) => `NatAddress-${zone}`),
      );
    });
  });

  test("each private subnet reaches its gateway by a separate route table", () => {
    const privateTables = Object.keys(PRIVATE).map((zone) => tagged(RouteTable, `test-private-${zone}`));
    const publicTable = tagged(RouteTable, "test-public");
    expect(resourcesOf(stack, RouteTable)).toHaveLength(3);
    expect(resourcesOf(stack, Route).map(({ body }) => body)).toEqual([
      {
        route_table_id: publicTable,
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: reference(stack, InternetGateway, "id"),
      },
      ...Object.values(gatewayOf).map((gatewayZone, index) => ({
        route_table_id: privateTables[index],
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: tagged(NatGateway, `test-${gatewayZone}`),
      })),
    ]);
    expect(resourcesOf(stack, RouteTableAssociation).map(({ body }) => body)).toEqual([
      ...Object.keys(PRIVATE).map((zone, index) => ({
        subnet_id: tagged(Subnet, `test-private-${zone}`),
        route_table_id: privateTables[index],
      })),
      ...Object.keys(PUBLIC).map((zone) => ({
        subnet_id: tagged(Subnet, `test-public-${zone}`),
        route_table_id: publicTable,
      })),
    ]);
  });

  test("every private subnet reaches S3 without the NAT gateway, in the network's region", () => {
    expect(only(stack, VpcEndpoint).body).toEqual({
      vpc_id: vpcId,
      service_name: "com.amazonaws.us-east-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: Object.keys(PRIVATE).map((zone) => tagged(RouteTable, `test-private-${zone}`)),
      tags: { Name: "test-s3" },
    });
    const elsewhere = networkOf({ region: "eu-west-1", private: { subnets: PRIVATE, natZones } });
    expect(only(elsewhere, VpcEndpoint).body).toMatchObject({ service_name: "com.amazonaws.eu-west-1.s3" });
  });

  test("the resources without NAT stay the same", () => {
    expect(stack.resources()).toEqual(expect.arrayContaining(networkOf({}).resources()));
  });

  test("addresses that MongoDB Atlas admits are protected if the environment is", () => {
    const guarded = networkOf({ protect: true, private: { subnets: PRIVATE, natZones } });
    expect(
      guarded
        .resources()
        .filter(({ body }) => nested(body, "lifecycle").some((one) => "prevent_destroy" in one)),
    ).toEqual(
      gatewayZones.map((zone) =>
        expect.objectContaining({
          type: "aws_eip",
          body: expect.objectContaining({
            tags: { Name: `test-nat-${zone}` },
            lifecycle: { prevent_destroy: true },
          }),
        }),
      ),
    );
  });
});

test("the change from one NAT gateway to one per zone keeps the first one's address and gateway", () => {
  const [single, perZone] = [["us-east-1a"], ["us-east-1a", "us-east-1b"]].map((natZones) =>
    networkOf({ private: { subnets: PRIVATE, natZones } }),
  );
  for (const type of ["aws_eip", "aws_nat_gateway", "aws_subnet", "aws_route_table"]) {
    const before = single?.resources(type) ?? [];
    expect(before.length).toBeGreaterThan(0);
    expect(perZone?.resources(type)).toEqual(expect.arrayContaining(before));
  }
  // Routes change their target in place.
  const routes = (stack: typeof single) => stack?.resources("aws_route").map(({ address }) => address);
  expect(routes(perZone)).toEqual(routes(single));
});
