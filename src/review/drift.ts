import type { Document } from "./documents";
import { block, list } from "./documents";
import type { Difference } from "./differences";
import { differences, isAbsent } from "./differences";
import type { Plan } from "./resources";
import { IDS, Resource } from "./resources";
import type { PlanJson } from "./plan";

/** An attribute of a resource in which AWS shows what other resources of the stack set. */
interface Echo {
  readonly type: string;
  readonly attribute: RegExp;
  /** The type of the other resources. */
  readonly of: string;
  /** The attribute by which they name the resource; without it, any of them explains the attribute. */
  readonly by?: string;
  /** Whether another resource sets an element of the attribute; without it, its existence explains the attribute. */
  readonly sets?: (other: Readonly<Record<string, Document>>, element: Document) => boolean;
}

const same = (one: Document, other: Document) => (isAbsent(one) && isAbsent(other)) || one === other;
const has = (values: Document, value: Document) => list(values).some((one) => one === value);

/** Whether a rule resource is the rule of a group as AWS shows it in the group. */
function isRuleOf(rule: Readonly<Record<string, Document>>, element: Document): boolean {
  const inline = block(element);
  const isAll = rule.ip_protocol === "-1";
  return (
    rule.ip_protocol === inline.protocol &&
    (isAll || (same(rule.from_port, inline.from_port) && same(rule.to_port, inline.to_port))) &&
    (has(inline.cidr_blocks, rule.cidr_ipv4) ||
      has(inline.ipv6_cidr_blocks, rule.cidr_ipv6) ||
      has(inline.prefix_list_ids, rule.prefix_list_id) ||
      has(inline.security_groups, rule.referenced_security_group_id) ||
      inline.self === true)
  );
}

const ECHOES: readonly Echo[] = [
  ...(["ingress", "egress"] as const).map((direction) => ({
    type: "aws_security_group",
    attribute: new RegExp(`^${direction}$`),
    of: `aws_vpc_security_group_${direction}_rule`,
    by: "security_group_id",
    sets: isRuleOf,
  })),
  {
    type: "aws_iam_role",
    attribute: /^inline_policy$/,
    of: "aws_iam_role_policy",
    by: "role",
    sets: (other, element) => other.name === block(element).name,
  },
  {
    type: "aws_iam_role",
    attribute: /^managed_policy_arns$/,
    of: "aws_iam_role_policy_attachment",
    by: "role",
    sets: (other, element) => other.policy_arn === element,
  },
  {
    type: "aws_route_table",
    attribute: /^route$/,
    of: "aws_route",
    by: "route_table_id",
    sets: (other, element) => same(other.destination_cidr_block, block(element).cidr_block),
  },
  ...(
    [
      [/^policy$/, "aws_s3_bucket_policy"],
      [/^lifecycle_rule$/, "aws_s3_bucket_lifecycle_configuration"],
      [/^website(?:_domain|_endpoint)?$/, "aws_s3_bucket_website_configuration"],
      [/^versioning$/, "aws_s3_bucket_versioning"],
      [/^server_side_encryption_configuration$/, "aws_s3_bucket_server_side_encryption_configuration"],
    ] as const
  ).map(([attribute, of]) => ({ type: "aws_s3_bucket", attribute, of, by: "bucket" })),
  { type: "aws_sns_topic", attribute: /^policy$/, of: "aws_sns_topic_policy", by: "arn" },
  ...["aws_eip_association", "aws_nat_gateway"].map((of) => ({
    type: "aws_eip",
    attribute: /^(?:association_id|instance|network_interface|private_dns|private_ip)$/,
    of,
    by: "allocation_id",
  })),
  { type: "aws_instance", attribute: /^public_(?:dns|ip)$/, of: "aws_eip", by: "instance" },
  { type: "aws_instance", attribute: /^public_(?:dns|ip)$/, of: "aws_eip_association", by: "instance_id" },
  { type: "aws_lb_target_group", attribute: /^load_balancer_arns$/, of: "aws_lb_listener" },
];

/** A resource that was changed or deleted outside Terraform, with what differs. */
export interface DriftedResource {
  readonly resource: Resource;
  readonly differences: readonly Difference[];
}

/**
 * What a refresh found changed in AWS since the last apply. It leaves out what AWS shows of other resources of the stack, such
 * as a role's inline policies, and absent values that AWS reads back as empty, false or zero.
 */
export function driftOf(json: PlanJson, plan: Plan): DriftedResource[] {
  return (json.resource_drift ?? [])
    .filter(({ mode }) => mode === "managed")
    .map((change) => new Resource(change))
    .flatMap((resource) => {
      if (resource.action === "delete") return [{ resource, differences: [] }];
      const [before, after] = [block(resource.document("before")), block(resource.document("after"))];
      const found = Object.keys({ ...before, ...after })
        .flatMap((name) => differences(before[name], after[name], false, name))
        .filter((difference) => !(isZero(difference.before) && isZero(difference.after)))
        .filter((difference) => !isEcho(resource, difference, plan));
      return found.length > 0 ? [{ resource, differences: found }] : [];
    });
}

/** Whether a value is absent, false, zero, or made of such values. */
function isZero(value: Document): boolean {
  if (isAbsent(value) || value === false || value === 0) return true;
  return (
    typeof value === "object" &&
    Object.values(value as object).length > 0 &&
    Object.values(value as object).every(isZero)
  );
}

function isEcho(resource: Resource, { path, before, after }: Difference, plan: Plan): boolean {
  const attribute = path.replace(/[.[].*$/, "");
  return ECHOES.some((echo) => {
    if (echo.type !== resource.type || !echo.attribute.test(attribute)) return false;
    const others = plan
      .ofType(echo.of)
      .filter(({ before: body }) => {
        if (body === undefined || echo.by === undefined) return body !== undefined;
        return IDS.some((key) => resource.before?.[key] === body[echo.by ?? ""]);
      })
      .map((other) => block(other.document("before")));
    const { sets } = echo;
    if (!sets) return others.length > 0;
    const whole = path === attribute && Array.isArray(after) ? (after as readonly Document[]) : [after];
    const old = path === attribute ? list(Array.isArray(before) ? before : []) : [];
    return whole
      .filter((element) => !old.includes(element))
      .every((element) => others.some((other) => sets(other, element)));
  });
}
