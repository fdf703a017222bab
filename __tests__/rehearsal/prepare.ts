/**
 * Prints the AWS provider that a rehearsal would use, for `.ci/rehearse`; exits with 3 if there is none. Also installs the
 * emulator, because one of the tests has no network, and several start at once.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { config } from "../../src/config/config";
import { STATE_STACK, synthesizedTexts } from "../../src/ops/rehearse/configurations";
import { installEmulator } from "../../src/ops/rehearse/emulator";
import { findProvider } from "../../src/ops/rehearse/provider";
import { Processes } from "../../src/ops/terraform-cli/processes";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const pinned = SynthesizedStack.parse("", synthesizedTexts(config).get(STATE_STACK) ?? "").providerVersion;
  const processes = new Processes();
  const provider = await findProvider(processes, { work, pinned });
  rmSync(work, { recursive: true });
  if (provider) await installEmulator(processes);
  console.log(provider === undefined ? "no AWS provider was found" : `hashicorp/aws ${provider.version}`);
  process.exitCode = provider === undefined ? 3 : 0;
}

void main();
