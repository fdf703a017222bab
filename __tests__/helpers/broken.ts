import type { Check } from "../../src/checks/check";
import { readPolicy } from "../../src/synthesized/policy-documents";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";

/** JSON that a test may change. */
export type Mutable = any;

type Stacks = readonly SynthesizedStack[];

let sound: Stacks | undefined;
let hardened: Stacks | undefined;
let own: Stacks | undefined;

/** The stacks of `src/config/config.ts`. */
export function ownStacks(): Stacks {
  return (own ??= SynthesizedStack.readAll(process.env.OWN_OUTDIR ?? "no global set-up"));
}

/** The stacks of the documented configuration, synthesized once for all test files by the global set-up. */
export function soundStacks(): Stacks {
  return (sound ??= SynthesizedStack.readAll(process.env.SOUND_OUTDIR ?? "no global set-up"));
}

/**
 * `careflowai-hardened-single` and `careflowai-hardened-balanced`, in which every switch is on, with their account's
 * stack, which makes everything that it can.
 */
export function hardenedStacks(): Stacks {
  return (hardened ??= SynthesizedStack.readAll(process.env.HARDENED_OUTDIR ?? "no global set-up"));
}

/** One of the hardened stacks. */
export function hardenedStack(name: string): SynthesizedStack {
  const stack = hardenedStacks().find((one) => one.name === name);
  if (!stack) throw new Error(`no stack ${name}`);
  return stack;
}

/** The findings of a check over the project's own stacks and the hardened ones: none, if they are as they should be. */
export function findingsOnSound(check: Check): string[] {
  return [soundStacks(), hardenedStacks()].flatMap((stacks) =>
    stacks.flatMap((stack) => check.findings(stack, stacks)),
  );
}

/**
 * The findings of a check in one stack after a change to a copy of its JSON, in which policies are open: see
 * {@link openPolicies}. `hardened/careflowai-account` is the hardened app's stack of that name.
 */
export function findingsAfter(check: Check, stackName: string, change: (json: Mutable) => unknown): string[] {
  const isHardened = stackName.startsWith("hardened/") || stackName.startsWith("careflowai-hardened-");
  const name = stackName.replace("hardened/", "");
  const stacks = (isHardened ? hardenedStacks() : soundStacks()).map((stack) => {
    if (stack.name !== name) return stack;
    const json: Mutable = structuredClone(stack.json);
    openPolicies(stack, json);
    change(json);
    closePolicies(json);
    return new SynthesizedStack(name, json);
  });
  return stacks.filter((stack) => stack.name === name).flatMap((stack) => check.findings(stack, stacks));
}

const POLICY_ATTRIBUTES = ["policy", "assume_role_policy"];
const LISTS = ["Action", "NotAction", "Resource", "NotResource"];

/** Gives each policy, whatever its form, as an object in IAM's own form, with lists, to be changed in place. */
function openPolicies(stack: SynthesizedStack, json: Mutable): void {
  for (const body of bodiesOf(json)) {
    for (const attribute of POLICY_ATTRIBUTES) {
      const document: Mutable = written(readPolicy(stack, body[attribute]));
      if (document) body[attribute] = { ...document, Statement: [document.Statement].flat().map(withLists) };
    }
  }
}

/** Without keys that are undefined, which no JSON has. */
const written = (value: Mutable): Mutable => value && JSON.parse(JSON.stringify(value));

const bodiesOf = (json: Mutable) =>
  Object.values<Mutable>(json.resource).flatMap((named) => Object.values<Mutable>(named));

const withLists = (value: Mutable): Mutable =>
  Object.fromEntries(
    Object.entries<Mutable>(value).map(([key, item]) => [
      key,
      LISTS.includes(key) ? [item].flat() : key === "Principal" || key === "Condition" ? listsIn(item) : item,
    ]),
  );

/** Lists in the place of single strings, at any depth; a principal `*` stays one. */
const listsIn = (value: Mutable): Mutable =>
  typeof value !== "object"
    ? value
    : Object.fromEntries(
        Object.entries<Mutable>(value).map(([key, item]) => [
          key,
          typeof item === "string" ? [item] : Array.isArray(item) ? [...item] : listsIn(item),
        ]),
      );

function closePolicies(json: Mutable): void {
  for (const body of bodiesOf(json))
    for (const attribute of POLICY_ATTRIBUTES)
      if (typeof body[attribute] === "object") body[attribute] = JSON.stringify(body[attribute]);
}

/**
 * What is changed in a stack, how, and the findings that follow, whole and in order; `~` in them is any text without a
 * space, `~~` any text. Without findings the change is allowed.
 */
export type Case = readonly [what: string, change: (json: Mutable) => unknown, ...findings: string[]];

/** Tests that a check finds nothing in the project's stacks, and in changed ones what the cases of each stack say. */
export function testCheck(check: Check, cases: Readonly<Record<string, readonly Case[]>>): void {
  test("every stack passes", () => {
    expect(findingsOnSound(check)).toEqual([]);
  });
  for (const [stackName, broken] of Object.entries(cases)) {
    test.each(
      broken.map(([what, change, ...findings]): [string, string, Case[1], string[]] => [
        what,
        findings.length > 0 ? "is found" : "passes",
        change,
        findings,
      ]),
    )(`in ${stackName}: %s %s`, (_what, _is, change, findings) => {
      expect(findingsAfter(check, stackName, change)).toEqual(findings.map(finding));
    });
  }
}

/** Matches a finding as {@link Case} writes it. */
export const finding = (text: string): unknown =>
  expect.stringMatching(
    new RegExp(
      `^${text
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replaceAll("~~", ".+")
        .replaceAll("~", "\\S+")}$`,
    ),
  );

/** The statement with an id in an open policy. */
export function statementIn(policy: Mutable, sid: string): Mutable {
  const found = policy.Statement.filter(({ Sid }: Mutable) => Sid === sid);
  if (found.length !== 1) throw new Error(`${String(found.length)} statements ${sid}, expected 1`);
  return found[0];
}

/** The body of the one resource or data source of a type, with a text in its name. */
export function onlyIn(json: Mutable, type: string, name = ""): Mutable {
  return { ...json.resource[type], ...json.data?.[type] }[nameIn(json, type, name)];
}

/** The address of the one resource or data source of a type, with a text in its name. */
export const addressIn = (json: Mutable, type: string, name = ""): string =>
  `${type}.${nameIn(json, type, name)}`;

function nameIn(json: Mutable, type: string, part: string): string {
  const names = Object.keys({ ...json.resource[type], ...json.data?.[type] }).filter((name) =>
    name.includes(part),
  );
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new Error(`${String(names.length)} blocks of ${type}, expected 1`);
  return name;
}
