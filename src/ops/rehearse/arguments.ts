import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConfigInput } from "../../config/config-input";
import { UsageError } from "../command";
import { unknownNames } from "../environment-names";
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

/** The options as they are written on the command line. */
export interface Options {
  readonly to?: string;
  readonly keep?: true;
  readonly endpoint?: string;
  readonly providerDir?: string;
}

const LOOPBACK = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/?$/;

/**
 * Checks the arguments of `npm run rehearse`.
 *
 * @throws {UsageError} with every problem, if there is one.
 */
export function readArguments(
  environments: readonly string[],
  options: Options,
  config: ConfigInput,
): Arguments {
  const { to, keep = false, endpoint, providerDir } = options;
  const names = [...Object.keys(config.environments), "account"];
  const problems = unknownNames(environments, {
    allowed: names,
    fix: "name some of these, or none for all",
  });
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
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return {
    stacks: (environments.length > 0 ? [...new Set(environments)] : names).map(
      (name) => `careflowai-${name}`,
    ),
    to: target as Arguments["to"],
    keep,
    endpoint,
    providerDir: providerDir === undefined ? undefined : resolve(providerDir),
  };
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
