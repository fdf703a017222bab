import type { Check } from "../check";
import { unless } from "../check";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, referencesIn } from "../../synthesized/synthesized-stack";

/** The routes by which a subnet reaches any address. */
function defaultRoutes(stack: SynthesizedStack, subnet: Block): Block[] {
  return stack
    .attached("aws_route_table_association", "subnet_id", subnet)
    .flatMap(({ body }) => stack.target(body.route_table_id) ?? [])
    .flatMap((routeTable) => stack.attached("aws_route", "route_table_id", routeTable))
    .filter(({ body }) => body.destination_cidr_block === "0.0.0.0/0");
}

/** Whether a subnet leads to an internet gateway that is attached to a VPC. */
function isPublic(stack: SynthesizedStack, subnet: Block): boolean {
  return defaultRoutes(stack, subnet)
    .flatMap(({ body }) => stack.target(body.gateway_id) ?? [])
    .some(({ type, body }) => type === "aws_internet_gateway" && body.vpc_id !== undefined);
}

/** Why the instances of a subnet do not reach the internet, or in two ways. */
function faults(stack: SynthesizedStack, subnet: Block): string[] {
  const givesAddresses = subnet.body.map_public_ip_on_launch === true;
  if (isPublic(stack, subnet)) {
    return unless(
      givesAddresses,
      `${subnet.address} leads to an internet gateway, but gives no public addresses`,
    );
  }
  const isBehindNat = defaultRoutes(stack, subnet)
    .flatMap(({ body }) => stack.target(body.nat_gateway_id) ?? [])
    .flatMap(({ body }) => stack.target(body.subnet_id) ?? [])
    .some((natSubnet) => isPublic(stack, natSubnet));
  return [
    ...unless(isBehindNat, `${subnet.address} leads to no internet gateway, nor to NAT behind one`),
    ...unless(!givesAddresses, `${subnet.address} gives public addresses that no internet gateway serves`),
  ];
}

export const instancesHaveAWayOut: Check = {
  id: "instances-have-a-way-out",
  rule: "Instances reach the internet by a public address or by NAT, never both, and the output egress_addresses lists every fixed address.",
  why: "Without a way out the backend reaches neither MongoDB Atlas nor Gemini, and Atlas admits only the addresses that an operator enters (decision 7).",
  findings: (stack) => {
    const groups = stack.resources("aws_autoscaling_group");
    const instances = stack.resources("aws_instance");
    if (groups.length + instances.length === 0) return [];

    const used = referencesIn([
      ...groups.map(({ body }) => body.vpc_zone_identifier ?? null),
      ...instances.map(({ body }) => body.subnet_id ?? null),
    ]);
    const [outputs = {}] = nested(stack.json, "output");
    const listed = referencesIn(outputs.egress_addresses);
    return [
      ...stack
        .resources("aws_subnet")
        .filter(({ address }) => used.has(address))
        .flatMap((subnet) => faults(stack, subnet)),
      ...unless(outputs.egress_addresses !== undefined, "there is no output egress_addresses"),
      ...stack
        .resources("aws_eip")
        .filter(({ address }) => !listed.has(address))
        .map(({ address }) => `output egress_addresses lacks ${address}`),
    ];
  },
};
