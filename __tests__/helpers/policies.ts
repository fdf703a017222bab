import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { nested, reference, text } from "../../src/synthesized/synthesized-stack";
import { exactlyOne } from "./exactly-one";

/** One value as a string, several as a list, as IAM returns them. */
type Values = string | readonly string[];

/** A statement in the form of IAM's JSON. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, Values>>;
  readonly Action?: Values;
  readonly NotAction?: Values;
  readonly Resource?: Values;
  readonly NotResource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/**
 * The statements of a policy, as an attribute such as `policy` or `assume_role_policy` has it: JSON, or a reference to
 * an `aws_iam_policy_document`. Both are returned in the same form, so that a test need not know which it is.
 */
export function policyOf(stack: SynthesizedStack, policy: Json | undefined): Statement[] {
  const document = stack.target(policy);
  if (document?.type === "aws_iam_policy_document" && policy === reference(document, "json"))
    return nested(document.body, "statement").map(fromDocument);
  const { Statement: statements } = JSON.parse(text(policy)) as { Statement: Statement | Statement[] };
  return [statements].flat().map((statement) => unwrap(statement) as Statement);
}

/** The statement of a policy that has a `Sid`; see {@link policyOf}. */
export function statementOf(stack: SynthesizedStack, policy: Json | undefined, sid: string): Statement {
  return exactlyOne(
    policyOf(stack, policy).filter(({ Sid }) => Sid === sid),
    `statement ${sid}`,
  );
}

/** The statements that a role has by its policies of the stack, inline and attached. */
export function permissionsOf(stack: SynthesizedStack, role: Block): Statement[] {
  const attached = stack
    .attached("aws_iam_role_policy_attachment", "role", role)
    .flatMap(({ body }) => stack.target(body.policy_arn) ?? []);
  return [...stack.attached("aws_iam_role_policy", "role", role), ...attached].flatMap(({ body }) =>
    policyOf(stack, body.policy),
  );
}

/** Whether statements allow an action on a resource, with every condition taken as met. */
export function allows(statements: readonly Statement[], action: string, resource: string): boolean {
  const matching = statements.filter(
    ({ Action, Resource }) =>
      valuesOf(Action).some((pattern) => matches(pattern, action, "i")) &&
      valuesOf(Resource).some((pattern) => matches(pattern, resource)),
  );
  return matching.length > 0 && matching.every(({ Effect }) => Effect === "Allow");
}

/** Values as a list, whether IAM's form has one, several or none. */
export const valuesOf = (values: Values | undefined): readonly string[] => [values ?? []].flat();

/** Whether text matches a pattern of IAM's, in which `*` is any text and `?` one character. */
function matches(pattern: string, candidate: string, flags = ""): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, flags).test(candidate);
}

/** A statement of an `aws_iam_policy_document`. */
function fromDocument(body: JsonObject): Statement {
  const principals = nested(body, "principals").map(({ type, identifiers }) => [type, identifiers] as const);
  const isAnyone = principals.some(([type]) => type === "*");
  const statement = {
    Sid: body.sid,
    Effect: body.effect ?? "Allow",
    Principal: isAnyone ? "*" : grouped(principals),
    Action: body.actions,
    NotAction: body.not_actions,
    Resource: body.resources,
    NotResource: body.not_resources,
    Condition: grouped(
      nested(body, "condition").map(({ test, variable, values }) => [test, { [text(variable)]: values }]),
    ),
  };
  return unwrap(statement) as Statement;
}

/** Pairs as an object in which the values of one key are joined; undefined without pairs. */
function grouped(pairs: readonly (readonly [Json | undefined, any])[]): JsonObject | undefined {
  if (pairs.length === 0) return undefined;
  const groups: Record<string, any> = {};
  for (const [key, value] of pairs) {
    const known = groups[text(key)];
    groups[text(key)] = Array.isArray(value) ? [...(known ?? []), ...value] : { ...known, ...value };
  }
  return groups;
}

/** A value with each list of one replaced by its item, and without undefined properties. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, unwrap(inner)]),
  );
}
