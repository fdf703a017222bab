import type { Block, Json, JsonObject, SynthesizedStack } from "./synthesized-stack";
import { nested, stringsIn, text } from "./synthesized-stack";

/** A statement of a policy, with a list for each part that may be one string or missing. */
export interface Statement {
  readonly sid: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principals[];
  readonly notPrincipals: readonly Principals[];
  readonly conditions: readonly Condition[];
}

export interface Principals {
  /** `AWS`, `Service`, `Federated`, or `*` for everyone. */
  readonly type: string;
  readonly identifiers: readonly string[];
}

export interface Condition {
  /** IAM's operator, such as `StringEquals`. */
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/**
 * The policy in an attribute such as `policy` or `assume_role_policy`, in IAM's own form: JSON in the attribute itself, or
 * an `aws_iam_policy_document` that the attribute refers to. Undefined for anything else, and for a policy without
 * statements, which AWS refuses.
 */
export function readPolicy(stack: SynthesizedStack, policy: Json | undefined): JsonObject | undefined {
  const source = stack.target(policy);
  const document =
    source?.type === "aws_iam_policy_document" ? documentOf(source.body) : parsed(text(policy));
  return document && nested(document, "Statement").length > 0 ? document : undefined;
}

function parsed(policy: string): JsonObject | undefined {
  try {
    return (JSON.parse(policy) ?? undefined) as JsonObject | undefined;
  } catch {
    return undefined;
  }
}

/** The document that Terraform writes for a data source. */
const documentOf = (body: JsonObject): JsonObject => ({
  Version: "2012-10-17",
  Statement: nested(body, "statement").map((statement) => ({
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    Action: oneOrMany(statement.actions),
    NotAction: oneOrMany(statement.not_actions),
    Resource: oneOrMany(statement.resources),
    NotResource: oneOrMany(statement.not_resources),
    Principal: principalsOf(nested(statement, "principals")),
    NotPrincipal: principalsOf(nested(statement, "not_principals")),
    Condition: conditionsOf(nested(statement, "condition")),
  })),
});

function oneOrMany(values: Json | undefined): Json | undefined {
  const strings = stringsIn(values);
  return strings.length > 1 ? strings : strings[0];
}

function principalsOf(principals: readonly JsonObject[]): Json | undefined {
  if (principals.length === 0) return undefined;
  if (principals.length === 1 && principals[0]?.type === "*") return "*";
  const types = [...new Set(principals.map(({ type }) => text(type)))];
  const ofType = (name: string) => principals.filter(({ type }) => type === name);
  return Object.fromEntries(
    types.map((type) => [type, oneOrMany(ofType(type).map(({ identifiers }) => identifiers ?? null))]),
  );
}

function conditionsOf(conditions: readonly JsonObject[]): Json | undefined {
  if (conditions.length === 0) return undefined;
  const tests = [...new Set(conditions.map(({ test }) => text(test)))];
  return Object.fromEntries(
    tests.map((name) => [
      name,
      Object.fromEntries(
        conditions
          .filter(({ test }) => test === name)
          .map(({ variable, values }) => [text(variable), oneOrMany(values)]),
      ),
    ]),
  );
}

/** The statements of the policy in an attribute, in either form; none if the attribute holds no policy. */
export function statementsOf(stack: SynthesizedStack, policy: Json | undefined): Statement[] {
  return nested(readPolicy(stack, policy) ?? {}, "Statement").map(toStatement);
}

/**
 * The statements of a block's policy, for tests.
 *
 * @throws Error if the attribute holds no policy.
 */
export function statementsIn(
  stack: SynthesizedStack,
  { address, body }: Block,
  attribute = "policy",
): Statement[] {
  const statements = statementsOf(stack, body[attribute]);
  if (statements.length === 0) throw new Error(`${address} has no policy in ${attribute}`);
  return statements;
}

function toStatement(body: JsonObject, index: number): Statement {
  return {
    sid: body.Sid === undefined ? `statement ${String(index)}` : text(body.Sid),
    allows: body.Effect !== "Deny",
    actions: list(body.Action),
    notActions: list(body.NotAction),
    resources: list(body.Resource),
    notResources: list(body.NotResource),
    principals: toPrincipals(body.Principal),
    notPrincipals: toPrincipals(body.NotPrincipal),
    conditions: entries(body.Condition).flatMap(([test, keys]) =>
      entries(keys).map(([variable, values]) => ({ test, variable, values: list(values) })),
    ),
  };
}

const entries = (value: Json | undefined) => Object.entries((value ?? {}) as JsonObject);

const list = (value: Json | undefined): string[] =>
  value === undefined ? [] : [value].flat().map((item) => text(item));

const toPrincipals = (value: Json | undefined): Principals[] =>
  typeof value === "string"
    ? [{ type: value, identifiers: [value] }]
    : entries(value).map(([type, identifiers]) => ({ type, identifiers: list(identifiers) }));

/** The statements of a role's own policies, inline or attached; AWS's managed policies are not in the stack. */
export function permissionsOf(stack: SynthesizedStack, role: Block): Statement[] {
  const attached = stack
    .attached("aws_iam_role_policy_attachment", "role", role)
    .flatMap(({ body }) => stack.target(body.policy_arn) ?? []);
  return [...stack.attached("aws_iam_role_policy", "role", role), ...attached].flatMap(({ body }) =>
    statementsOf(stack, body.policy),
  );
}

/** Whether a text matches a pattern with the wildcards of IAM. */
export function matches(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

/** Whether one of a statement's actions, wildcards included, covers an action; IAM ignores their case. */
export function covers({ actions }: Statement, action: string): boolean {
  return actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
}

/** The principals that a statement names, of any type; a statement that allows all but some is for `*`. */
export function identifiersOf({ allows, principals, notPrincipals }: Statement): string[] {
  const others = allows && notPrincipals.length > 0 ? ["*"] : [];
  return [...principals.flatMap(({ identifiers }) => identifiers), ...others];
}

export const isForEveryone = (statement: Statement): boolean => identifiersOf(statement).includes("*");

/** Whether a statement allows something to a principal, by its own identifier. */
export const admits = (statement: Statement, identifier: string): boolean =>
  statement.allows && identifiersOf(statement).includes(identifier);

/** Whether a statement holds for one value of a condition key only. */
export const isOnlyFor = ({ conditions }: Statement, key: string, value: string): boolean =>
  conditions.some(
    ({ test, variable, values }) =>
      test === "StringEquals" && variable.toLowerCase() === key.toLowerCase() && values.join() === value,
  );

/** A log group of Session Manager's sessions, which the account's stack has, and the streams in it. */
export const isSessionLogGroup = (arn: string): boolean =>
  /^arn:aws:logs:[\w-]+:\d{12}:log-group:[^*]+\/sessions(?::\*)?$/.test(arn);
