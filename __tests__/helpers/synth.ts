import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { createApp } from "../../src/app";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { ConfigInput } from "../../src/config/environment";
import { stackNamed } from "./blocks";
import { config } from "./documented";

/** Synthesizes what `make` makes, in a stack of its own. Only constructs: a stack made here would show nothing. */
export function synthConstruct(make: (scope: Construct) => void): SynthesizedStack {
  return SynthesizedStack.parse("test", Testing.synthScope(make));
}

/** Synthesizes every stack of a configuration as `npm run synth` does, validations included, to a folder that is removed. */
export function synthApp(input: ConfigInput = config): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
  try {
    createApp(input, { outdir }).synth();
    return SynthesizedStack.readAll(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** One stack of a configuration, by default the project's own. */
export function synthStack(name: string, input: ConfigInput = config): SynthesizedStack {
  return stackNamed(synthApp(input), name);
}
