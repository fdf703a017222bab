import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/app";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { ConfigInput } from "../../src/config/config-input";
import { stackNamed } from "./blocks";
import { config } from "./documented";

/** Every stack of a configuration, synthesized as `npm run synth` does, validations included. */
export function synthApp(input: ConfigInput = config): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
  try {
    synthesize(input, { outdir });
    return SynthesizedStack.readAll(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** One stack of a configuration. An environment's is synthesized without the other environments, which is quicker. */
export function synthStack(name: string, input: ConfigInput = config): SynthesizedStack {
  const own = Object.entries(input.environments).filter(
    ([environment]) => name === `careflowai-${environment}`,
  );
  const environments = own.length > 0 ? Object.fromEntries(own) : input.environments;
  return stackNamed(synthApp({ ...input, environments }), name);
}
