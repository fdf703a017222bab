import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app";
import { config } from "../../src/config/environments";

/** Synthesizes the project's own configuration once for all test files; see `soundStacks`. */
export default function setUp(): void {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-sound-"));
  process.env.SOUND_OUTDIR = outdir;
  createApp(config, { outdir }).synth();
}
