import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app";
import type { ConfigInput } from "../../src/config/environment";
import { config } from "../../src/config/environments";
import { hardenedConfig } from "./hardened";

/**
 * Synthesizes the project's own configuration, and a hardened one, once for all test files; see `soundStacks` and
 * `hardenedStacks`.
 */
export default function setUp(): void {
  process.env.SOUND_OUTDIR = synthesize(config);
  process.env.HARDENED_OUTDIR = synthesize(hardenedConfig);
}

function synthesize(input: ConfigInput): string {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-sound-"));
  createApp(input, { outdir }).synth();
  return outdir;
}
