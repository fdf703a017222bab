import type { Advice } from "../schema/fields";
import { advise, isObject, KEY } from "../schema/fields";

export type Path = readonly PropertyKey[];

declare const TYPE: unique symbol;
const SELF = Symbol("self");

interface Typed<T> {
  readonly [TYPE]: T;
}

/**
 * A field of the configuration, written as property access: `environment.api.timeoutSeconds` has both the path and the
 * value, which may be missing or faulty. Only {@link rule} hands out values.
 */
export type Field<T> = Typed<T> &
  (NonNullable<T> extends readonly unknown[]
    ? unknown
    : NonNullable<T> extends object
      ? { readonly [K in keyof NonNullable<T>]-?: Field<NonNullable<T>[K] | Extract<T, undefined>> }
      : unknown);

interface Self {
  readonly path: Path;
  readonly value: unknown;
}

export function field<T>(value: unknown, path: Path = []): Field<T> {
  const child = (key: PropertyKey) => field(isObject(value) ? value[key] : undefined, [...path, key]);
  const self: Self = { path, value };
  return new Proxy({}, { get: (_target, key) => (key === SELF ? self : child(key)) }) as Field<T>;
}

const selfOf = (of: Typed<unknown>): Self => (of as unknown as Record<typeof SELF, Self>)[SELF];

/** The name under which a field is kept, such as an environment's or a zone's. */
export function keyOf(of: Typed<unknown>): Field<string> {
  const { path } = selfOf(of);
  return field(path.at(-1), [...path, KEY]);
}

/** The names under which fields are kept, whether or not these are faulty. */
export function keysOf(of: Typed<Readonly<Record<string, unknown>> | undefined>): Field<readonly string[]> {
  const { path, value } = selfOf(of);
  return field(isObject(value) ? Object.keys(value) : [], [...path, KEY]);
}

/** The fields of a section, map or list; none if it is missing. */
export function fieldsIn<T>(of: Typed<Readonly<Record<string, T>> | readonly T[] | undefined>): Field<T>[] {
  const { path, value } = selfOf(of);
  if (Array.isArray(value)) return value.map((item, index) => field(item, [...path, index]));
  return isObject(value) ? Object.entries(value).map(([key, item]) => field(item, [...path, key])) : [];
}

/** Whether a field has a value, for rules that differ by it. */
export const has = <T>(of: Typed<T>, value: T): boolean => selfOf(of).value === value;

interface Refusal extends Advice {
  /** Shown instead of the field's value. */
  readonly got?: unknown;
}

/** A statement about one field that reads others. It is judged only if none of these is faulty. */
export interface Rule {
  readonly path: Path;
  readonly reads: readonly Path[];
  readonly judge: () => readonly { readonly got: unknown; readonly message: string }[];
}

type Values<F extends readonly Typed<unknown>[]> = {
  readonly [I in keyof F]: F[I] extends Typed<infer V> ? V : never;
};

/** Refuses a field because of its value and those of the fields that the rule reads. */
export function rule<V, const F extends readonly Typed<unknown>[]>(
  about: Typed<V>,
  reads: F,
  judge: (value: V, ...others: Values<F>) => Refusal | readonly Refusal[] | false | undefined,
): Rule {
  const { path, value } = selfOf(about);
  const others = reads.map(selfOf);
  return {
    path,
    reads: [path, ...others.map((other) => other.path)],
    judge: () =>
      [judge(value as V, ...(others.map((other) => other.value) as unknown as Values<F>))]
        .flat()
        .filter((refusal) => refusal !== false && refusal !== undefined)
        .map(({ got = value, ...advice }) => ({ got, message: advise(advice, got) })),
  };
}

const RELATIONS = {
  "less than": (a: number, b: number) => a < b,
  "at most": (a: number, b: number) => a <= b,
  "at least": (a: number, b: number) => a >= b,
  "more than": (a: number, b: number) => a > b,
};

/** Demands an order of two numbers of an environment, if both have a value. */
export function compare(
  about: Typed<number | undefined>,
  relation: keyof typeof RELATIONS,
  other: Typed<number | undefined>,
  fix: string,
): Rule {
  const name = selfOf(other).path.slice(2).join(".");
  return rule(
    about,
    [other],
    (a, b) =>
      a !== undefined &&
      b !== undefined &&
      !RELATIONS[relation](a, b) && { allowed: `${relation} ${name} ${String(b)}`, fix },
  );
}
