import type { EnvironmentFields, LoadBalancedFields, SingleInstanceFields } from "../environment";
import { regionOf } from "../regions";
import { cidrContains, cidrsOverlap, isPrivate, prefixOf } from "../schema/fields";
import type { Field, Rule } from "./rule";
import { fieldsIn, has, keyOf, keysOf, rule } from "./rule";

type Subnets = readonly Field<string>[];

export function networkRules({ network, region, backend }: Field<EnvironmentFields>): Rule[] {
  return [
    rule(
      network.vpcCidr,
      [],
      (block) =>
        !isPrivate(block) && {
          allowed:
            "a block of private addresses: in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
          fix: "choose one of these; the VPC would not reach the hosts that have its addresses",
        },
    ),
    ...subnetRules(fieldsIn(network.publicSubnets), [], network, region),
    rule(
      network.egress.tcpPorts,
      [network.egress.restricted, backend.repository],
      (ports, restricted, repository) => {
        const needed = [...new Set([...CALLED_PORTS, Number(new URL(repository).port || 443)])];
        return (
          restricted &&
          !needed.every((port) => ports.includes(port)) && {
            allowed: `a list with ${needed.join(", ")}: package mirrors, HTTPS, MongoDB and backend.repository`,
            fix: "add the missing ports, or set network.egress.restricted to false",
          }
        );
      },
    ),
  ];
}

/** Ports that every instance calls: package mirrors, HTTPS and MongoDB Atlas. */
const CALLED_PORTS = [80, 443, 27_017];

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
          [other, keyOf(other), vpcCidr, ...existence],
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
    rule(ssh.allowedCidrs, [ssh.instanceConnectEndpoint], (blocks = [], endpoint) => {
      const most = endpoint ? 4 : 5;
      return (
        blocks.length > most && {
          allowed: `up to ${String(most)} blocks${endpoint ? " with an EC2 Instance Connect Endpoint" : ""}, because CloudFront's prefix list takes 55 of a group's 60 rules`,
          fix: "join neighbouring blocks into a wider one",
        }
      );
    }),
  ];
}

export function loadBalancedNetworkRules(environment: Field<LoadBalancedFields>): Rule[] {
  const { network, ssh } = environment;
  return [
    ...roomRules(environment),
    enoughZones(network.publicSubnets, 2, "two availability zones for load-balanced"),
    ...(has(network.nat, "single") || has(ssh.instanceConnectEndpoint, true)
      ? [zoneHasSubnet(network.primaryZone, network.publicSubnets)]
      : []),
  ];
}

/** Addresses that AWS reserves in every subnet (Amazon VPC, Subnet CIDR blocks). */
const RESERVED = 5;

/** Addresses that a resource takes in a subnet. */
type Demand = readonly (readonly [of: string, addresses: number])[];

/** A subnet has an address for everything in it, with the instances evenly in all zones. */
function roomRules({ network, ssh, autoScaling }: Field<LoadBalancedFields>): Rule[] {
  const { publicSubnets, privateSubnets, nat, primaryZone } = network;
  const reads = [
    autoScaling.maxSize,
    nat,
    ssh.instanceConnectEndpoint,
    primaryZone,
    keysOf(publicSubnets),
    publicSubnets,
    // The default subnets follow from it.
    network.vpcCidr,
  ] as const;
  return [
    ...fieldsIn(publicSubnets).map((subnet) =>
      rule(subnet, [keyOf(subnet), ...reads], (block, zone, maxSize, kind, endpoint, primary, zones) => {
        const isPrimary = zone === (primary ?? [...zones].sort()[0]);
        return room(block, 27, [
          // AWS, Application Load Balancers, Subnets for your load balancer.
          ["the load balancer", 8],
          ["the VPC Link", 1],
          ["the NAT gateway", kind === "per-az" || (kind === "single" && isPrimary) ? 1 : 0],
          ["the EC2 Instance Connect Endpoint", kind === "none" && endpoint && isPrimary ? 1 : 0],
          ["instances", kind === "none" ? Math.ceil(maxSize / zones.length) : 0],
        ]);
      }),
    ),
    ...(has(nat, "none") ? [] : fieldsIn(privateSubnets)).map((subnet) =>
      rule(subnet, [keyOf(subnet), ...reads], (block, zone, maxSize, _nat, endpoint, primary, zones) =>
        room(block, 28, [
          [
            "the EC2 Instance Connect Endpoint",
            endpoint && zone === (primary ?? [...zones].sort()[0]) ? 1 : 0,
          ],
          ["instances", Math.ceil(maxSize / zones.length)],
        ]),
      ),
    ),
  ];
}

function room(block: string, maxPrefix: number, demand: Demand) {
  const needed = demand.filter(([, addresses]) => addresses > 0);
  const total = needed.reduce((sum, [, addresses]) => sum + addresses, RESERVED);
  const prefix = Math.min(maxPrefix, 32 - Math.ceil(Math.log2(total)));
  const list = [
    `${String(RESERVED)} that AWS reserves`,
    ...needed.map(([of, count]) => `${String(count)} for ${of}`),
  ];
  return (
    prefixOf(block) > prefix && {
      allowed: `a block of /${String(prefix)} or larger, for ${String(total)} addresses: ${list.join(", ")}`,
      fix: "widen the subnet; a subnet that exists is replaced",
    }
  );
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
