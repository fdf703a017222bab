import { instancesHaveAWayOut } from "../../src/checks/instances-have-a-way-out";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(instancesHaveAWayOut, "careflowai-prod", change);

/** Instances in private subnets, behind a NAT gateway in each zone. */
const afterNat = (change: (json: Mutable) => void) =>
  findingsAfter(instancesHaveAWayOut, "careflowai-hardened-balanced", change);

test("all instances reach the internet", () => {
  expect(findingsOnSound(instancesHaveAWayOut)).toEqual([]);
});

test("a public subnet without public addresses is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_subnet", "us-east-1a").map_public_ip_on_launch = false;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_subnet\.\S+us-east-1a\S+ leads to an internet gateway, but gives no public addresses$/,
    ),
  ]);
});

test("an internet gateway of no VPC is found", () => {
  const findings = after((json) => {
    delete onlyIn(json, "aws_internet_gateway").vpc_id;
  });
  expect(findings).toHaveLength(4);
});

test("a subnet without route is found", () => {
  const findings = afterNat((json) => {
    onlyIn(json, "aws_route", "NatRoute-eu-west-1a").destination_cidr_block = "198.51.100.0/24";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_subnet\.\S+PrivateSubnet-eu-west-1a\S+ leads to no internet gateway, nor to NAT behind one$/,
    ),
  ]);
});

test("a NAT gateway that is itself behind NAT is found", () => {
  const findings = afterNat((json) => {
    const { subnet_id } = onlyIn(json, "aws_route_table_association", "PrivateRoute-eu-west-1b");
    onlyIn(json, "aws_nat_gateway", "eu-west-1a").subnet_id = subnet_id;
  });
  expect(findings).toEqual([
    expect.stringMatching(/eu-west-1a\S+ leads to no internet gateway, nor to NAT behind one$/),
  ]);
});

test("public addresses behind NAT are found", () => {
  const findings = afterNat((json) => {
    onlyIn(json, "aws_subnet", "PrivateSubnet-eu-west-1a").map_public_ip_on_launch = true;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_subnet\.\S+eu-west-1a\S+ gives public addresses that no internet gateway serves$/,
    ),
  ]);
});

test("the address of a NAT gateway that the output leaves out is found", () => {
  const findings = afterNat((json) => {
    json.output.egress_addresses.value.pop();
  });
  expect(findings).toEqual([
    expect.stringMatching(/^output egress_addresses lacks aws_eip\.\S+eu-west-1b\S+$/),
  ]);
});

test("a fixed address that the output leaves out is found", () => {
  const findings = findingsAfter(instancesHaveAWayOut, "careflowai-dev", (json) => {
    json.output.egress_addresses.value = [];
  });
  expect(findings).toEqual([expect.stringMatching(/^output egress_addresses lacks aws_eip\.\S+$/)]);
});

test("a missing output is found", () => {
  const findings = after((json) => {
    delete json.output.egress_addresses;
  });
  expect(findings).toEqual(["there is no output egress_addresses"]);
});
