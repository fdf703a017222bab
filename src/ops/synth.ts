/**
 * `npm run synth`: runs the app and prints its annotations as `cdktf synth` does, without the seconds that the
 * command line tool takes to start. The output is the same.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../app";
import { config } from "../config/config";
import { ConfigError } from "../config/parse";

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly annotations: readonly {
          readonly level: string;
          readonly message: string;
          readonly constructPath: string;
        }[];
      }
    >
  >;
}

const LABELS: Readonly<Record<string, string>> = {
  "@cdktf/info": "INFO",
  "@cdktf/warn": "WARN",
  "@cdktf/error": "ERROR",
};

function printAnnotations(): void {
  const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Manifest;
  for (const { annotations } of Object.values(stacks)) {
    for (const { level, message, constructPath } of annotations) {
      console.log(`${LABELS[level] ?? level} [${constructPath}]: ${message}`);
    }
  }
  console.log(`\nGenerated Terraform code for the stacks: ${Object.keys(stacks).join(", ")}`);
}

try {
  synthesize(config);
  printAnnotations();
} catch (error) {
  process.exitCode = 1;
  // A mistake in the configuration is explained by its message; anything else needs its stack.
  console.error(error instanceof ConfigError ? error.message : error);
}
