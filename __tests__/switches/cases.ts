import { criteria, make, sorters } from "covertable";
import type { ConfigInput, EnvironmentInput } from "../../src/config/config-input";
import type { Fragment, Topology } from "./table";
import { OWN_NAME, SWITCHES, switchesOf } from "./table";

/** Which label each switch has; one that is left out is left to its default. */
export type Labels = Readonly<Record<string, string>>;

/** An environment that a test synthesizes among others. */
export interface Case {
  /** What a failure calls it. */
  readonly name: string;
  readonly environment: EnvironmentInput;
}

/** An environment with nothing but the fragments set. */
export function environmentWith(topology: Topology, ...fragments: readonly Fragment[]): EnvironmentInput {
  const base: Fragment = {
    topology,
    backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "v1.0.0" },
    notifications: { emailAddresses: ["alerts@example.com"] },
  };
  return fragments.reduce(merge, base) as unknown as EnvironmentInput;
}

/** An environment whose switches have these labels, and a name that says so. */
export function caseOf(topology: Topology, labels: Labels): Case {
  const turned = Object.entries(labels);
  return {
    name: [topology, ...turned.map(([name, label]) => `${name}: ${label}`)].join(", "),
    environment: environmentWith(topology, ...turned.map(([name, label]) => fragmentOf(name, label))),
  };
}

export function fragmentOf(name: string, label: string): Fragment {
  const fragment = SWITCHES[name]?.values[label];
  if (!fragment) throw new Error(`no switch ${name}: ${label}`);
  return fragment;
}

const isFragment = (value: unknown): value is Fragment =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A fragment laid over another: objects are joined, anything else is replaced. */
export function merge(one: Fragment, other: Fragment): Fragment {
  const joined: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = joined[key];
    joined[key] = isFragment(known) && isFragment(value) ? merge(known, value) : value;
  }
  return joined;
}

/** Where CloudFront serves the site alone, there is no API whose answers it could cache. */
export const CACHED_PATHS_REFUSAL = "Allowed: an empty list where api.routing is cross-origin";

/** Whether the configuration refuses such labels, for {@link CACHED_PATHS_REFUSAL}. Labels may still be open. */
export function isRefused(topology: Topology, labels: Labels): boolean {
  if (topology === "single-instance" || labels["cached paths"] !== "some") return false;
  const { routing, posture } = labels;
  return routing === "cross-origin" || (routing === "default" && posture === "documented");
}

/** Labels in which any two values of any two switches of a topology meet, except for the refused ones. */
export function allPairs(topology: Topology): Labels[] {
  const names = switchesOf(topology).map(([name]) => name);
  const rows = make(
    Object.fromEntries(switchesOf(topology).map(([name, { values }]) => [name, Object.keys(values)])),
    // By hashes: random order would give other cases in each run.
    { criterion: criteria.greedy, sorter: sorters.hash },
  ).map(
    // Switches in the order of the table, so that names are easy to compare.
    (row): Labels => Object.fromEntries(names.map((name) => [name, String(row[name])])),
  );
  // The generator's own filter loses pairs that are not refused. A refused row is changed instead, both ways, so
  // that each of its pairs is in one of the two.
  return rows.flatMap((row) =>
    isRefused(topology, row)
      ? [
          { ...row, "cached paths": "none" },
          { ...row, routing: "same-origin" },
        ]
      : [row],
  );
}

/** A configuration of environments that differ in nothing but the case. */
export function configOf(cases: readonly Case[]): ConfigInput {
  return {
    account: { id: "111122223333", notifications: { emailAddresses: ["alerts@example.com"] } },
    environments: Object.fromEntries(
      cases.map(({ environment }, position): [string, EnvironmentInput] => {
        const id = environmentId(position);
        return [id, JSON.parse(JSON.stringify(environment).replaceAll(OWN_NAME, id)) as EnvironmentInput];
      }),
    ),
  };
}

/** A name for the environment of a case that is part of no other name, nor of anything else in a stack. */
export function environmentId(position: number): string {
  return `case-${String(position).padStart(3, "0")}`;
}
