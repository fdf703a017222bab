import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The output folder of a synth: `CDKTF_OUTDIR`, or else CDKTF's default. */
export const OUTDIR = process.env.CDKTF_OUTDIR ?? "cdktf.out";

/**
 * Removes the folders and plans of stacks other than these, which Terraform could still apply, as `cdktf synth` does.
 * Returns their paths.
 */
export function removeStaleStacks(stacks: readonly string[]): string[] {
  const stale = ["stacks", "plans"]
    .map((name) => join(OUTDIR, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => !stacks.includes(name))
        .map((name) => join(folder, name)),
    );
  for (const path of stale) rmSync(path, { recursive: true });
  return stale;
}
