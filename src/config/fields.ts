import ipaddr from "ipaddr.js";
import { z } from "zod";

/** What a field's documentation says beside its type and default. */
export interface FieldDocumentation {
  readonly description: string;
  /** Where the default comes from: a section of the architecture document, a decision, or an AWS page. */
  readonly source: string;
  readonly unit?: string;
  /** What it costs a month where it costs, in us-east-1, with AWS's price page. */
  readonly cost?: string;
}

interface Advice {
  /** What is accepted, as the rest of the sentence "Allowed: ...". */
  readonly allowed: string;
  /** What to do about it, as the rest of the sentence "To mend: ...". */
  readonly mend: string;
}

/** The two sentences that follow the field and the value in a message. */
export function advise({ allowed, mend }: Advice): string {
  return `Allowed: ${allowed}. To mend: ${mend}.`;
}

const error = (advice: Advice) => ({ error: () => advise(advice) });

/** Text of a given form. */
export function text(form: RegExp, advice: Advice) {
  return z.string(error(advice)).regex(form, error(advice));
}

/** Text that a function accepts, for forms that a regular expression says badly. */
export function textWhere(accepts: (value: string) => boolean, advice: Advice) {
  return z.string(error(advice)).refine(accepts, error(advice));
}

/** A whole number within limits, both included. */
export function integer(min: number, max: number, mend = "choose a number in that range") {
  const advice = { allowed: `a whole number from ${String(min)} to ${String(max)}`, mend };
  return z.int(error(advice)).min(min, error(advice)).max(max, error(advice));
}

/** One of a few words or numbers. */
export function oneOf<const T extends readonly (string | number)[]>(values: T, mend = "choose one of them") {
  return z.literal([...values] as T[number][], error({ allowed: values.join(", "), mend }));
}

export function flag() {
  return z.boolean(error({ allowed: "true or false", mend: "write it without quotes" }));
}

/** An object that accepts only the keys it knows. */
export function section<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? advise({ allowed: Object.keys(shape).join(", "), mend: "correct the spelling or remove the key" })
        : advise({ allowed: `an object with ${Object.keys(shape).join(", ")}`, mend: "write it as { ... }" }),
  });
}

/** An IPv4 block in CIDR notation, within limits of its prefix length, whose address is the block's first one. */
export function cidr(minPrefix: number, maxPrefix: number, mend: string) {
  const isBlock = (value: string) => {
    if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(value)) return false;
    const [, prefix] = ipaddr.IPv4.parseCIDR(value);
    const first = ipaddr.IPv4.networkAddressFromCIDR(value).toString();
    // Letter by letter: AWS compares the text, and so does our search for duplicates.
    return value === `${first}/${String(prefix)}` && prefix >= minPrefix && prefix <= maxPrefix;
  };
  return textWhere(isBlock, {
    allowed: `an IPv4 block from /${String(minPrefix)} to /${String(maxPrefix)} that begins at its first address, such as 10.0.1.0/24`,
    mend,
  });
}

/** Whether the first block holds all of the second one. */
export function cidrContains(outer: string, inner: string): boolean {
  const [innerAddress, innerPrefix] = ipaddr.IPv4.parseCIDR(inner);
  const [outerAddress, outerPrefix] = ipaddr.IPv4.parseCIDR(outer);
  return innerPrefix >= outerPrefix && innerAddress.match(outerAddress, outerPrefix);
}

/** Whether two blocks share an address. */
export function cidrsOverlap(one: string, other: string): boolean {
  return cidrContains(one, other) || cidrContains(other, one);
}

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy). */
export function retentionDays() {
  return oneOf(
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    "choose the next longer period of the list",
  );
}
