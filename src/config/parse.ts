import type { z } from "zod";
import type { Config, Environment } from "./environment";
import { configSchema } from "./environment";
import { advise } from "./fields";
import { defaultStateKey } from "./names";
import type { Path, Problem } from "./rules";
import { configRules } from "./rules";

/** Thrown by {@link parseConfig}: its message lists every problem, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
    super(
      `src/config/environments.ts has ${count}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    );
    this.name = "ConfigError";
  }
}

/**
 * Turns what `environments.ts` holds into environments with every default filled in.
 *
 * @throws {ConfigError} with all problems at once; each names the field as written, the value, what is
 * allowed and how to mend it.
 */
export function parseConfig(input: unknown): Config {
  const parsed = configSchema.safeParse(input, { reportInput: true, error: defaultAdvice });
  const faults = parsed.success ? [] : parsed.error.issues.flatMap(toProblems);

  // Rules that join fields run even when some field is faulty: on a copy in which that field is replaced.
  const sound = parsed.success ? parsed : configSchema.safeParse(replaceFaulty(input, faults));
  const broken = sound.success ? configRules(sound.data).filter((problem) => !concerns(problem, faults)) : [];

  const problems = [...faults, ...broken];
  if (problems.length > 0 || !sound.success) throw new ConfigError(problems.map(format));
  return resolve(sound.data);
}

/** Fills in the defaults that depend on other fields. */
function resolve({ account, environments }: z.output<typeof configSchema>): Config {
  return {
    account,
    environments: Object.entries(environments).map(([name, environment]): Environment => ({
      ...environment,
      name,
      stateKey: environment.stateKey ?? defaultStateKey(name),
      ssh: {
        ...environment.ssh,
        allowedCidrs: environment.ssh.allowedCidrs ?? [environment.network.vpcCidr],
      },
    })),
  };
}

/** For what the schema says without words of its own: that something is a list or a map, or not empty. */
const defaultAdvice = (issue: z.core.$ZodRawIssue): string =>
  advise({
    allowed: issue.code === "too_small" ? "at least one value" : expectedOf(issue),
    mend: "correct the value, or remove the field where it has a default",
  });

function expectedOf(issue: z.core.$ZodRawIssue): string {
  const expected = "expected" in issue ? String(issue.expected) : "other value";
  return { record: "an object of names and values", array: "a list" }[expected] ?? `a ${expected}`;
}

function toProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const { input, path } = issue;
    return issue.keys.map((key) => ({
      path: [...path, key],
      got: isObject(input) ? input[key] : undefined,
      advice: `No such field. ${issue.message}`,
    }));
  }
  if (issue.code === "invalid_key") {
    return [{ path: issue.path, got: issue.path.at(-1), advice: issue.issues[0]?.message ?? issue.message }];
  }
  // The input of a discriminated union's issue is the whole object; its path names the discriminator.
  const discriminator = issue.path.at(-1);
  const got =
    issue.code === "invalid_union" && isObject(issue.input) && discriminator !== undefined
      ? issue.input[discriminator]
      : issue.input;
  return [{ path: issue.path, got, advice: issue.message }];
}

/** Sound values for the fields that have no default, by the field's own name. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  account: { id: "000000000000" },
  id: "000000000000",
  backend: { repository: "https://example.com/backend.git", ref: "v1" },
  repository: "https://example.com/backend.git",
  ref: "v1",
  notifications: { emailAddresses: ["somebody@example.com"] },
  emailAddresses: ["somebody@example.com"],
};

function replaceFaulty(input: unknown, faults: readonly Problem[]): unknown {
  const copy = structuredClone(input);
  for (const { path } of faults) {
    const firstIndex = path.findIndex((key) => typeof key === "number");
    const field = firstIndex < 0 ? path : path.slice(0, firstIndex);
    // An environment without a topology has no fields to speak of.
    const key = field.at(-1) === "topology" ? field.at(-2) : field.at(-1);
    const parentPath = field.slice(0, field.at(-1) === "topology" ? -2 : -1);
    const parent = parentPath.reduce<unknown>(
      (node, step) => (isObject(node) ? node[step] : undefined),
      copy,
    );
    if (!isObject(parent) || key === undefined) continue;
    const standIn = STAND_INS[String(key)];
    if (standIn === undefined) Reflect.deleteProperty(parent, key);
    else parent[key] = standIn;
  }
  return copy;
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === "object" && value !== null;

/** Whether a rule speaks of a field that is faulty by itself: then its finding would be hearsay. */
function concerns(problem: Problem, faults: readonly Problem[]): boolean {
  const startsWith = (path: Path, prefix: Path) => prefix.every((step, index) => path[index] === step);
  return [problem.path, ...(problem.involves ?? [])].some((path) =>
    faults.some((fault) => startsWith(path, fault.path) || startsWith(fault.path, path)),
  );
}

function format({ path, got, advice }: Problem): string {
  return `${formatPath(path)}: ${got === undefined ? "missing" : JSON.stringify(got)}. ${advice}`;
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
