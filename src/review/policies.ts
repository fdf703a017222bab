import type { Condition, Principals, Statement } from "../synthesized/policy-documents";
import { isForEveryone, matches } from "../synthesized/policy-documents";
import { contains } from "./addresses";

/** The statements of a policy, and of all policies of the same resource, before and after a change. */
export interface PolicyChange {
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
  readonly allBefore: readonly Statement[];
  readonly allAfter: readonly Statement[];
}

/**
 * What a policy allows after a change that no policy of the same resource allowed before, a sentence each: actions, principals
 * or resources that are gained, conditions that are lost, and denials that end. Statements are compared by what they mean, so
 * that their order, their names and their division do not matter. A statement that a denial cancels gains nothing.
 */
export function widened({ before, after, allBefore, allAfter }: PolicyChange): string[] {
  const allowed = allBefore.filter(({ allows }) => allows);
  const denials = allAfter.filter(({ allows }) => !allows);
  const gained = after
    .filter(({ allows }) => allows)
    .flatMap((statement) => {
      const atoms = atomsOf(statement).filter(
        (atom) => ![...allowed, ...denials].some((other) => covers(other, atom)),
      );
      const isLoosened = (atom: Statement) => allowed.some((other) => coversWithout(other, atom));
      return [
        ...sentences(
          atoms.filter(isLoosened),
          (parts) => `Allows ${parts} without the condition ${lostConditions(allowed, statement)}.`,
        ),
        ...sentences(
          atoms.filter((atom) => !isLoosened(atom)),
          (parts) => `Newly allows ${parts}${conditionsText(statement.conditions)}.`,
        ),
      ];
    });
  const ended = before
    .filter(({ allows }) => !allows)
    .flatMap((statement) =>
      sentences(
        atomsOf(statement).filter((atom) => !denials.some((other) => covers(other, atom))),
        (parts) => `No longer denies ${parts}${conditionsText(statement.conditions)}.`,
      ),
    );
  return [...new Set([...gained, ...ended])];
}

/** Condition keys that bind a statement for everyone to someone. */
const BINDING =
  /^(?:aws:(?:Source(?:Account|Arn|Owner|OrgID|OrgPaths|Vpc|Vpce|Ip)|Principal(?:Account|Arn|OrgID|OrgPaths|Tag\/.*))|kms:(?:CallerAccount|ViaService)|s3:DataAccessPointAccount|sns:Endpoint)$/i;

/** The statements that let everyone in. */
export function publicStatements(statements: readonly Statement[]): Statement[] {
  return statements.filter(
    (statement) =>
      statement.allows &&
      isForEveryone(statement) &&
      !statement.conditions.some(({ variable }) => BINDING.test(variable)),
  );
}

/** A statement as a sentence's object: `everyone s3:GetObject on arn:aws:s3:::website/*`. */
export const statementText = (statement: Statement): string => partsText([statement]);

/** The parts of a statement, each with one principal, one action and one resource. Exceptions stay together. */
function atomsOf(statement: Statement): Statement[] {
  const single = <T>(values: readonly T[]) => (values.length > 0 ? values.map((value) => [value]) : [[]]);
  const principals = statement.principals.flatMap(({ type, identifiers }) =>
    identifiers.map((identifier) => ({ type, identifiers: [identifier] })),
  );
  return single(principals).flatMap((principal) =>
    single(statement.actions).flatMap((action) =>
      single(statement.resources).map((resource) => ({
        ...statement,
        principals: principal,
        actions: action,
        resources: resource,
      })),
    ),
  );
}

/** Whether a statement holds wherever a part of another holds. */
function covers(statement: Statement, atom: Statement): boolean {
  return (
    coversWithout(statement, atom) &&
    statement.conditions.every((condition) => atom.conditions.some((other) => isStricter(other, condition)))
  );
}

/** The same, regardless of conditions. */
function coversWithout(statement: Statement, atom: Statement): boolean {
  const lower = (values: readonly string[]) => values.map((value) => value.toLowerCase());
  return (
    coversSet(
      [lower(statement.actions), lower(statement.notActions)],
      [lower(atom.actions), lower(atom.notActions)],
      matches,
    ) &&
    coversSet([statement.resources, statement.notResources], [atom.resources, atom.notResources], matches) &&
    coversSet(
      [names(statement.principals), names(statement.notPrincipals)],
      [names(atom.principals), names(atom.notPrincipals)],
      (name, other) => name === EVERYONE || name === other,
    )
  );
}

const EVERYONE = "everyone";

function names(principals: readonly Principals[]): string[] {
  return principals.flatMap(({ type, identifiers }) =>
    identifiers.map((identifier) =>
      identifier === "*" && (type === "*" || type === "AWS")
        ? EVERYONE
        : identifier.replace(/^(\d{12})$/, "arn:aws:iam::$1:root"),
    ),
  );
}

/** Values and exceptions; a part that has neither, such as the principals of an IAM policy, holds for all. */
type Values = readonly [only: readonly string[], except: readonly string[]];

function coversSet(
  [only, except]: Values,
  [others, otherwise]: Values,
  match: (a: string, b: string) => boolean,
): boolean {
  const isIn = (value: string, values: readonly string[]) => values.some((one) => match(one, value));
  if (except.length > 0)
    return otherwise.length > 0
      ? except.every((value) => isIn(value, otherwise))
      : others.length > 0 &&
          !others.some((value) => isIn(value, except) || except.some((one) => match(value, one)));
  if (only.length === 0) return others.length === 0 && otherwise.length === 0;
  if (otherwise.length > 0 || others.length === 0) return only.includes("*") || only.includes(EVERYONE);
  return others.every((value) => isIn(value, only));
}

/** Whether a condition admits nothing that another does not admit. */
function isStricter(condition: Condition, than: Condition): boolean {
  if (condition.variable.toLowerCase() !== than.variable.toLowerCase()) return false;
  const [test, other] = [condition.test, than.test];
  const likes = test === other || test.replace("Equals", "Like") === other;
  if (!likes) return false;
  if (test.includes("Not")) return than.values.every((value) => condition.values.includes(value));
  const isIn = /Like|^Arn/.test(other) ? matches : other === "IpAddress" ? contains : Object.is;
  return condition.values.every((value) => than.values.some((one) => isIn(one, value)));
}

/** The conditions that a statement lacks of the most similar statement before. */
function lostConditions(before: readonly Statement[], statement: Statement): string {
  const lacking = before
    .filter((other) => atomsOf(statement).some((atom) => coversWithout(other, atom)))
    .map((other) =>
      other.conditions.filter((condition) => !statement.conditions.some((one) => isStricter(one, condition))),
    )
    .sort((one, other) => one.length - other.length);
  return (lacking[0] ?? []).map(conditionText).join(" and ");
}

const conditionText = ({ test, variable, values }: Condition) =>
  `${test} ${variable} = ${values.join(" or ")}`;

function conditionsText(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? "" : `, if ${conditions.map(conditionText).join(" and ")}`;
}

/** One sentence for the parts that differ in their actions only. */
function sentences(atoms: readonly Statement[], sentence: (parts: string) => string): string[] {
  const groups = new Map<string, Statement[]>();
  for (const atom of atoms) {
    const key = JSON.stringify([atom.principals, atom.notPrincipals, atom.resources, atom.notResources]);
    groups.set(key, [...(groups.get(key) ?? []), atom]);
  }
  return [...groups.values()].map((group) => sentence(partsText(group)));
}

function partsText(atoms: readonly Statement[]): string {
  const [first] = atoms;
  if (!first) return "";
  const { principals, notPrincipals, resources, notResources, notActions } = first;
  const actions = [...new Set(atoms.flatMap(({ actions: one }) => one))];
  const who = [...names(principals), ...exceptions("everyone", names(notPrincipals))].join(", ");
  const what = [...actions, ...exceptions("every action", notActions)].join(", ");
  const where = [...resources, ...exceptions("every resource", notResources)].join(", ");
  return [who, what, where && `on ${where}`].filter(Boolean).join(" ");
}

const exceptions = (all: string, values: readonly string[]) =>
  values.length === 0 ? [] : [`${all} except ${values.join(", ")}`];
