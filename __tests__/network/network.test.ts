import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Network } from "../../src/network/network";
import { reference, soundStack } from "../helpers/blocks";
import { only, resourcesOf, synthConstruct } from "../helpers/synth";

const prod = soundStack("careflowai-prod");
const vpcId = reference(prod, Vpc, "id");

test("the VPC is 10.0.0.0/16 and gives DNS names, which CloudFront's origin needs", () => {
  expect(only(prod, Vpc)).toEqual({
    cidr_block: "10.0.0.0/16",
    enable_dns_support: true,
    enable_dns_hostnames: true,
    tags: { Name: "careflowai-prod" },
  });
});

test("there are the document's two public subnets, one a zone", () => {
  expect(resourcesOf(prod, Subnet)).toEqual([
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

test("every public subnet leads to the internet by the one route table", () => {
  expect(only(prod, InternetGateway)).toEqual({ vpc_id: vpcId, tags: { Name: "careflowai-prod" } });
  expect(only(prod, RouteTable)).toEqual({ vpc_id: vpcId, tags: { Name: "careflowai-prod-public" } });
  expect(only(prod, Route)).toEqual({
    route_table_id: reference(prod, RouteTable, "id"),
    destination_cidr_block: "0.0.0.0/0",
    gateway_id: reference(prod, InternetGateway, "id"),
  });
  expect(resourcesOf(prod, RouteTableAssociation)).toEqual(
    ["us-east-1a", "us-east-1b"].map((availability_zone) => ({
      subnet_id: reference(prod, Subnet, "id", { availability_zone }),
      route_table_id: reference(prod, RouteTable, "id"),
    })),
  );
});

test("the VPC's default security group is emptied", () => {
  expect(only(prod, DefaultSecurityGroup)).toEqual({
    vpc_id: vpcId,
    tags: { Name: "careflowai-prod-default-closed" },
  });
});

test("the default network ACL is left as AWS makes it", () => {
  expect(prod.resources().filter(({ type }) => type.includes("network_acl"))).toEqual([]);
});

const networkOf = (publicSubnets: Record<string, string>) =>
  synthConstruct((scope) => {
    new Network(scope, "Network", { name: "test", vpcCidr: "10.0.0.0/16", publicSubnets });
  });

test("another zone moves no other", () => {
  const two = { "us-east-1a": "10.0.1.0/24", "us-east-1c": "10.0.3.0/24" };
  const before = networkOf(two).resources();
  const after = networkOf({ "us-east-1b": "10.0.2.0/24", ...two }).resources();
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 2);
});

test("a subnet is found by its zone, and only by one that it has", () => {
  synthConstruct((scope) => {
    const network = new Network(scope, "Network", {
      name: "test",
      vpcCidr: "10.0.0.0/16",
      publicSubnets: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" },
    });
    expect(network.publicSubnetIn("us-east-1b").cidrBlockInput).toBe("10.0.2.0/24");
    expect(() => network.publicSubnetIn("us-east-1c")).toThrow(
      new Error("no public subnet in us-east-1c; the network has us-east-1a, us-east-1b"),
    );
  });
});
