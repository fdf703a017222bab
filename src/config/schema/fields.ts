import { closest, distance } from "fastest-levenshtein";
import ipaddr from "ipaddr.js";
import { z } from "zod";

/** The documentation of a field in addition to its type and default. */
export interface FieldDocumentation {
  readonly description: string;
  /** Where the default comes from: a section of the architecture document, a decision, or an AWS page. */
  readonly source: string;
  readonly unit?: string;
  /** Monthly cost in us-east-1, with AWS's price page; left out if there is none. */
  readonly cost?: string;
}

/** How to correct a value. */
export interface Advice {
  /** The accepted values, as the rest of the sentence "Allowed: ...". For a list of words the nearest is suggested. */
  readonly allowed: string | readonly (string | number)[];
  /** The correction, as the rest of the sentence "To fix: ...". */
  readonly fix: string;
}

/** The sentences that follow the field and its value in a message. */
export function advise({ allowed, fix }: Advice, got?: unknown): string {
  if (typeof allowed === "string") return `Allowed: ${allowed}. To fix: ${fix}.`;
  const nearest = nearestOf(got, allowed.map(String));
  const question = nearest === undefined ? "" : `Did you mean ${nearest}? `;
  return `${question}Allowed: ${allowed.join(", ")}. To fix: ${fix}.`;
}

/** The word that differs from the given one, regardless of case, in at most a third of its letters or in their order. */
function nearestOf(got: unknown, words: readonly string[]): string | undefined {
  if (typeof got !== "string" || words.length === 0) return undefined;
  const nearest = closest(
    got.toLowerCase(),
    words.map((word) => word.toLowerCase()),
  );
  const close = distance(got.toLowerCase(), nearest) <= nearest.length / 3;
  return words.find((word) =>
    close ? word.toLowerCase() === nearest : sortedLetters(word) === sortedLetters(got),
  );
}

const sortedLetters = (word: string) => Array.from(word.toLowerCase()).sort().join("");

/** The accepted values as the reference shows them. */
const allowedBy = (...advice: readonly Advice[]) => ({
  allowed: advice
    .map(({ allowed }) => (typeof allowed === "string" ? allowed : allowed.join(", ")))
    .join("; "),
});

/** The option of a zod schema that gives all of its messages. */
export const error = (advice: Advice) => ({
  error: ({ input }: { readonly input?: unknown }) => advise(advice, input),
});

/** Last step of a path to a key itself, as opposed to its value. */
export const KEY = Symbol("key");

export const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === "object" && value !== null;

/** Text of a given form. */
export function text(form: RegExp, advice: Advice) {
  return z.string(error(advice)).regex(form, error(advice)).meta(allowedBy(advice));
}

/** Text that a function accepts, for forms that no regular expression describes well. */
export function textWhere(accepts: (value: string) => boolean, advice: Advice | ((value: string) => Advice)) {
  const adviceFor = typeof advice === "function" ? advice : () => advice;
  const message = {
    error: ({ input }: { readonly input?: unknown }) => advise(adviceFor(String(input)), input),
  };
  return z
    .string(message)
    .refine(accepts, message)
    .meta(allowedBy(adviceFor("")));
}

/** A whole number within limits, both included. */
export function integer(min: number, max: number, fix = "choose a number in that range") {
  const advice = { allowed: `a whole number from ${String(min)} to ${String(max)}`, fix };
  return z.int(error(advice)).min(min, error(advice)).max(max, error(advice));
}

/** One of a few words or numbers. */
export function oneOf<const T extends readonly (string | number)[]>(values: T, fix = "choose one of them") {
  return z.literal([...values] as T[number][], error({ allowed: values, fix }));
}

export function flag() {
  return z.boolean(error({ allowed: "true or false", fix: "write it without quotes" }));
}

export const NO_SUCH_FIELD = "No such field.";

/** An object that accepts only the keys it knows. For unknown keys the message has a line for each. */
export function section<T extends z.core.$ZodLooseShape>(shape: T) {
  const keys = Object.keys(shape);
  const fix = "correct the spelling or remove the key";
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => `${NO_SUCH_FIELD} ${advise({ allowed: keys, fix }, key)}`).join("\n")
        : advise({ allowed: `an object with ${keys.join(", ")}`, fix: "write it as { ... }" }),
  });
}

/** One of several sections, chosen by the value of one field. */
export const oneOfSections = <
  const K extends string,
  const T extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(
  key: K,
  sections: T,
  advice: Advice,
) =>
  z.discriminatedUnion(key, sections, {
    error: ({ input }) =>
      isObject(input) || typeof advice.allowed === "string"
        ? advise(advice, isObject(input) ? input[key] : input)
        : advise({ allowed: `an object with ${key}`, fix: "write it as { ... }" }),
  });

const REMOVE = "correct the value, or remove the field where it has a default";

/** An object of values by key. A faulty key does not hide a faulty value under it. */
export function mapOf<T extends z.ZodType>(key: z.ZodType<string>, value: T) {
  const advice = { allowed: "an object of names and values", fix: REMOVE };
  const map = z.record(z.string(), value, error(advice)).superRefine(
    (map, context) => {
      for (const name of Object.keys(map)) {
        const [issue] = key.safeParse(name).error?.issues ?? [];
        if (issue) context.addIssue({ ...issue, code: "custom", path: [name, KEY], input: name });
      }
    },
    { when: ({ value }) => isObject(value) },
  );
  return map.meta({ keys: key.meta()?.allowed });
}

export type ListRule = readonly [accepts: (values: readonly unknown[]) => boolean, advice: Advice];

/** A list with rules on the whole, which run even if items are faulty: these count as different values. */
export function list<T extends z.ZodType>(item: T, ...rules: readonly ListRule[]) {
  const checked = z.array(item, error({ allowed: "a list", fix: REMOVE })).superRefine(
    (values, context) => {
      const faulty = new Set(context.issues.map(({ path }) => path?.[0]));
      const judged = values.map((value, index) => (faulty.has(index) ? Symbol() : value));
      for (const [accepts, advice] of rules)
        if (!accepts(judged)) context.addIssue({ code: "custom", message: advise(advice), input: values });
    },
    { when: ({ value }) => Array.isArray(value) },
  );
  return checked.meta(allowedBy(...rules.map(([, advice]) => advice)));
}

export const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;
export const atMost = (count: number) => (values: readonly unknown[]) => values.length <= count;
export const NOT_EMPTY: ListRule = [
  ({ length }) => length > 0,
  { allowed: "at least one value", fix: REMOVE },
];

/** Whether a value is an IPv4 block in CIDR notation, whose address may be any of the block's. */
export const isCidr = (value: unknown): value is string =>
  typeof value === "string" && ipaddr.IPv4.isValidCIDRFourPartDecimal(value);

/** An IPv4 block in CIDR notation, within limits of its prefix length, whose address is the block's first one. */
export function cidr(minPrefix: number, maxPrefix: number, fix: string) {
  const isBlock = (value: string) => {
    if (!isCidr(value)) return false;
    const [, prefix] = ipaddr.IPv4.parseCIDR(value);
    const first = ipaddr.IPv4.networkAddressFromCIDR(value).toString();
    // Compared as text, as AWS and the search for duplicates do.
    return value === `${first}/${String(prefix)}` && prefix >= minPrefix && prefix <= maxPrefix;
  };
  return textWhere(isBlock, {
    allowed: `an IPv4 block from /${String(minPrefix)} to /${String(maxPrefix)} that begins at its first address, such as 10.0.1.0/24`,
    fix,
  });
}

export const prefixOf = (block: string): number => ipaddr.IPv4.parseCIDR(block)[1];

/** Whether the first block holds all of the second one. */
export function cidrContains(outer: string, inner: string): boolean {
  const [innerAddress, innerPrefix] = ipaddr.IPv4.parseCIDR(inner);
  const [outerAddress, outerPrefix] = ipaddr.IPv4.parseCIDR(outer);
  return innerPrefix >= outerPrefix && innerAddress.match(outerAddress, outerPrefix);
}

/** Blocks that no host of the internet has (RFC 1918, RFC 6598). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Whether a block is of private addresses. */
export const isPrivate = (block: string): boolean => PRIVATE.some((outer) => cidrContains(outer, block));

/** Whether two blocks share an address. */
export function cidrsOverlap(one: string, other: string): boolean {
  return cidrContains(one, other) || cidrContains(other, one);
}

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy). */
export function retentionDays() {
  return oneOf(
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    "choose the next longer period in the list",
  );
}
