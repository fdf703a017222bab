/**
 * `npm run synth`: runs the app and prints its annotations, without the seconds that the command line tool takes to
 * start. The output folder is the same as that of `cdktf synth`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../app";
import { config } from "../config/config";
import type { Annotation } from "./annotations";
import { annotationLines } from "./annotations";
import { command, run } from "./command";
import { OUTDIR, removeStaleStacks } from "./outdir";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly annotations: readonly Annotation[] }>>;
}

function synth(): void {
  synthesize(config);
  const { stacks } = JSON.parse(readFileSync(join(OUTDIR, "manifest.json"), "utf8")) as Manifest;
  for (const line of annotationLines(Object.values(stacks).flatMap(({ annotations }) => annotations)))
    console.log(line);
  for (const folder of removeStaleStacks(Object.keys(stacks)))
    console.log(
      `Removed ${folder}: its stack is not in the configuration. Its resources in AWS, if any, remain: see docs/lifecycle.md#remove`,
    );
  console.log(`\nSynthesized ${Object.keys(stacks).join(", ")} to ${OUTDIR}. Next: npm run verify`);
}

void run(command("synth", "Writes every stack of the configuration.").action(synth));
