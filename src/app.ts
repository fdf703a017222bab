import type { AppConfig } from "cdktf";
import { App } from "cdktf";
import { parseConfig } from "./config/parse";
import { AccountStack } from "./stacks/account-stack";
import { EnvironmentStack } from "./stacks/environment-stack";
import { StateStack } from "./stacks/state-stack";
import { withoutCreationStacks } from "./terraform";

/**
 * The whole composition: each environment's stack, then the account-wide ones.
 *
 * @throws {ConfigError} before anything is made, if the configuration has problems.
 */
export function createApp(input: unknown, options: AppConfig = {}): App {
  const config = parseConfig(input);
  const { account, environments } = config;
  // Stack traces would put this machine's paths into the output.
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
  withoutCreationStacks(() => {
    createApp(input, options).synth();
  });
}
