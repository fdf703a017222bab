import type { SynthesizedStack } from "../synthesized/synthesized-stack";

/** A rule about a whole stack, judged on the JSON that Terraform reads. `docs/checks.md` is generated from these. */
export interface Check {
  /** The name of its file. */
  readonly id: string;
  /** What must hold, as a sentence. */
  readonly rule: string;
  /** What happens in production if it does not, with the source. */
  readonly why: string;
  /** What breaks the rule in a stack; empty if it holds. `all` are the stacks of the same app, this one included. */
  readonly findings: (stack: SynthesizedStack, all: readonly SynthesizedStack[]) => string[];
}

export interface Finding {
  readonly check: Check;
  readonly stack: string;
  readonly finding: string;
}

/** One finding, unless the rule holds. */
export function unless(holds: boolean, finding: string): string[] {
  return holds ? [] : [finding];
}

/** Runs checks over the stacks of an app. */
export function runChecks(checks: readonly Check[], stacks: readonly SynthesizedStack[]): Finding[] {
  return checks.flatMap((check) =>
    stacks.flatMap((stack) =>
      check.findings(stack, stacks).map((finding) => ({ check, stack: stack.name, finding })),
    ),
  );
}
