/**
 * `npm run synth`: runs the app and prints its annotations, without the seconds that the command line tool takes to
 * start. The output folder is the same as that of `cdktf synth`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { synthesize } from "../app";
import { config } from "../config/config";
import { ConfigError } from "../config/parse";
import type { Annotation } from "./annotations";
import { annotationLines } from "./annotations";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly annotations: readonly Annotation[] }>>;
}

function synth(): void {
  parseArgs({ options: {} });
  synthesize(config);
  const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Manifest;
  for (const line of annotationLines(Object.values(stacks).flatMap(({ annotations }) => annotations)))
    console.log(line);
  console.log(`\nSynthesized ${Object.keys(stacks).join(", ")} to ${outdir}. Next: npm run verify`);
}

try {
  synth();
} catch (error) {
  process.exitCode = 1;
  console.error(explain(error));
}

/** Mistakes of the caller are explained by their message; other errors need their stack. */
function explain(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message;
  const isUsage =
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  return isUsage ? `npm run synth takes no arguments. ${error.message}` : error;
}
