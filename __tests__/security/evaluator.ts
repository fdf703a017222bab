import type { AuthorizedType } from "../../src/synthesized/service-authorization";
import { authorizedTypes, reports } from "../../src/synthesized/service-authorization";
import { matches } from "../../src/synthesized/policy-documents";
import type { Statement } from "../helpers/policies";
import { valuesOf } from "../helpers/policies";

/** Values of condition keys, such as `aws:ResourceTag/Environment`. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One authorization, as AWS makes it for a call; a call may need several. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** What the caller sends and what the resource has. Keys that AWS does not report for the action are ignored. */
  readonly context?: Context;
}

/** The policies that decide about a principal's requests. */
export interface Policies {
  readonly identity: readonly Statement[];
  /** Permissions boundary; left out where the principal has none. */
  readonly boundary?: readonly Statement[];
}

/**
 * Decides a request as IAM does within one account (AWS, Policy evaluation logic): an explicit deny wins, and identity
 * policies and boundary must both allow.
 *
 * @throws Error if AWS authorizes the action on no such resource.
 */
export function isAllowed({ identity, boundary }: Policies, request: Request): boolean {
  const applies = decider(request);
  return (
    !applies("Deny", [...identity, ...(boundary ?? [])]) &&
    applies("Allow", identity) &&
    (boundary === undefined || applies("Allow", boundary))
  );
}

/**
 * Decides whether a trust policy, or a resource's policy, accepts a request from a principal.
 *
 * @param principal type and identifier, such as `Service` and `ec2.amazonaws.com`.
 */
export function accepts(
  policy: readonly Statement[],
  [type, identifier]: readonly [type: string, identifier: string],
  request: Request,
): boolean {
  const own = policy
    .filter(
      ({ Principal }) =>
        Principal === "*" ||
        Object.entries(Principal ?? {}).some(
          ([kind, values]) =>
            kind === type && valuesOf(values).some((one) => one === "*" || one === identifier),
        ),
    )
    // A trust policy has no resource: it is about its role.
    .map((one): Statement => ({ ...one, Resource: one.Resource ?? "*" }));
  const applies = decider(request);
  return !applies("Deny", own) && applies("Allow", own);
}

/** Tells whether a statement with an effect is about a request. */
function decider(request: Request) {
  const { action, resource, context = {} } = request;
  const type = typeOf(action, resource);
  const isAction = (pattern: string) => matches(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => matches(pattern, resource);
  /** The values of a key; undefined if the request has none, or if AWS does not report the key. */
  const reported = (key: string) => {
    const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
    return found && reports(type, key) ? valuesOf(found[1]) : undefined;
  };
  return (effect: Statement["Effect"], statements: readonly Statement[]) =>
    statements.some(
      ({ Effect, Action, NotAction, Resource, NotResource, Condition = {} }) =>
        Effect === effect &&
        (NotAction ? !valuesOf(NotAction).some(isAction) : valuesOf(Action).some(isAction)) &&
        (NotResource ? !valuesOf(NotResource).some(isResource) : valuesOf(Resource).some(isResource)) &&
        Object.entries(Condition).every(([operator, keys]) =>
          Object.entries(keys).every(([key, values]) => holds(operator, valuesOf(values), reported(key))),
        ),
    );
}

/** The type of a resource: of those that match its ARN, the one with the longest pattern. */
function typeOf(action: string, resource: string): AuthorizedType {
  const fits = authorizedTypes(action)
    .filter(({ name }) => (name === "*") === (resource === "*"))
    .flatMap((type) =>
      type.arns.filter((arn) => matches(arn, resource)).map((arn) => ({ type, length: arn.length })),
    );
  const [best] = fits.sort((a, b) => b.length - a.length);
  if (!best) throw new Error(`AWS does not authorize ${action} on ${resource}`);
  return best.type;
}

/** Operators by their name without `Not`, `IfExists` and set operator, which all operators share. */
const OPERATORS: Readonly<Record<string, (value: string, expected: string) => boolean>> = {
  StringEquals: (value, expected) => value === expected,
  StringEqualsIgnoreCase: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
  StringLike: (value, expected) => matches(expected, value),
  ArnEquals: (value, expected) => matches(expected, value),
  ArnLike: (value, expected) => matches(expected, value),
  Bool: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
  NumericEquals: (value, expected) => Number(value) === Number(expected),
  NumericLessThanEquals: (value, expected) => Number(value) <= Number(expected),
  NumericGreaterThanEquals: (value, expected) => Number(value) >= Number(expected),
};

const NAME =
  /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<kind>[A-Z][a-z]+)(?<not>Not)?(?<test>[A-Z]\w*?)?(?<ifExists>IfExists)?$/;

/** Whether a condition holds (AWS, IAM JSON policy elements: Condition operators). */
function holds(
  operator: string,
  expected: readonly string[],
  actual: readonly string[] | undefined,
): boolean {
  if (operator === "Null") return expected.includes(String(actual === undefined));
  const { set, kind = "", not, test = "", ifExists } = NAME.exec(operator)?.groups ?? {};
  const compare = OPERATORS[`${kind}${test}`];
  if (!compare) throw new Error(`the evaluator does not know the operator ${operator}`);
  const matchesOne = (value: string) => expected.some((one) => compare(value, one)) === (not === undefined);
  // Without values, ForAllValues and negated operators hold.
  if (actual === undefined)
    return ifExists !== undefined || set === "ForAllValues" || (not !== undefined && set === undefined);
  return set === "ForAllValues" ? actual.every(matchesOne) : actual.some(matchesOne);
}
