import type { AppConfig } from "cdktf";
import { App } from "cdktf";
import { parseConfig } from "./config/parse";
import { trimCdktf } from "./fast-synth.cjs";
import { AccountStack } from "./stacks/account-stack";
import { EnvironmentStack } from "./stacks/environment-stack";
import { StateStack } from "./stacks/state-stack";

/**
 * The whole composition: one stack per environment, then the account's and the state bucket's.
 *
 * @throws {ConfigError} before any construct is created, if the configuration has problems.
 */
export function createApp(input: unknown, options: AppConfig = {}): App {
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
 */
export function synthesize(input: unknown, options: AppConfig = {}): void {
  createApp(input, options).synth();
}
