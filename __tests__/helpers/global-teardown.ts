import { rmSync } from "node:fs";

export default function tearDown(): void {
  if (process.env.SOUND_OUTDIR !== undefined) rmSync(process.env.SOUND_OUTDIR, { recursive: true });
}
