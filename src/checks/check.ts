import type { SynthesizedStack } from "../synthesized/synthesized-stack";

/** Something that must hold of a whole stack, judged on what Terraform will read. */
export interface Check {
  /** The row of `pitfalls.ts` that it stands for, or a name of its own. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly rule: string;
  /** What breaks the rule in a stack; empty if it holds. `all` are the stacks of the same app, this one included. */
  readonly findings: (stack: SynthesizedStack, all: readonly SynthesizedStack[]) => string[];
}

export interface Finding {
  readonly check: string;
  readonly stack: string;
  readonly finding: string;
}

/** One finding, unless all is well. */
export function unless(holds: boolean, finding: string): string[] {
  return holds ? [] : [finding];
}

/** Runs checks over the stacks of an app. */
export function runChecks(checks: readonly Check[], stacks: readonly SynthesizedStack[]): Finding[] {
  return checks.flatMap((check) =>
    stacks.flatMap((stack) =>
      check.findings(stack, stacks).map((finding) => ({ check: check.id, stack: stack.name, finding })),
    ),
  );
}
