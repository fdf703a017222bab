/** `npm run verify`: runs every check over the stacks of the last synth; fails if one finds something. */
import { runChecks } from "../checks/check";
import { checks } from "../checks/registry";
import { SynthesizedStack } from "../checks/synthesized-stack";

const stacks = SynthesizedStack.readAll(process.env.CDKTF_OUTDIR ?? "cdktf.out");
const findings = runChecks(checks, stacks);
for (const { check, stack, finding } of findings) console.error(`${stack} [${check}]: ${finding}`);
console.log(
  `${String(checks.length)} checks over ${String(stacks.length)} stacks: ${String(findings.length)} findings`,
);
process.exitCode = findings.length === 0 ? 0 : 1;
