import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/app";
import { checks } from "../../src/checks/registry";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { Case } from "./cases";
import { configOf, environmentId } from "./cases";

export interface SynthesizedCase {
  readonly stack: SynthesizedStack;
  /** The text of the stack's file. */
  readonly text: string;
  /** What the checks find in the stack among the others of its app; empty unless they were asked for. */
  readonly findings: readonly string[];
}

/** Enough to spare most of an app's own time, and few enough for checks that compare each stack with each other. */
const ENVIRONMENTS_PER_APP = 25;

/**
 * Synthesizes environments, many to an app, and returns each by its name. In the result every environment is called
 * "env", so that two can be compared.
 *
 * @throws Error that names each case which cannot be synthesized.
 */
export function synthesizeCases(
  cases: readonly Case[],
  { withChecks = false } = {},
): ReadonlyMap<string, SynthesizedCase> {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-cases-"));
  try {
    return new Map(
      inApps(cases).flatMap((app, index) => {
        const folder = join(outdir, String(index));
        synthesizeApp(app, folder);
        const stacks = withChecks ? SynthesizedStack.readAll(folder) : [];
        return app.map(({ name }, position): [string, SynthesizedCase] => {
          const id = environmentId(position);
          const file = join(folder, "stacks", `careflowai-${id}`, "cdk.tf.json");
          const text = readFileSync(file, "utf8").replaceAll(id, "env");
          const stack = SynthesizedStack.parse("careflowai-env", text);
          return [name, { stack, text, findings: findingsOf(`careflowai-${id}`, stacks) }];
        });
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The findings of every check on one stack of an app, by the check's id. */
function findingsOf(name: string, stacks: readonly SynthesizedStack[]): string[] {
  return checks.flatMap((check) =>
    stacks
      .filter((stack) => stack.name === name)
      .flatMap((stack) => check.findings(stack, stacks))
      .map((finding) => `${check.id}: ${finding}`),
  );
}

/** Cases by the app that they go into: the document's names can be taken once in each. */
function inApps(cases: readonly Case[]): Case[][] {
  const named = cases.filter(({ environment }) => environment.documentNames);
  const others = cases.filter(({ environment }) => !environment.documentNames);
  const size = ENVIRONMENTS_PER_APP - 1;
  const count = Math.max(named.length, Math.ceil(others.length / size));
  const share = Math.ceil(others.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, index) => [
    ...named.slice(index, index + 1),
    ...others.slice(index * share, (index + 1) * share),
  ]);
}

function synthesizeApp(cases: readonly Case[], outdir: string): void {
  try {
    synthesize(configOf(cases), { outdir });
  } catch (error) {
    const failures = cases.flatMap((one) => {
      try {
        synthesize(configOf([one]), { outdir });
        return [];
      } catch (own) {
        return [`${one.name}:\n${String(own)}`];
      }
    });
    throw failures.length > 0 ? new Error(failures.join("\n\n"), { cause: error }) : error;
  }
}
