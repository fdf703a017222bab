import type { Block, SynthesizedStack } from "./synthesized-stack";
import { nested, referencesIn, text } from "./synthesized-stack";

/** A security group rule. */
export interface SecurityGroupRule extends Block {
  readonly direction: "ingress" | "egress";
  /** Address of its group. */
  readonly group: string;
  /** Address of the group at the other end; empty if there is none. */
  readonly peer: string;
  /** Address block at the other end; empty if there is none. */
  readonly cidr: string;
  /** Prefix list at the other end. */
  readonly prefixList: Block | undefined;
}

export function rulesOf(stack: SynthesizedStack): SecurityGroupRule[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    stack.resources(`aws_vpc_security_group_${direction}_rule`).map((block) => {
      const { body } = block;
      return {
        ...block,
        direction,
        group: stack.target(body.security_group_id)?.address ?? "",
        peer: stack.target(body.referenced_security_group_id)?.address ?? "",
        cidr: text(body.cidr_ipv4 ?? body.cidr_ipv6 ?? ""),
        prefixList: stack.target(body.prefix_list_id),
      };
    }),
  );
}

/** Whether a rule admits TCP on a port. */
export function opens({ body }: SecurityGroupRule, port: number): boolean {
  const protocol = text(body.ip_protocol);
  if (protocol === "-1") return true;
  return ["tcp", "6"].includes(protocol) && Number(body.from_port) <= port && port <= Number(body.to_port);
}

/** Whether the other end of a rule is the servers with which CloudFront fetches from origins. */
export function isCloudFront({ prefixList }: SecurityGroupRule): boolean {
  return text(prefixList?.body.name).endsWith("cloudfront.origin-facing");
}

/** Addresses of the groups of a launch template or an instance. */
export function groupsOf({ body }: Block): Set<string> {
  const interfaces = nested(body, "network_interfaces").map(({ security_groups }) => security_groups ?? null);
  return referencesIn([body.vpc_security_group_ids ?? null, ...interfaces]);
}

/** Addresses of the groups of every instance of a stack. */
export function instanceGroups(stack: SynthesizedStack): Set<string> {
  const machines = [...stack.resources("aws_launch_template"), ...stack.resources("aws_instance")];
  return new Set(machines.flatMap((machine) => [...groupsOf(machine)]));
}
