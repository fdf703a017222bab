import { parse } from "yaml";
import type { Json, JsonObject } from "../synthesized/synthesized-stack";
import { decoded } from "../synthesized/user-data";

/** A sensitive value: it is compared, but never shown. */
export class Sensitive {
  constructor(readonly value: unknown) {}

  toJSON(): string {
    return "(sensitive value)";
  }
}

/** A value that is known after the apply only. */
export class Unknown {
  toJSON(): string {
    return "(known after apply)";
  }
}

/**
 * A value as it is compared: JSON, with sensitive and unknown parts marked, and with the documents in it read, such as
 * policies, dashboards and user data.
 */
export type Document =
  Json | Sensitive | Unknown | undefined | readonly Document[] | { readonly [key: string]: Document };

/** A value with a text in place of each sensitive part. */
export function redacted<T extends Json>(value: T, sensitive: Json | undefined): T {
  if (sensitive === true) return new Sensitive(value).toJSON() as T;
  if (typeof sensitive !== "object" || typeof value !== "object" || value === null) return value;
  const part = (name: string) => (sensitive as JsonObject | null)?.[name];
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, index) => redacted(item, part(String(index)))) as never;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, item]) => [name, redacted(item ?? null, part(name))]),
  ) as never;
}

/** `sensitive` and `unknown` have `true` in place of the values that are. */
export function documentOf(
  value: Json | undefined,
  sensitive: Json | undefined,
  unknown?: Json,
  key = "",
): Document {
  if (sensitive === true) return new Sensitive(value);
  if (unknown === true) return new Unknown();
  if (typeof value === "string") return read(value, key);
  const part = (of: Json | undefined, name: string) =>
    (of as Record<string, Json> | null | undefined)?.[name];
  if (Array.isArray(value)) {
    const length = Math.max(value.length, Array.isArray(unknown) ? unknown.length : 0);
    return Array.from({ length }, (_, index) =>
      documentOf(
        (value as readonly Json[])[index],
        part(sensitive, String(index)),
        part(unknown, String(index)),
        key,
      ),
    );
  }
  if (typeof value !== "object" && typeof unknown !== "object") return value;
  if (value === null && (unknown === undefined || unknown === null)) return null;
  if (Array.isArray(unknown) && !value) return documentOf([], sensitive, unknown, key);
  const names = new Set([...Object.keys(value ?? {}), ...Object.keys(unknown ?? {})]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      documentOf(part(value, name), part(sensitive, name), part(unknown, name), name),
    ]),
  );
}

function read(text: string, key: string): Document {
  if (/^user_data(?:_base64)?$/.test(key)) return cloudConfig(plain(text));
  if (/^\s*[[{]/.test(text)) {
    try {
      return inner(JSON.parse(text) as Json);
    } catch {
      return text;
    }
  }
  return text;
}

const inner = (value: Json) => documentOf(value, undefined);

/** The text in base64, compressed or not; the value itself if it is no base64 of a text. */
function plain(text: string): string {
  const isBase64 =
    Buffer.from(text, "base64").toString("base64").replace(/=+$/, "") ===
    text.replaceAll(/\s/g, "").replace(/=+$/, "");
  const found = isBase64 ? decoded(text).toString("utf8") : text;
  return found.includes("\uFFFD") ? text : found;
}

/** The parts of user data by name, and the content of each file that it writes; any other text as it is. */
function cloudConfig(text: string): Document {
  if (!text.startsWith("#cloud-config")) return text;
  try {
    const config = parse(text) as Record<string, Json> | null;
    return documentOf(
      JSON.parse(JSON.stringify(config), (_key, value: Json) =>
        isEncodedFile(value) ? { ...value, content: plain(value.content) } : value,
      ) as Json,
      undefined,
    );
  } catch {
    return text;
  }
}

function isEncodedFile(value: Json): value is { content: string; encoding: string } {
  const { content, encoding } = (value ?? {}) as Record<string, Json>;
  return typeof content === "string" && (encoding === "b64" || encoding === "base64");
}

/** A value in one line; a sensitive or unknown one by what it is. */
export function textOf(value: Document): string {
  if (value instanceof Unknown || value instanceof Sensitive) return value.toJSON();
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** A list, empty if the value is absent or unknown. */
export const list = (value: Document): readonly Document[] =>
  Array.isArray(value) ? (value as readonly Document[]) : [];
/** A block or another object, empty if the value is absent. */
export const block = (value: Document) => (value ?? {}) as Readonly<Record<string, Document>>;
