import type { z } from "zod";
import type { Account, Config, Environment } from "./environment";
import { accountSchema, environmentSchemas, frameSchema, resolveEnvironment } from "./environment";
import { advise } from "./fields";
import type { Path, Problem } from "./rules";
import { configRules } from "./rules";

/** Thrown by {@link parseConfig}: its message lists every problem, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
    super(`src/config/config.ts has ${count}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

/**
 * Turns what `config.ts` holds into environments with every default filled in.
 *
 * @throws {ConfigError} with all problems at once; each names the field as written, the value, what is
 * allowed and how to mend it.
 */
export function parseConfig(input: unknown): Config {
  const frame = frameSchema.safeParse(input, OPTIONS);
  const environments = entriesOf(isObject(input) ? input.environments : undefined).map(parseEnvironment);
  const faults = [...problemsOf(frame), ...environments.flatMap((environment) => environment.faults)];

  // Rules that join fields run even when some field is faulty: on values in which that field is replaced.
  const config: Config = {
    account: frame.success ? frame.data.account : ACCOUNT_STAND_IN,
    environments: environments.flatMap(({ value }) => value ?? []),
  };
  const broken = configRules(config).filter((problem) => !concerns(problem, faults));

  const problems = [...faults, ...broken];
  if (problems.length > 0) throw new ConfigError(problems.map(format));
  return config;
}

interface ParsedEnvironment {
  readonly faults: readonly Problem[];
  /** The environment, faulty fields replaced; none where even that makes no sense of it. */
  readonly value: Environment | undefined;
}

function parseEnvironment([name, input]: readonly [string, unknown]): ParsedEnvironment {
  const schema =
    environmentSchemas[isObject(input) && input.posture === "hardened" ? "hardened" : "documented"];
  const parsed = schema.safeParse(input, OPTIONS);
  const faults = problemsOf(parsed);
  const sound = parsed.success ? parsed : schema.safeParse(replaceFaulty(input, faults));
  return {
    faults: faults.map((fault) => ({ ...fault, path: ["environments", name, ...fault.path] })),
    value: sound.success ? resolveEnvironment(name, sound.data) : undefined,
  };
}

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

const problemsOf = (result: z.ZodSafeParseResult<unknown>): Problem[] =>
  result.success ? [] : result.error.issues.flatMap(toProblems);

const defaultAdvice = (issue: z.core.$ZodRawIssue): string =>
  advise({
    allowed: issue.code === "too_small" ? "at least one value" : expectedOf(issue),
    mend: "correct the value, or remove the field where it has a default",
  });

function expectedOf(issue: z.core.$ZodRawIssue): string {
  const expected = "expected" in issue ? String(issue.expected) : "other value";
  return { record: "an object of names and values", array: "a list" }[expected] ?? `a ${expected}`;
}

const OPTIONS = { reportInput: true, error: defaultAdvice };

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

const ACCOUNT_STAND_IN: Account = accountSchema.parse({
  id: "000000000000",
  notifications: { emailAddresses: ["somebody@example.com"] },
});

/** Sound values for the fields of an environment that have no default, by the field's own name. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  backend: { repository: "https://example.com/backend.git", ref: "v1" },
  repository: "https://example.com/backend.git",
  ref: "v1",
  notifications: { emailAddresses: ["somebody@example.com"] },
  emailAddresses: ["somebody@example.com"],
  certificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000",
  serverName: "server.example.com",
  hostedZoneId: "Z0",
  frontendName: "frontend.example.com",
  stopTime: "00:00",
  startTime: "00:01",
  timeZone: "UTC",
};

/** A copy without the faulty fields: each falls back to its default, or to a stand-in. */
function replaceFaulty(input: unknown, faults: readonly Problem[]): unknown {
  const copy = structuredClone(input);
  for (const { path } of faults) {
    const firstIndex = path.findIndex((step) => typeof step === "number");
    const field = firstIndex < 0 ? path : path.slice(0, firstIndex);
    const key = field.at(-1);
    const parent = field
      .slice(0, -1)
      .reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), copy);
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
