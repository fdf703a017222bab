import { Netmask } from "netmask";
import { defaultZones } from "./regions";

/** Availability zone to address block. */
export type SubnetMap = Readonly<Record<string, string>>;

interface NetworkFields {
  readonly vpcCidr: string;
  readonly publicSubnets?: SubnetMap | undefined;
  readonly privateSubnets?: SubnetMap | undefined;
}

/**
 * The subnets of an environment. Left out, they follow from the region and the VPC: in the document's VPC 10.0.1.0/24 and
 * 10.0.2.0/24, and from 10.0.11.0/24 on the private ones, in the zones of the public ones.
 */
export function subnetsOf(region: string, { vpcCidr, ...given }: NetworkFields) {
  const publicSubnets = given.publicSubnets ?? blocksOf(vpcCidr, 1, defaultZones(region));
  const privateSubnets = given.privateSubnets ?? defaultPrivateSubnets(vpcCidr, publicSubnets);
  return { publicSubnets, privateSubnets };
}

/** The private subnets of an environment that lists none. */
export const defaultPrivateSubnets = (vpcCidr: string, publicSubnets: SubnetMap): SubnetMap =>
  blocksOf(vpcCidr, 11, Object.keys(publicSubnets).sort());

/** Consecutive blocks of the VPC: /24, as in the document, or a sixteenth of a smaller VPC, at least AWS's /28. */
function blocksOf(vpcCidr: string, first: number, zones: readonly string[]): SubnetMap {
  const { base, bitmask } = new Netmask(vpcCidr);
  const block = new Netmask(base, Math.min(28, Math.max(24, bitmask + 4)));
  return Object.fromEntries(zones.map((zone, index) => [zone, block.next(first + index).toString()]));
}
