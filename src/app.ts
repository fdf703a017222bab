import { dirname, resolve } from "node:path";
import type { AppConfig } from "cdktf";
import { App } from "cdktf";
import { ExplainedError } from "./config/explained-error";
import { parseConfig } from "./config/parse";
import { trimCdktf } from "./fast-synth.cjs";
import { AccountStack } from "./stacks/account-stack";
import { EnvironmentStack } from "./stacks/environment-stack";
import { StateStack } from "./stacks/state-stack";

/**
 * The whole composition: one stack per environment, then the account's and the state bucket's.
 *
 * @throws {ConfigError} before any construct is created, if the configuration has problems.
 * @throws {ExplainedError} if `CDKTF_OUTDIR` is not directly in the project's folder.
 */
export function createApp(input: unknown, options: AppConfig = {}): App {
  if (options.outdir === undefined) refuseOutdirElsewhere();
  const config = parseConfig(input);
  const { account, environments } = config;
  trimCdktf();
  // Stack traces would write local paths into the output.
  const app = new App({ stackTraces: false, ...options });
  for (const environment of environments) new EnvironmentStack(app, account, environment);
  new AccountStack(app, config);
  new StateStack(app, account);
  return app;
}

/**
 * Writes every stack of a configuration.
 *
 * @throws {ConfigError} before anything is written, if the configuration has problems.
 * @throws {ExplainedError} if `CDKTF_OUTDIR` is not directly in the project's folder.
 */
export function synthesize(input: unknown, options: AppConfig = {}): void {
  createApp(input, options).synth();
}

function refuseOutdirElsewhere(): void {
  const outdir = process.env.CDKTF_OUTDIR;
  if (outdir === undefined || dirname(resolve(outdir)) === process.cwd()) return;
  throw new ExplainedError(
    `CDKTF_OUTDIR: ${JSON.stringify(outdir)}. Allowed: a folder directly in the project's folder, because the path of the state bucket's own state is relative to it. To fix: unset it, for cdktf.out.`,
  );
}
