import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { GlobalConfig } from "jest";
import { synthesize } from "../../src/app";
import type { ConfigInput } from "../../src/config/config-input";
import { config as ownConfig } from "../../src/config/config";
import { config } from "./documented";
import { hardenedConfig } from "./hardened";

/**
 * Synthesizes once for all test files: the configuration that the project comes with, a hardened one, and the one in
 * `src/config/config.ts`; see `soundStacks`, `hardenedStacks` and `ownStacks`. `-u` accepts changed addresses.
 */
export default function setUp({ updateSnapshot }: GlobalConfig): void {
  const documented = outdirOf(config);
  process.env.UPDATE_ADDRESSES = String(updateSnapshot === "all");
  process.env.SOUND_OUTDIR = documented;
  process.env.OWN_OUTDIR = isDeepStrictEqual(ownConfig, config) ? documented : outdirOf(ownConfig);
  process.env.HARDENED_OUTDIR = outdirOf(hardenedConfig);
}

function outdirOf(input: ConfigInput): string {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-sound-"));
  synthesize(input, { outdir });
  return outdir;
}
