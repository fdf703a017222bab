import type { Statement } from "../../synthesized/policy-documents";
import { covers, statementsOf } from "../../synthesized/policy-documents";
import { textOf } from "../documents";
import { publicStatements, statementText, widened } from "../policies";
import type { Plan, Resource } from "../resources";
import type { Rule } from "./rule";

/** An attribute that contains a policy. */
interface PolicyAttribute {
  readonly type: string;
  readonly attribute: string;
  /** The resource that the policy is for, and the attribute that names it; without it, the policy is for its own resource. */
  readonly of?: { readonly type: string; readonly attribute: string };
  /** Whether it names principals, so that it can let everyone in. */
  readonly isForPrincipals: boolean;
}

const POLICIES: readonly PolicyAttribute[] = [
  { type: "aws_iam_policy", attribute: "policy", isForPrincipals: false },
  {
    type: "aws_iam_role_policy",
    attribute: "policy",
    of: { type: "aws_iam_role", attribute: "role" },
    isForPrincipals: false,
  },
  { type: "aws_iam_role", attribute: "assume_role_policy", isForPrincipals: true },
  { type: "aws_kms_key", attribute: "policy", isForPrincipals: true },
  {
    type: "aws_sns_topic_policy",
    attribute: "policy",
    of: { type: "aws_sns_topic", attribute: "arn" },
    isForPrincipals: true,
  },
  {
    type: "aws_s3_bucket_policy",
    attribute: "policy",
    of: { type: "aws_s3_bucket", attribute: "bucket" },
    isForPrincipals: true,
  },
  // An endpoint is for everyone in the VPC: its policy limits what they reach.
  { type: "aws_vpc_endpoint", attribute: "policy", isForPrincipals: false },
];

/** A policy's statements on one side of the plan; undefined if they cannot be read. */
function statements(
  plan: Plan,
  resource: Resource,
  attribute: string,
  side: "before" | "after",
): Statement[] | undefined {
  const body = resource[side];
  if (body === undefined) return [];
  const policy = body[attribute] ?? (side === "after" ? plan.template(resource, attribute) : undefined);
  const found = statementsOf(plan.policyDocuments, policy);
  return found.length === 0 && side === "after" && resource.isHidden(attribute) ? undefined : found;
}

/** Whether the resource that a policy is for exists before and after the plan. */
function isForKept(plan: Plan, resource: Resource, { of }: PolicyAttribute): boolean {
  if (!of) return resource.before !== undefined && resource.after !== undefined;
  const target = plan.target(resource, of.attribute, of.type);
  return target === undefined
    ? resource.action !== "create"
    : target.before !== undefined && target.after !== undefined;
}

/** The statements of all policies of one kind for the same resource, on one side of the plan. */
function allStatements(
  plan: Plan,
  resource: Resource,
  { attribute, of }: PolicyAttribute,
  side: "before" | "after",
) {
  const target = of && plan.target(resource, of.attribute, of.type);
  const policies = target
    ? plan.ofType(resource.type).filter((other) => plan.target(other, of.attribute, of.type) === target)
    : [resource];
  return policies.flatMap((policy) => statements(plan, policy, attribute, side) ?? []);
}

const isWebsite = (plan: Plan, resource: Resource): boolean => {
  const bucket = plan.target(resource, "bucket", "aws_s3_bucket");
  return plan
    .ofType("aws_s3_bucket_website_configuration")
    .some(
      (website) => website.after !== undefined && plan.target(website, "bucket", "aws_s3_bucket") === bucket,
    );
};

/** Whether a statement is the one that a public website needs: everyone reads objects. */
const isWebsiteRead = (statement: Statement) =>
  statement.actions.every((action) => action === "s3:GetObject") && covers(statement, "s3:GetObject");

/** What a policy gains of some of its statements, compared with all policies of the same resource before. */
function gains(
  plan: Plan,
  resource: Resource,
  policy: PolicyAttribute,
  before: Statement[],
  after: Statement[],
) {
  const all = (side: "before" | "after") => allStatements(plan, resource, policy, side);
  return widened({ before, after, allBefore: all("before"), allAfter: all("after") });
}

const policyRules = POLICIES.flatMap((policy): Rule[] => {
  const changes = (resource: Resource) =>
    resource.type === policy.type && resource.action !== undefined && resource.touches(policy.attribute);
  const open = (all: readonly Statement[]) => (policy.isForPrincipals ? publicStatements(all) : []);
  return [
    {
      kind: "permissions",
      why: "An attacker who takes over one of these principals can do more than before (AWS, Grant least privilege).",
      findings: (resource, plan) => {
        if (!changes(resource) || !isForKept(plan, resource, policy)) return [];
        const after = statements(plan, resource, policy.attribute, "after");
        if (!after)
          return [
            "The new policy is sensitive or known after the apply only: this review cannot compare it.",
          ];
        const before = statements(plan, resource, policy.attribute, "before") ?? [];
        const isOpen = open(after);
        return gains(
          plan,
          resource,
          policy,
          before,
          after.filter((statement) => !isOpen.includes(statement)),
        );
      },
    },
    {
      kind: "exposure",
      why: "Anyone on the internet can do this, also from other AWS accounts (AWS, IAM Access Analyzer).",
      findings: (resource, plan) => {
        if (!changes(resource)) return [];
        const found = open(statements(plan, resource, policy.attribute, "after") ?? []);
        if (isForKept(plan, resource, policy)) return gains(plan, resource, policy, [], found);
        const isReadable = policy.type === "aws_s3_bucket_policy" && isWebsite(plan, resource);
        return found
          .filter((statement) => !(isReadable && isWebsiteRead(statement)))
          .map((statement) => `Allows ${statementText(statement)}.`);
      },
    },
  ];
});

const attachments: Rule = {
  kind: "permissions",
  why: "The role can do what the managed policy allows, and what AWS adds to it later.",
  findings: (resource, plan) => {
    const { type, action, before, after } = resource;
    if (type !== "aws_iam_role_policy_attachment" || action === undefined || after === undefined) return [];
    const role = plan.target(resource, "role", "aws_iam_role");
    const had = [
      resource,
      ...plan.ofType(type).filter((other) => plan.target(other, "role", "aws_iam_role") === role),
    ];
    if (role && role.before === undefined) return [];
    if (
      had.some(
        (other) => other.before?.policy_arn !== undefined && other.before.policy_arn === after.policy_arn,
      )
    )
      return [];
    if (before?.policy_arn === after.policy_arn) return [];
    return [
      `${role?.label ?? textOf(after.role)} gains the managed policy ${textOf(after.policy_arn ?? "of this plan")}.`,
    ];
  },
};

export const PERMISSION_RULES: readonly Rule[] = [...policyRules, attachments];
