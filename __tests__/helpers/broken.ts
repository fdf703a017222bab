import type { Check } from "../../src/checks/check";
import { SynthesizedStack } from "../../src/checks/synthesized-stack";
import { synthApp } from "./synth";

/** JSON that a test may change. */
export type Mutable = any;

let sound: readonly SynthesizedStack[] | undefined;

/** The project's own stacks, synthesized once a test file. */
export function soundStacks(): readonly SynthesizedStack[] {
  return (sound ??= synthApp());
}

/** The findings of a check over the project's own stacks: none, if they are as they should be. */
export function findingsOnSound(check: Check): string[] {
  return soundStacks().flatMap((stack) => check.findings(stack, soundStacks()));
}

/** The findings of a check in one stack after a change to a copy of its JSON. */
export function findingsAfter(check: Check, stackName: string, change: (json: Mutable) => void): string[] {
  const stacks = soundStacks().map((stack) => {
    if (stack.name !== stackName) return stack;
    const json = structuredClone(stack.json);
    change(json);
    return new SynthesizedStack(stackName, json);
  });
  return stacks.filter(({ name }) => name === stackName).flatMap((stack) => check.findings(stack, stacks));
}

/** The body of the one resource of a type in JSON that a test may change. */
export function onlyIn(json: Mutable, type: string): Mutable {
  const named = Object.values(json.resource[type] ?? {});
  if (named.length !== 1) throw new Error(`${String(named.length)} resources of ${type}, expected 1`);
  return named[0];
}
