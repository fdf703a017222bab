import type { ConfiguredResource, PlanJson, ResourceChange } from "../../src/review/plan";
import { reviewPlan } from "../../src/review/review";
import type { JsonObject } from "../../src/synthesized/synthesized-stack";

type More = Partial<ResourceChange["change"]> & Partial<Pick<ResourceChange, "deposed" | "previous_address">>;

function change(
  address: string,
  actions: readonly string[],
  before: object | null,
  after: object | null,
  more: More,
) {
  const { deposed, previous_address, ...rest } = more;
  return {
    address,
    mode: address.startsWith("data.") ? "data" : "managed",
    type: address.replace(/^data\./, "").split(".")[0] ?? "",
    ...(deposed !== undefined && { deposed }),
    ...(previous_address !== undefined && { previous_address }),
    change: {
      actions,
      before: before as JsonObject | null,
      after: after as JsonObject | null,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
      ...rest,
    },
  };
}

export const create = (address: string, after: object, more: More = {}) =>
  change(address, ["create"], null, after, more);
export const keep = (address: string, body: object) => change(address, ["no-op"], body, body, {});
export const remove = (address: string, before: object, more: More = {}) =>
  change(address, ["delete"], before, null, more);
/** An update in place: what it changes replaces what was there before. */
export const update = (address: string, before: object, changed: object, more: More = {}) =>
  change(address, ["update"], before, { ...before, ...changed }, more);
/** A replacement, which destroys the old resource first. */
export const replace = (address: string, before: object, changed: object = {}, more: More = {}) =>
  change(address, ["delete", "create"], before, { ...before, ...changed }, more);
/** A replacement that creates the new resource first. */
export const replaceInOrder = (address: string, before: object, changed: object = {}, more: More = {}) =>
  change(address, ["create", "delete"], before, { ...before, ...changed }, more);

/** A resource's arguments in the configuration, each an expression as CDKTF writes it. */
export function configured(
  address: string,
  expressions: Readonly<Record<string, string>>,
): ConfiguredResource {
  const ofExpression = (text: string) =>
    [...text.matchAll(/\$\{((?:data\.)?[\w-]+\.[\w-]+)\.\w+\}/g)].map(([, to = ""]) => to);
  return {
    address,
    expressions: Object.fromEntries(
      Object.entries(expressions).map(([name, text]) => [
        name,
        { constant_value: text, references: ofExpression(text) },
      ]),
    ),
  };
}

export function plan(
  changes: readonly ResourceChange[],
  ...resources: readonly ConfiguredResource[]
): PlanJson {
  return { resource_changes: changes, configuration: { root_module: { resources } } };
}

/** The findings of a plan, each as `kind address: sentence`. */
export const findingsIn = (json: PlanJson): string[] =>
  reviewPlan(json).findings.map(({ kind, address, sentence }) => `${kind} ${address}: ${sentence}`);

/** A plan with the findings that it must have, all of them. */
export type Case = readonly [name: string, changes: readonly ResourceChange[], findings: readonly string[]];

/** A policy in JSON. */
export const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
