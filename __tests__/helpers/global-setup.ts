import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app";
import type { ConfigInput } from "../../src/config/config-input";
import { config as ownConfig } from "../../src/config/config";
import { config } from "./documented";
import { hardenedConfig } from "./hardened";

/**
 * Synthesizes once for all test files: the configuration that the project comes with, a hardened one, and whatever
 * `src/config/config.ts` says; see `soundStacks`, `hardenedStacks` and `ownStacks`.
 */
export default function setUp(): void {
  process.env.SOUND_OUTDIR = synthesize(config);
  process.env.OWN_OUTDIR = synthesize(ownConfig);
  process.env.HARDENED_OUTDIR = synthesize(hardenedConfig);
}

function synthesize(input: ConfigInput): string {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-sound-"));
  createApp(input, { outdir }).synth();
  return outdir;
}
