import { instancesHaveAWayOut } from "../../src/checks/instances-have-a-way-out";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(instancesHaveAWayOut, "careflowai-prod", change);

/** Moves zone a's instances behind a NAT gateway in zone b. */
const useNat = (json: Mutable) => {
  const { resource, output } = json;
  const [natSubnet] = Object.keys(resource.aws_subnet).filter((name) => name.includes("us-east-1b"));
  resource.aws_eip = { Nat: { domain: "vpc" } };
  resource.aws_nat_gateway = {
    Nat: { allocation_id: "${aws_eip.Nat.id}", subnet_id: `\${aws_subnet.${String(natSubnet)}.id}` },
  };
  resource.aws_route_table.Private = {};
  resource.aws_route.Private = {
    route_table_id: "${aws_route_table.Private.id}",
    destination_cidr_block: "0.0.0.0/0",
    nat_gateway_id: "${aws_nat_gateway.Nat.id}",
  };
  onlyIn(json, "aws_route_table_association", "us-east-1a").route_table_id = "${aws_route_table.Private.id}";
  onlyIn(json, "aws_subnet", "us-east-1a").map_public_ip_on_launch = false;
  output.egress_addresses.value = ["${aws_eip.Nat.public_ip}"];
};

test("all instances reach the internet", () => {
  expect(findingsOnSound(instancesHaveAWayOut)).toEqual([]);
});

test("instances behind NAT reach it too", () => {
  expect(after(useNat)).toEqual([]);
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
  const findings = after((json) => {
    useNat(json);
    delete json.resource.aws_route.Private;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_subnet\.\S+us-east-1a\S+ leads to no internet gateway, nor to NAT behind one$/,
    ),
  ]);
});

test("a NAT gateway that is itself behind NAT is found", () => {
  const findings = after((json) => {
    useNat(json);
    onlyIn(json, "aws_route_table_association", "us-east-1b").route_table_id =
      "${aws_route_table.Private.id}";
    onlyIn(json, "aws_subnet", "us-east-1b").map_public_ip_on_launch = false;
  });
  expect(findings).toEqual([
    expect.stringMatching(/us-east-1a\S+ leads to no internet gateway, nor to NAT behind one$/),
    expect.stringMatching(/us-east-1b\S+ leads to no internet gateway, nor to NAT behind one$/),
  ]);
});

test("public addresses behind NAT are found", () => {
  const findings = after((json) => {
    useNat(json);
    onlyIn(json, "aws_subnet", "us-east-1a").map_public_ip_on_launch = true;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_subnet\.\S+us-east-1a\S+ gives public addresses that no internet gateway serves$/,
    ),
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
