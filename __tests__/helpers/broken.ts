import type { Check } from "../../src/checks/check";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";

/** JSON that a test may change. */
export type Mutable = any;

type Stacks = readonly SynthesizedStack[];

let sound: Stacks | undefined;
let hardened: Stacks | undefined;
let own: Stacks | undefined;

/** The stacks of `src/config/config.ts`, whatever it says. */
export function ownStacks(): Stacks {
  return (own ??= SynthesizedStack.readAll(process.env.OWN_OUTDIR ?? "no global set-up"));
}

/** The stacks of the configuration that the project comes with, synthesized once for all test files by the global set-up. */
export function soundStacks(): Stacks {
  return (sound ??= SynthesizedStack.readAll(process.env.SOUND_OUTDIR ?? "no global set-up"));
}

/**
 * `careflowai-hardened-single` and `careflowai-hardened-balanced`, in which every switch is on, with the account's stack
 * that goes with them, in which all is made; synthesized likewise.
 */
export function hardenedStacks(): Stacks {
  return (hardened ??= SynthesizedStack.readAll(process.env.HARDENED_OUTDIR ?? "no global set-up"));
}

/** One of those. */
export function hardenedStack(name: string): SynthesizedStack {
  const stack = hardenedStacks().find((one) => one.name === name);
  if (!stack) throw new Error(`no stack ${name}`);
  return stack;
}

/** The findings of a check over the project's own stacks and the hardened ones: none, if they are as they should be. */
export function findingsOnSound(check: Check): string[] {
  return [soundStacks(), hardenedStacks()].flatMap((stacks) =>
    stacks.flatMap((stack) => check.findings(stack, stacks)),
  );
}

/**
 * The findings of a check in one stack, the project's or a hardened one, after a change to a copy of its JSON. The
 * account's stack is the project's, unless the hardened one's `app` is given.
 */
export function findingsAfter(
  check: Check,
  stackName: string,
  change: (json: Mutable) => void,
  app: Stacks = stackName.startsWith("careflowai-hardened-") ? hardenedStacks() : soundStacks(),
): string[] {
  const stacks = app.map((stack) => {
    if (stack.name !== stackName) return stack;
    const json = structuredClone(stack.json);
    change(json);
    return new SynthesizedStack(stackName, json);
  });
  return stacks.filter(({ name }) => name === stackName).flatMap((stack) => check.findings(stack, stacks));
}

/** The body of the one block of a type, with a text in its name, in JSON that a test may change. */
export function onlyIn(json: Mutable, type: string, name = ""): Mutable {
  const bodies = Object.entries({ ...json.resource[type], ...json.data?.[type] })
    .filter(([key]) => key.includes(name))
    .map(([, body]) => body);
  if (bodies.length !== 1) throw new Error(`${String(bodies.length)} blocks of ${type}, expected 1`);
  return bodies[0];
}
