import { isDeepStrictEqual } from "node:util";
import type { Document } from "./documents";
import { block, list, textOf, Sensitive, Unknown } from "./documents";

/** A part of a value that differs; undefined where it is absent. */
export interface Difference {
  /** `viewer_certificate.minimum_protocol_version`, `origin[website].domain_name`. */
  readonly path: string;
  readonly before: Document;
  readonly after: Document;
}

/** The keys that name an element of a list, in the order of preference. */
const NAMES = [
  "id",
  "Sid",
  "sid",
  "name",
  "key",
  "path",
  "path_pattern",
  "origin_id",
  "resource_type",
  "error_code",
  "device_name",
];

/**
 * The parts of a value that differ. With `deep`, a part that is wholly added or removed is given by its own parts, down to
 * values; otherwise as one difference. Null, empty texts, lists and objects count as absent, as they do for Terraform.
 */
export function differences(before: Document, after: Document, deep = false, path = ""): Difference[] {
  const [old, now] = [present(before), present(after)];
  if (old === now || isDeepStrictEqual(old, now)) return [];
  const isPart = (value: Document, is: (value: Document) => boolean) =>
    is(value) || (deep && value === undefined);
  if (isPart(old, isList) && isPart(now, isList)) return ofLists(list(old), list(now), deep, path);
  if (isPart(old, isBlock) && isPart(now, isBlock)) {
    const [oldBlock, nowBlock] = [block(old), block(now)];
    return [...new Set([...Object.keys(oldBlock), ...Object.keys(nowBlock)])].flatMap((key) =>
      differences(oldBlock[key], nowBlock[key], deep, path === "" ? key : `${path}.${key}`),
    );
  }
  return [{ path, before: old, after: now }];
}

function ofLists(
  before: readonly Document[],
  after: readonly Document[],
  deep: boolean,
  path: string,
): Difference[] {
  const all = [...before, ...after];
  if (all.some((item) => !isBlock(item))) return [{ path, before: present(before), after: present(after) }];
  if (before.length <= 1 && after.length <= 1) return differences(before[0], after[0], deep, path);
  const name = NAMES.find((key) => isName(before, key) && isName(after, key));
  const keyed = (items: readonly Document[], others: readonly Document[]) =>
    name === undefined
      ? items.filter((item) => !others.some((other) => isDeepStrictEqual(item, other))).entries()
      : items.map((item) => [textOf(block(item)[name]), item] as const);
  const [old, now] = [
    new Map<string | number, Document>(keyed(before, after)),
    new Map<string | number, Document>(keyed(after, before)),
  ];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    differences(old.get(key), now.get(key), deep, `${path}[${String(key)}]`),
  );
}

/** Whether the elements of a list all have that key, each another value. */
function isName(items: readonly Document[], key: string): boolean {
  const names = items.map((item) => block(item)[key]);
  return (
    names.every((name) => typeof name === "string" || typeof name === "number") &&
    new Set(names).size === names.length
  );
}

/** A value, or undefined if it counts as absent. */
function present(value: Document): Document {
  if (value === null || value === "") return undefined;
  if (isList(value)) return list(value).length === 0 ? undefined : value;
  return isBlock(value) && Object.values(block(value)).every((part) => present(part) === undefined)
    ? undefined
    : value;
}

export const isAbsent = (value: Document): boolean => present(value) === undefined;

const isList = (value: Document): boolean => Array.isArray(value);

function isBlock(value: Document): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof Sensitive) &&
    !(value instanceof Unknown)
  );
}
