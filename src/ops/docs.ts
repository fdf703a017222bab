/** `npm run docs`: generates pages and pictures under docs from the schema and the synthesized stacks. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { synthesize } from "../app";
import { SynthesizedStack } from "../synthesized/synthesized-stack";
import { config } from "../config/config";
import { command, run } from "./command";
import { generatedDocs } from "./generated-docs";

function docs(): void {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-docs-"));
  try {
    synthesize(config, { outdir });
    rmSync("docs/dashboards", { recursive: true, force: true });
    for (const [path, content] of generatedDocs(SynthesizedStack.readAll(outdir))) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      console.log(`wrote ${path}`);
    }
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

void run(command("docs", "Writes the generated pages and pictures.").action(docs));
