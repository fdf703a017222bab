import { rmSync } from "node:fs";

export default function tearDown(): void {
  for (const outdir of [process.env.SOUND_OUTDIR, process.env.HARDENED_OUTDIR, process.env.OWN_OUTDIR]) {
    if (outdir !== undefined) rmSync(outdir, { recursive: true, force: true });
  }
}
