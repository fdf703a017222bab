import { diffLines } from "diff";
import { holdsSecret, mask } from "../config/mask";
import type { Difference } from "./differences";
import { isAbsent } from "./differences";
import type { Document } from "./documents";
import { Sensitive, textOf, Unknown } from "./documents";

/** A difference as it is shown: without secrets and sensitive values. */
export interface ShownDifference {
  readonly path: string;
  /** Missing where the value is absent. */
  readonly before?: string;
  readonly after?: string;
  /** The lines of a longer text that differ, each with `- ` or `+ ` in front, instead of before and after. */
  readonly lines?: readonly string[];
  readonly forcesReplacement?: true;
}

/** Longer values are cut. */
const MAX_CHARACTERS = 300;

export function shownDifference({ path, before, after }: Difference): ShownDifference {
  const isText = (value: Document) => typeof value === "string" && value.includes("\n");
  if (isText(before) && isText(after))
    return { path, lines: changedLines(before as string, after as string) };
  const key = path.replace(/^.*\./, "");
  return {
    path,
    ...(!isAbsent(before) && { before: shown(before, key) }),
    ...(!isAbsent(after) && { after: shown(after, key) }),
  };
}

function changedLines(before: string, after: string): string[] {
  return diffLines(mask(before), mask(after))
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) =>
      value
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => cut(`${added ? "+" : "-"} ${line}`)),
    );
}

/** A value as text. */
function shown(value: Document, key: string): string {
  if (typeof value === "string") return cut(withoutSecrets(value, key));
  return cut(
    mask(JSON.stringify(plain(value, key))).replaceAll(
      /"(\(known after apply\)|\(sensitive value\))"/g,
      "$1",
    ),
  );
}

/** A text without secrets: those that its form shows, and those that its key shows. */
function withoutSecrets(text: string, key: string): string {
  const masked = mask(text);
  return masked === text && holdsSecret(JSON.stringify({ [key]: text })) ? "***" : masked;
}

/** A value in JSON, without the parts that are absent. */
function plain(value: Document, key: string): unknown {
  if (value instanceof Unknown || value instanceof Sensitive) return textOf(value);
  if (typeof value === "string") return withoutSecrets(value, key);
  if (Array.isArray(value)) return (value as readonly Document[]).map((part) => plain(part, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Document>>)
      .filter(([, part]) => !isAbsent(part))
      .map(([name, part]) => [name, plain(part, name)]),
  );
}

function cut(text: string): string {
  const rest = text.length - MAX_CHARACTERS;
  return rest > 0 ? `${text.slice(0, MAX_CHARACTERS)} … (${String(rest)} more characters)` : text;
}
