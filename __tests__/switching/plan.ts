import { isDeepStrictEqual } from "node:util";
import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import {
  dependsOn,
  lifecycle,
  nested,
  referencesIn,
  stringsIn,
} from "../../src/synthesized/synthesized-stack";

import { FORCES_REPLACEMENT } from "./provider";

/** What Terraform does to a deployed stack, as far as two syntheses show it. */
export interface Plan {
  /** Resources that the stack no longer has. */
  readonly destroyed: readonly Block[];
  /** Resources that are destroyed and recreated, because an attribute differs that AWS cannot change. */
  readonly replaced: readonly { readonly before: Block; readonly after: Block }[];
  /** Resources that are changed in place. */
  readonly updated: readonly { readonly before: Block; readonly after: Block }[];
}

/** The plan from one synthesis of a stack to another. */
export function plan(before: SynthesizedStack, after: SynthesizedStack): Plan {
  const successors = new Map(after.resources().map((block) => [block.address, block]));
  const pairs = before.resources().flatMap((block) => {
    const successor = successors.get(block.address);
    return successor ? [{ before: block, after: successor }] : [];
  });

  // A replaced resource has another id, so that one replacement may cause another.
  const replaced = new Set<string>();
  const launched = new Set<string>();
  const differs = (one: Json | undefined, other: Json | undefined) =>
    !isDeepStrictEqual(one, other) || [...referencesIn(other)].some((address) => replaced.has(address));
  const movedRegion = !isDeepStrictEqual(regionOf(before), regionOf(after));
  const isReplaced = (one: Block, other: Block) =>
    movedRegion ||
    (FORCES_REPLACEMENT[one.type] ?? []).some((attribute) =>
      differs(one.body[attribute], other.body[attribute]),
    ) ||
    // An instance follows the newest version of its launch template.
    (one.type === "aws_instance" &&
      [...referencesIn(other.body.launch_template)].some((address) => launched.has(address)));
  const isChanged = (one: Block, other: Block) => differs(settingsOf(one, other), settingsOf(other, other));

  let size = -1;
  while (size !== replaced.size + launched.size) {
    size = replaced.size + launched.size;
    for (const { before: one, after: other } of pairs) {
      if (isReplaced(one, other)) replaced.add(one.address);
      if (one.type === "aws_launch_template" && isChanged(one, other)) launched.add(one.address);
    }
  }
  return {
    destroyed: before.resources().filter(({ address }) => !successors.has(address)),
    replaced: pairs.filter((pair) => replaced.has(pair.before.address)),
    updated: pairs.filter((pair) => !replaced.has(pair.before.address) && isChanged(pair.before, pair.after)),
  };
}

const regionOf = (stack: SynthesizedStack) => stack.providers().map(({ region }) => region);

/** The attributes that Terraform compares: all but its own instructions and those that these tell it to ignore. */
function settingsOf({ body }: Block, { body: { lifecycle: instructions } }: Block): JsonObject {
  const ignored = stringsIn(nested({ instructions }, "instructions")[0]?.ignore_changes);
  return Object.fromEntries(
    Object.entries(body).filter(([key]) => !["depends_on", "lifecycle", ...ignored].includes(key)),
  );
}

/**
 * The addresses of the resources that are created before the old ones are destroyed: those with
 * `create_before_destroy`, and everything that they depend on, directly or not, because Terraform passes the setting on
 * to it. When such a resource is removed, it is destroyed after the update of what referred to it.
 */
export function createdBeforeDestroyed(stack: SynthesizedStack): ReadonlySet<string> {
  const all = new Map([...stack.resources(), ...stack.data()].map((block) => [block.address, block]));
  const found = new Set<string>();
  const spread = (address: string) => {
    const block = all.get(address);
    if (!block || found.has(address)) return;
    found.add(address);
    for (const needed of [...referencesIn(block.body), ...dependsOn(block.body)]) spread(needed);
  };
  for (const { address, body } of all.values()) {
    if (lifecycle(body).create_before_destroy === true) spread(address);
  }
  return found;
}
