import type { EnvironmentFields, LoadBalancedFields, SingleInstanceFields } from "../environment";
import { regionOf } from "../regions";
import { cidrContains, cidrsOverlap } from "../schema/fields";
import type { Field, Rule } from "./rule";
import { fieldsIn, has, keyOf, keysOf, rule } from "./rule";

type Subnets = readonly Field<string>[];

export function networkRules({ network, region }: Field<EnvironmentFields>): Rule[] {
  return subnetRules(fieldsIn(network.publicSubnets), [], network, region);
}

/** Private subnets exist only with a NAT gateway. */
export function privateSubnetRules({ network, region }: Field<LoadBalancedFields>): Rule[] {
  if (has(network.nat, "none")) return [];
  const { publicSubnets, privateSubnets } = network;
  return [
    ...subnetRules(fieldsIn(privateSubnets), fieldsIn(publicSubnets), network, region, [network.nat]),
    rule(
      keysOf(privateSubnets),
      [keysOf(publicSubnets), privateSubnets, publicSubnets, network.nat],
      (zones, publicZones) =>
        [...zones].sort().join() !== [...publicZones].sort().join() && {
          got: [...zones].sort(),
          allowed: `the zones of network.publicSubnets: ${[...publicZones].sort().join(", ")}`,
          fix: "give each zone one public and one private subnet",
        },
    ),
  ];
}

function subnetRules(
  subnets: Subnets,
  others: Subnets,
  { vpcCidr }: { readonly vpcCidr: Field<string> },
  region: Field<string>,
  /** The fields by which the subnets exist. */
  existence: readonly Field<string>[] = [],
): Rule[] {
  return [
    ...subnets.map((subnet) =>
      rule(
        subnet,
        [vpcCidr, ...existence],
        (block, vpc) =>
          !cidrContains(vpc, block) && {
            allowed: `a block inside network.vpcCidr ${vpc}`,
            fix: "move the subnet into the VPC's block",
          },
      ),
    ),
    ...subnets.flatMap((subnet, index) =>
      [...others, ...subnets.slice(0, index)].map((other) =>
        rule(
          subnet,
          [other, keyOf(other), ...existence],
          (block, otherBlock, zone) =>
            cidrsOverlap(block, otherBlock) && {
              allowed: `a block that does not overlap ${otherBlock} of ${zone}`,
              fix: "give each subnet a separate block",
            },
        ),
      ),
    ),
    ...subnets.map((subnet) =>
      rule(
        keyOf(subnet),
        [region, ...existence],
        (zone, ofRegion) =>
          regionOf(zone) !== ofRegion && {
            allowed: `availability zones of region ${ofRegion}`,
            fix: `use zones such as ${ofRegion}a, or correct region`,
          },
      ),
    ),
  ];
}

export function singleInstanceNetworkRules({ network, instance, ssh }: Field<SingleInstanceFields>): Rule[] {
  return [
    enoughZones(network.publicSubnets, 1, "one availability zone for single-instance"),
    zoneHasSubnet(instance.availabilityZone, network.publicSubnets),
    // A group may have 60 rules per direction, of which CloudFront's prefix list takes 55 (decision 2).
    rule(
      ssh.allowedCidrs,
      [ssh.instanceConnectEndpoint],
      (blocks = [], endpoint) =>
        endpoint &&
        blocks.length > 4 && {
          allowed: "up to 4 blocks with an EC2 Instance Connect Endpoint, whose rule is the group's last",
          fix: "join neighbouring blocks into a wider one, or set ssh.instanceConnectEndpoint to false",
        },
    ),
  ];
}

export function loadBalancedNetworkRules({ network, ssh }: Field<LoadBalancedFields>): Rule[] {
  return [
    enoughZones(network.publicSubnets, 2, "two availability zones for load-balanced"),
    ...(has(network.nat, "single") || has(ssh.instanceConnectEndpoint, true)
      ? [zoneHasSubnet(network.primaryZone, network.publicSubnets)]
      : []),
  ];
}

type SubnetMap = Field<Readonly<Record<string, string>> | undefined>;

const enoughZones = (subnets: SubnetMap, count: number, zones: string): Rule =>
  rule(
    keysOf(subnets),
    [subnets],
    ({ length }, written) =>
      written !== undefined &&
      length < count && { allowed: `subnets in at least ${zones}`, fix: "add a zone with a separate block" },
  );

/** Without any zone, that is the problem to report. */
const zoneHasSubnet = (named: Field<string | undefined>, subnets: SubnetMap): Rule =>
  rule(
    named,
    [keysOf(subnets), subnets],
    (zone, zones) =>
      zone !== undefined &&
      zones.length > 0 &&
      !zones.includes(zone) && {
        allowed: `a zone of network.publicSubnets: ${zones.join(", ")}`,
        fix: "choose one of them, or add a subnet in this zone",
      },
  );
