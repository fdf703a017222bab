import { isDeepStrictEqual } from "node:util";
import type { Json, JsonObject, SynthesizedStack } from "../../../src/synthesized/synthesized-stack";
import { nested, referencesIn, text } from "../../../src/synthesized/synthesized-stack";
import { FORCES_REPLACEMENT, UNIQUE_NAMES } from "../../switching/provider";

/** By address, the attributes that say which resource in AWS it is: those that name it, or that replace it if changed. */
export type Addresses = Readonly<Record<string, JsonObject>>;

/** The resources of a stack, sorted by address. Data sources are read at each plan and cannot be lost. */
export function addressesOf(stack: SynthesizedStack): Addresses {
  const entries = stack.resources().map(({ address, type, body }): [string, JsonObject] => {
    const attributes = [...(FORCES_REPLACEMENT[type] ?? ["name"]), UNIQUE_NAMES[type] ?? []].flat();
    return [
      address,
      Object.fromEntries(
        [...new Set(attributes)]
          .sort()
          .flatMap((attribute) => (body[attribute] === undefined ? [] : [[attribute, body[attribute]]])),
      ),
    ];
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A list as text: a line for each address, with its attributes as JSON. */
export function write(addresses: Addresses): string {
  return Object.entries(addresses)
    .map(([address, attributes]) => `${address} ${JSON.stringify(attributes)}\n`)
    .join("");
}

/** The list that {@link write} wrote. */
export function read(lines: string): Addresses {
  return Object.fromEntries(
    lines
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ (.*)/) as [string, string])
      .map(([address, attributes]) => [address, JSON.parse(attributes) as JsonObject]),
  );
}

/** The new address of each resource of a stack that `moveFromId` moves. */
export function movesOf(stack: SynthesizedStack): Readonly<Record<string, string>> {
  return Object.fromEntries(nested(stack.json, "moved").map(({ from, to }) => [text(from), text(to)]));
}

/**
 * A line for each recorded resource that Terraform would destroy or replace: its address disappears, or has another
 * identity. New addresses are no loss.
 */
export function lossesOf(
  recorded: Addresses,
  current: Addresses,
  moves: Readonly<Record<string, string>> = {},
): string[] {
  // A reference to such an address changes with it, which is one loss and not two.
  const isMissing = (address: string) => address in recorded && !(address in current);
  const isSame = (before: Json | undefined, after: Json | undefined) =>
    isDeepStrictEqual(before, after) || [...referencesIn(before)].some(isMissing);

  return Object.entries(recorded).flatMap(([address, before]) => {
    const after = current[moves[address] ?? address];
    if (!after) return [`${address} ${JSON.stringify(before)} disappears`];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((attribute) => !isSame(before[attribute], after[attribute]))
      .map(
        (attribute) =>
          `${address}: ${attribute} changes from ${text(before[attribute])} to ${text(after[attribute])}`,
      );
  });
}

/** Says what the losses of a stack mean, and what to do. */
export function explain(stack: string, losses: readonly string[]): string {
  return [
    `Where ${stack} is deployed, Terraform would destroy or replace these resources:`,
    ...losses.map((loss) => `  ${loss}`),
    "To rename a resource or to move it to another construct without that, call moveFromId on it with its old id.",
    "If the loss is intended, accept it with npm test -- -u, and write a line marked **replaces** in CHANGELOG.md.",
  ].join("\n");
}
