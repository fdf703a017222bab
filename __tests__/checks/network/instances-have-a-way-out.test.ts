import { instancesHaveAWayOut } from "../../../src/checks/network/instances-have-a-way-out";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(instancesHaveAWayOut, {
  "careflowai-prod": [
    [
      "a public subnet without public addresses",
      (json) => (onlyIn(json, "aws_subnet", "us-east-1a").map_public_ip_on_launch = false),
      "aws_subnet.~us-east-1a~ leads to an internet gateway, but gives no public addresses",
    ],
    [
      "an internet gateway without a VPC",
      (json) => delete onlyIn(json, "aws_internet_gateway").vpc_id,
      ...["a", "b"].flatMap((zone) => [
        `aws_subnet.~us-east-1${zone}~ leads to no internet gateway, nor to NAT behind one`,
        `aws_subnet.~us-east-1${zone}~ gives public addresses that no internet gateway serves`,
      ]),
    ],
    [
      "a missing output",
      (json) => delete json.output.egress_addresses,
      "there is no output egress_addresses",
    ],
  ],
  "careflowai-dev": [
    [
      "a fixed address that the output leaves out",
      (json) => (json.output.egress_addresses.value = []),
      "output egress_addresses lacks aws_eip.~",
    ],
  ],
  // Instances in private subnets, behind a NAT gateway in each zone.
  "careflowai-hardened-balanced": [
    [
      "a subnet without a route",
      (json) => (onlyIn(json, "aws_route", "NatRoute-eu-west-1a").destination_cidr_block = "198.51.100.0/24"),
      "aws_subnet.~PrivateSubnet-eu-west-1a~ leads to no internet gateway, nor to NAT behind one",
    ],
    [
      "a NAT gateway behind NAT",
      (json) => {
        const { subnet_id } = onlyIn(json, "aws_route_table_association", "PrivateRoute-eu-west-1b");
        onlyIn(json, "aws_nat_gateway", "eu-west-1a").subnet_id = subnet_id;
      },
      "aws_subnet.~eu-west-1a~ leads to no internet gateway, nor to NAT behind one",
    ],
    [
      "public addresses behind NAT",
      (json) => (onlyIn(json, "aws_subnet", "PrivateSubnet-eu-west-1a").map_public_ip_on_launch = true),
      "aws_subnet.~eu-west-1a~ gives public addresses that no internet gateway serves",
    ],
    [
      "the address of a NAT gateway that the output leaves out",
      (json) => json.output.egress_addresses.value.pop(),
      "output egress_addresses lacks aws_eip.~eu-west-1b~",
    ],
  ],
});
