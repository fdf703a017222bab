import { inspect } from "node:util";
import type { z } from "zod";
import type { Config, ConfigFields } from "./environment";
import { resolveEnvironment } from "./environment";
import { configRules } from "./rules/registry";
import type { Path } from "./rules/rule";
import { ExplainedError } from "./explained-error";
import { configSchema, TOPOLOGIES } from "./schema/config";
import { advise, isObject, KEY, NO_SUCH_FIELD } from "./schema/fields";
import { mask } from "./mask";

/** Thrown by {@link parseConfig}: its message lists every problem, one per line. */
export class ConfigError extends ExplainedError {
  constructor(readonly problems: readonly string[]) {
    const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
    super(`src/config/config.ts has ${count}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

/**
 * Turns the content of `config.ts` into environments with every default filled in.
 *
 * @throws {ConfigError} with all problems at once; each gives the field as written, its value, what is allowed and how
 * to fix it.
 */
export function parseConfig(input: unknown): Config {
  const { config, problems } = read(input);
  if (config === undefined) throw new ConfigError(problems.map((problem) => format(problem, input)));
  const { account, environments } = config;
  return {
    account,
    environments: Object.entries(environments).map(([name, fields]) => resolveEnvironment(name, fields)),
  };
}

/** Rules run even if fields are faulty, except those that read a faulty field. */
const schema = configSchema.superRefine(
  (config, context) => {
    const faults = context.issues.flatMap((issue) =>
      // Without its choice the whole section is unread.
      issue.code === "invalid_union" ? [issue.path?.slice(0, -1) ?? []] : pathsOf(issue),
    );
    for (const { path, reads, judge } of configRules(config)) {
      if (reads.some((read) => faults.some((fault) => overlap(read, fault)))) continue;
      for (const { got, message } of judge())
        context.addIssue({ code: "custom", path: [...path], input: got, message });
    }
  },
  { when: () => true },
);

const overlap = (one: Path, other: Path): boolean =>
  one.slice(0, other.length).every((step, index) => step === other[index]);

interface Problem {
  readonly path: Path;
  /** The value where none is written, or the key itself. */
  readonly value: unknown;
  readonly message: string;
}

interface Reading {
  readonly config?: ConfigFields;
  readonly problems: readonly Problem[];
}

/**
 * A faulty discriminator, such as topology, leaves open how to read its section. Every choice is tried, and the problems
 * that all of them have are reported.
 */
function read(input: unknown): Reading {
  const { success, data, error } = schema.safeParse(input, { reportInput: true });
  if (success) return { config: data, problems: [] };
  const choices = error.issues.flatMap((issue) => (isChoice(issue) ? [issue] : []));
  if (choices.length === 0)
    return { problems: error.issues.flatMap(problemsOf).map((problem) => explainChoice(problem, input)) };

  const count = Math.max(...choices.map(({ options }) => options.length));
  const [first = [], ...others] = Array.from({ length: count }, (_, index) => {
    const choose = (copy: unknown, { path, options }: Choice) =>
      withValue(copy, path, options[index % options.length]);
    return read(choices.reduce(choose, input)).problems;
  });
  return {
    problems: [
      ...choices.flatMap(problemsOf),
      ...first.filter(({ path }) =>
        others.every((problems) => problems.some((other) => samePath(other.path, path))),
      ),
    ],
  };
}

type Choice = z.core.$ZodIssue & { readonly options: readonly unknown[] };
const isChoice = (issue: z.core.$ZodIssue): issue is Choice =>
  issue.code === "invalid_union" && "options" in issue;

const samePath = (one: Path, other: Path) => one.length === other.length && overlap(one, other);

/** Fields that decide which others their section has. */
const DECIDING = { topology: TOPOLOGIES, create: [true, false] };

/** Says of a field that exists under another choice only, such as another topology, that it is not misspelled. */
function explainChoice(problem: Problem, input: unknown): Problem {
  if (!problem.message.startsWith(NO_SUCH_FIELD)) return problem;
  const { path } = problem;
  for (const [depth] of path.entries())
    for (const [key, options] of Object.entries(DECIDING)) {
      const deciding = [...path.slice(0, depth), key];
      const chosen = valueAt(input, deciding);
      const other = options.find((option) => chosen !== undefined && option !== chosen);
      if (other === undefined || !exists(path, withValue(input, deciding, other))) continue;
      const allowed = `only where ${formatPath(deciding)} is ${String(other)}`;
      return { ...problem, message: advise({ allowed, fix: "remove the key" }) };
    }
  return problem;
}

const exists = (path: Path, input: unknown): boolean =>
  schema
    .safeParse(input)
    .error?.issues.every(
      (issue) =>
        issue.code !== "unrecognized_keys" || !pathsOf(issue).some((unknown) => overlap(path, unknown)),
    ) ?? true;

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), input);

/** A copy in which the field at a path has another value. */
function withValue(node: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined || !isObject(node)) return value;
  return { ...node, [step]: withValue(node[step], rest, value) };
}

/** The fields that an issue is about: the unknown keys, not the section that holds them. */
function pathsOf(issue: Pick<z.core.$ZodRawIssue, "code" | "path"> & { readonly keys?: unknown }): Path[] {
  const { code, path = [] } = issue;
  return code === "unrecognized_keys" ? (issue.keys as string[]).map((key) => [...path, key]) : [path];
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  // Only what is missing has no value in the input.
  const value = issue.code === "custom" ? issue.input : undefined;
  const messages = issue.message.split("\n");
  return pathsOf(issue).map((path, index) => ({ path, value, message: messages[index] ?? "" }));
}

function format({ path, value, message }: Problem, input: unknown): string {
  const isKey = path.at(-1) === KEY;
  const steps = path.filter((step) => step !== KEY);
  const written = valueAt(input, steps);
  const got = isKey || written === undefined ? value : written;
  if (got === undefined) return `${formatPath(steps)}: missing. ${message}`;
  return `${formatPath(steps)}: ${shown(got, steps.at(-1))}${written === undefined ? " (default)" : ""}. ${message}`;
}

/** A value as it is written, without secrets. The key helps to find them. */
function shown(value: unknown, key: PropertyKey = ""): string {
  const masked = mask(`${JSON.stringify(String(key))}:${toJson(value) ?? inspect(value)}`);
  return masked.slice(masked.indexOf('":') + 2);
}

/** Undefined for what JSON cannot show: NaN, functions, symbols, big integers and circular references. */
function toJson(value: unknown): string | undefined {
  if (typeof value === "number") return undefined;
  try {
    return JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "number" && !Number.isFinite(item) ? String(item) : item,
    );
  } catch {
    return undefined;
  }
}

function formatPath(path: Path): string {
  if (path.length === 0) return "config";
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${String(step)}]`;
      const name = String(step);
      if (!/^[A-Za-z_]\w*$/.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}
