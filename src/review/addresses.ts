import ipaddr from "ipaddr.js";

/** Whether an address block contains another; an address counts as a block of one. */
export function contains(block: string, other: string): boolean {
  const [[network, bits], [address, otherBits]] = [parsed(block), parsed(other)];
  return network.kind() === address.kind() && bits <= otherBits && address.match(network, bits);
}

export function prefixLength(block: string): number {
  return parsed(block)[1];
}

function parsed(block: string) {
  return ipaddr.parseCIDR(block.includes("/") ? block : `${block}/${block.includes(":") ? "128" : "32"}`);
}
