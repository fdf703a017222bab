/**
 * `npm run verify [-- DIR]`: runs every check over the stacks in the output folder of a synth, and fails if one finds
 * something. DIR is by default CDKTF_OUTDIR, or else cdktf.out.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../checks/check";
import { runChecks } from "../checks/check";
import { checks } from "../checks/registry";
import { SynthesizedStack } from "../synthesized/synthesized-stack";

const USAGE = "Run npm run verify, or npm run verify -- DIR";

/** The folder that is named, if any, and why the arguments are refused, if they are. */
function readArguments(args: string[]): { readonly folder: string | undefined; readonly faults: string[] } {
  const { tokens } = parseArgs({ args, strict: false, allowPositionals: true, tokens: true });
  const options = tokens.flatMap((token) => (token.kind === "option" ? [token.rawName] : []));
  const [folder, ...others] = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  return {
    folder,
    faults: [
      ...options.map((option) => `option: ${option}. Allowed: no options. ${USAGE}.`),
      ...others.map((other) => `argument: ${other}. Allowed: one folder. ${USAGE}.`),
    ],
  };
}

/** The findings of one check, each with its stack, and why they matter. */
function report(findings: readonly Finding[], id: string): string {
  const ofCheck = findings.filter(({ check }) => check.id === id);
  return [
    ...ofCheck.map(({ stack, finding }) => `${stack} [${id}]: ${finding}`),
    `  why: ${ofCheck[0]?.check.why ?? ""}`,
    `  see docs/checks.md#${id}`,
  ].join("\n");
}

function verify(args: string[]): boolean {
  const { folder, faults } = readArguments(args);
  if (faults.length > 0) {
    console.error(faults.join("\n"));
    return false;
  }
  const outdir = folder ?? process.env.CDKTF_OUTDIR ?? "cdktf.out";
  if (!existsSync(join(outdir, "manifest.json"))) {
    console.error(
      `folder: ${outdir}. Allowed: the output of a synth, with a manifest.json. Run npm run synth first, or npm run verify -- DIR with another folder.`,
    );
    return false;
  }
  const stacks = SynthesizedStack.readAll(outdir);
  const findings = runChecks(checks, stacks);
  for (const id of new Set(findings.map(({ check }) => check.id))) console.error(report(findings, id));
  console.log(
    `${String(checks.length)} checks over ${String(stacks.length)} stacks: ${String(findings.length)} findings`,
  );
  return findings.length === 0;
}

process.exitCode = verify(process.argv.slice(2)) ? 0 : 1;
