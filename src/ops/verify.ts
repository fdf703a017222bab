/** `npm run verify`: runs every check over the stacks of the last synth; fails if one finds something. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runChecks } from "../checks/check";
import { checks } from "../checks/registry";
import { SynthesizedStack } from "../synthesized/synthesized-stack";

const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";

function verify(): boolean {
  if (!existsSync(join(outdir, "manifest.json"))) {
    console.error(`${outdir} holds no synthesized stacks; run npm run synth first`);
    return false;
  }
  const stacks = SynthesizedStack.readAll(outdir);
  const findings = runChecks(checks, stacks);
  for (const { check, stack, finding } of findings) console.error(`${stack} [${check}]: ${finding}`);
  console.log(
    `${String(checks.length)} checks over ${String(stacks.length)} stacks: ${String(findings.length)} findings`,
  );
  return findings.length === 0;
}

process.exitCode = verify() ? 0 : 1;
