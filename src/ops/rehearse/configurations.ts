import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../app";
import type { ConfigInput } from "../../config/config-input";
import { SynthesizedStack } from "../../synthesized/synthesized-stack";

export const STATE_STACK = "careflowai-state";

export const POSTURES = ["documented", "hardened"] as const;
type Posture = (typeof POSTURES)[number];
type EnvironmentInput = ConfigInput["environments"][string];

export function isPosture(name: string): name is Posture {
  return POSTURES.some((posture) => posture === name);
}

/** A configuration with every environment in one posture. */
export function inPosture(config: ConfigInput, posture: Posture): ConfigInput {
  return withEnvironments(config, (environment) => ({ ...environment, posture }));
}

/** A configuration without `protect`, which must be deployed before a destroy. */
export function unprotected(config: ConfigInput): ConfigInput {
  const { account } = config;
  const { trail = { create: true }, alerts } = account;
  return {
    ...withEnvironments(config, (environment) => ({ ...environment, protect: false })),
    account: {
      ...account,
      trail: trail.create === true ? { ...trail, protect: false } : trail,
      alerts: { ...alerts, protectKey: false },
    },
  };
}

function withEnvironments(
  config: ConfigInput,
  change: (environment: EnvironmentInput) => EnvironmentInput,
): ConfigInput {
  const entries = Object.entries(config.environments).map(([name, one]) => [name, change(one)]);
  return { ...config, environments: Object.fromEntries(entries) as ConfigInput["environments"] };
}

/**
 * The text of each stack's `cdk.tf.json`, by the stack's name.
 *
 * @throws {ConfigError} if the configuration has problems.
 */
export function synthesizedTexts(config: ConfigInput): ReadonlyMap<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "rehearsal-synth-"));
  try {
    synthesize(config, { outdir });
    return SynthesizedStack.readTexts(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
