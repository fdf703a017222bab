import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ConfigInput } from "../../config/config-input";
import { advise } from "../../config/schema/fields";
import { inPosture, isPosture, POSTURES } from "./configurations";
import { PROVIDER_PATH } from "./provider";

export interface Arguments {
  /** The stacks to rehearse, apart from the state stack, which each rehearsal has. */
  readonly stacks: readonly string[];
  /** The configuration to change to. */
  readonly to: { readonly label: string; readonly config: ConfigInput } | undefined;
  readonly keep: boolean;
  readonly endpoint: string | undefined;
  readonly providerDir: string | undefined;
}

/** Arguments that a rehearsal refuses, with a line per problem. */
export class ArgumentsError extends Error {
  override readonly name = "ArgumentsError";
}

const OPTIONS = {
  to: { type: "string" },
  keep: { type: "boolean", default: false },
  endpoint: { type: "string" },
  "provider-dir": { type: "string" },
} as const;
const USAGE =
  "Run npm run rehearse -- [ENV...] [--to documented|hardened|FILE] [--keep] [--endpoint URL] [--provider-dir DIR].";
const LOOPBACK = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/?$/;

/**
 * Reads the arguments of `npm run rehearse`.
 *
 * @throws {ArgumentsError} with every problem, if there is one.
 */
export function readArguments(args: string[], config: ConfigInput): Arguments {
  const { values, positionals } = parse(args);
  const { to, keep, endpoint, "provider-dir": providerDir } = values;
  const names = [...Object.keys(config.environments), "account"];
  const unknown = positionals.filter((name) => !names.includes(name));
  const problems = unknown.map(
    (name) =>
      `environment: ${name}. ${advise({ allowed: names, fix: "name some of these, or none for all" }, name)}`,
  );
  if (endpoint !== undefined && !LOOPBACK.test(endpoint))
    problems.push(
      `--endpoint: ${endpoint}. Allowed: the URL of an emulator on this machine. To fix: use its address on 127.0.0.1, such as http://127.0.0.1:4566.`,
    );
  if (providerDir !== undefined && !existsSync(join(providerDir, PROVIDER_PATH)))
    problems.push(
      `--provider-dir: ${providerDir}. Allowed: a folder that contains ${PROVIDER_PATH}. To fix: name a folder that terraform providers mirror has written.`,
    );
  const target = to === undefined ? undefined : { label: to, config: targetOf(to, config) };
  if (target?.config === undefined && to !== undefined)
    problems.push(
      `--to: ${to}. Allowed: ${POSTURES.join(", ")}, or a TypeScript file that exports config, with the same environments. To fix: name a posture, or copy src/config/config.ts and change the copy.`,
    );
  if (problems.length > 0) throw new ArgumentsError([...problems, USAGE].join("\n"));
  return {
    stacks: (positionals.length > 0 ? [...new Set(positionals)] : names).map((name) => `careflowai-${name}`),
    to: target as Arguments["to"],
    keep,
    endpoint,
    providerDir: providerDir === undefined ? undefined : resolve(providerDir),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new ArgumentsError(`${(error as Error).message}. ${USAGE}`);
  }
}

/** The configuration that a posture or a file names. */
function targetOf(to: string, config: ConfigInput): ConfigInput | undefined {
  if (isPosture(to)) return inPosture(config, to);
  if (!existsSync(to)) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as `npm run synth` loads config.ts
  const { config: target } = require(resolve(to)) as { config?: ConfigInput };
  const environments = Object.keys(target?.environments ?? {});
  return Object.keys(config.environments).every((name) => environments.includes(name)) ? target : undefined;
}
