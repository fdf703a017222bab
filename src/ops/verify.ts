/**
 * `npm run verify [-- DIR]`: runs every check over the stacks in the output folder of a synth, and fails if one finds
 * something. DIR is by default CDKTF_OUTDIR, or else cdktf.out.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../checks/check";
import { runChecks } from "../checks/check";
import { checks } from "../checks/registry";
import { SynthesizedStack } from "../synthesized/synthesized-stack";
import { command, run, UsageError } from "./command";
import { OUTDIR } from "./outdir";

/** The findings of one check, each with its stack, and why they matter. */
function report(findings: readonly Finding[], id: string): string {
  const ofCheck = findings.filter(({ check }) => check.id === id);
  return [
    ...ofCheck.map(({ stack, finding }) => `${stack} [${id}]: ${finding}`),
    `  why: ${ofCheck[0]?.check.why ?? ""}`,
    `  see docs/checks.md#${id}`,
  ].join("\n");
}

function verify(outdir: string): void {
  if (!existsSync(join(outdir, "manifest.json")))
    throw new UsageError(
      `folder: ${outdir}. Allowed: the output of a synth, with a manifest.json. To fix: run npm run synth first, or name another folder.`,
    );
  const stacks = SynthesizedStack.readAll(outdir);
  const findings = runChecks(checks, stacks);
  for (const id of new Set(findings.map(({ check }) => check.id))) console.error(report(findings, id));
  console.log(
    `${String(checks.length)} checks over ${String(stacks.length)} stacks: ${String(findings.length)} findings`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}

void run(
  command("verify", "Runs every check over synthesized stacks, and fails if one finds something.")
    .argument("[dir]", "the output folder of a synth", OUTDIR)
    .action(verify),
);
