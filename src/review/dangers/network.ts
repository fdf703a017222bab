import type { Document } from "../documents";
import { block, list, textOf } from "../documents";
import { isAbsent } from "../differences";
import { contains, prefixLength } from "../addresses";
import type { Plan, Resource } from "../resources";
import type { Rule } from "./rule";

/** Traffic from or to one peer that a security group admits. */
interface Opening {
  readonly isIngress: boolean;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** An address block, the address of a security group in the stack, or the id of a prefix list or of another group. */
  readonly peer: string;
}

/** The security group of a rule, or the group itself if its rules are in it. */
function groupOf(resource: Resource, plan: Plan): Resource | undefined {
  return isGroup(resource) ? resource : plan.target(resource, "security_group_id", "aws_security_group");
}

const isGroup = ({ type }: Resource) => /^aws_(?:default_)?security_group$/.test(type);
const isRule = ({ type }: Resource) => /^aws_vpc_security_group_(?:in|e)gress_rule$/.test(type);
/** A rule that can have several peers, as a rule inside a group can. */
const isLegacyRule = ({ type }: Resource) => type === "aws_security_group_rule";
const isJudged = (resource: Resource) => isGroup(resource) || isRule(resource) || isLegacyRule(resource);

function openings(resource: Resource, plan: Plan, side: "before" | "after"): Opening[] {
  const body = block(resource.document(side));
  if (isGroup(resource))
    return (["ingress", "egress"] as const).flatMap((direction) =>
      list(body[direction]).flatMap((rule) =>
        inlineOpenings(block(rule), direction === "ingress", resource, plan),
      ),
    );
  if (isLegacyRule(resource)) return inlineOpenings(body, body.type === "ingress", resource, plan);
  const peer = body.cidr_ipv4 ?? body.cidr_ipv6 ?? body.prefix_list_id;
  if (!isRule(resource) || resource.document(side) === undefined) return [];
  return [
    {
      isIngress: resource.type.endsWith("_ingress_rule"),
      ...ports(body.ip_protocol, body.from_port, body.to_port),
      peer: typeof peer === "string" ? peer : peerGroup(resource, "referenced_security_group_id", body, plan),
    },
  ];
}

function inlineOpenings(
  rule: Readonly<Record<string, Document>>,
  isIngress: boolean,
  resource: Resource,
  plan: Plan,
): Opening[] {
  const listed = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"].flatMap((key) =>
    list(rule[key]).map((peer) => plan.named("aws_security_group", textOf(peer))?.address ?? textOf(peer)),
  );
  const peers = [
    ...listed,
    ...(rule.self === true ? [groupOf(resource, plan)?.address ?? UNKNOWN_GROUP] : []),
    ...(isAbsent(rule.source_security_group_id)
      ? []
      : [peerGroup(resource, "source_security_group_id", rule, plan)]),
  ];
  return peers.map((peer) => ({ isIngress, ...ports(rule.protocol, rule.from_port, rule.to_port), peer }));
}

function ports(protocol: Document, from: Document, to: Document) {
  const isAll = protocol === "-1" || Number(from ?? -1) === -1;
  return { protocol: textOf(protocol), from: isAll ? 0 : Number(from), to: isAll ? 65_535 : Number(to) };
}

const UNKNOWN_GROUP = "another security group";

/** The group that an attribute of a rule names, on one side of the plan. */
function peerGroup(
  resource: Resource,
  attribute: string,
  { [attribute]: value }: Readonly<Record<string, Document>>,
  plan: Plan,
): string {
  if (typeof value === "string") return plan.named("aws_security_group", value)?.address ?? value;
  return plan.target(resource, attribute, "aws_security_group")?.address ?? UNKNOWN_GROUP;
}

const isBlock = (peer: string) => /^[\d.]+\/\d+$|^[\da-f:]*:[\da-f:]*\/\d+$/i.test(peer);

/** Whether an address block is the internet or a large part of it; the largest private one is 10.0.0.0/8. */
const isInternet = (peer: string) => isBlock(peer) && prefixLength(peer) < (peer.includes(":") ? 16 : 8);

/** Whether an opening admits all that another admits. Members of a group have addresses in the VPC. */
function covers(opening: Opening, other: Opening, plan: Plan): boolean {
  return (
    opening.isIngress === other.isIngress &&
    (opening.protocol === "-1" || opening.protocol === other.protocol) &&
    opening.from <= other.from &&
    other.to <= opening.to &&
    (opening.peer === other.peer ||
      (isBlock(opening.peer) && blocksOf(other.peer, plan).every((block) => contains(opening.peer, block))))
  );
}

/** The address blocks in which a peer's addresses are. */
function blocksOf(peer: string, plan: Plan): string[] {
  if (isBlock(peer)) return [peer];
  const isGroupOfPlan = plan.ofType("aws_security_group").some(({ address }) => address === peer);
  const blocks = plan.ofType("aws_vpc").map(({ before }) => textOf(before?.cidr_block));
  return isGroupOfPlan && blocks.length > 0 && blocks.every(isBlock) ? blocks : ["0.0.0.0/0"];
}

/** Whether a rule for a security group moves from one port to another: as many ports, the same group. */
function isMoved(opening: Opening, resource: Resource, plan: Plan): boolean {
  return (
    !isBlock(opening.peer) &&
    openings(resource, plan, "before").some(
      (old) =>
        old.peer === opening.peer &&
        old.protocol === opening.protocol &&
        opening.to - opening.from <= old.to - old.from,
    )
  );
}

/** What a group admits after the plan that it did not admit before. */
function gained(resource: Resource, plan: Plan): Opening[] {
  if (resource.after === undefined || !isJudged(resource)) return [];
  const after = openings(resource, plan, "after");
  if (after.length === 0) return [];
  const before = openingsBefore(plan).get(groupOf(resource, plan)) ?? [];
  return after.filter(
    (opening) => !before.some((old) => covers(old, opening, plan)) && !isMoved(opening, resource, plan),
  );
}

const OPENINGS_BEFORE = new WeakMap<Plan, Map<Resource | undefined, Opening[]>>();

/** What each group admits before the plan. */
function openingsBefore(plan: Plan): Map<Resource | undefined, Opening[]> {
  const known = OPENINGS_BEFORE.get(plan);
  if (known) return known;
  const found = new Map<Resource | undefined, Opening[]>();
  for (const resource of plan.resources.filter(isJudged)) {
    const group = groupOf(resource, plan);
    found.set(group, [...(found.get(group) ?? []), ...openings(resource, plan, "before")]);
  }
  OPENINGS_BEFORE.set(plan, found);
  return found;
}

function openingText(
  { isIngress, protocol, from, to, peer }: Opening,
  resource: Resource,
  plan: Plan,
): string {
  const what = protocol === "-1" ? "all traffic" : `${protocol.toUpperCase()} ${portText(from, to)}`;
  const group =
    groupOf(resource, plan)?.label ?? textOf(resource.after?.security_group_id ?? "a new security group");
  const other = isInternet(peer)
    ? `${peer} (the internet)`
    : (plan.resources.find(({ address }) => address === peer)?.label ?? peer);
  return isIngress
    ? `${group} admits ${what} from ${other}.`
    : `${group} lets its members send ${what} to ${other}.`;
}

function portText(from: number, to: number): string {
  if (from === 0 && to === 65_535) return "on every port";
  return from === to ? `on port ${String(from)}` : `on ports ${String(from)} to ${String(to)}`;
}

export const NETWORK_RULES: readonly Rule[] = [
  {
    kind: "exposure",
    why: "Scanners find an open port within minutes (Security Hub control EC2.18).",
    findings: (resource, plan) =>
      gained(resource, plan)
        .filter(({ isIngress, peer }) => isIngress && isInternet(peer))
        .map((opening) => openingText(opening, resource, plan)),
  },
  {
    kind: "network",
    why: "Each source that a group admits can attack what listens behind it.",
    findings: (resource, plan) => {
      const group = groupOf(resource, plan);
      if (group && group.before === undefined) return [];
      return gained(resource, plan)
        .filter(({ isIngress, peer }) => isIngress !== isInternet(peer))
        .map((opening) => openingText(opening, resource, plan));
    },
  },
];
