import type { Check } from "./check";
import { referencesIn } from "./synthesized-stack";

export const referencesResolve: Check = {
  id: "references-resolve",
  rule: "Every expression and depends_on refers to a block of the same stack.",
  findings: (stack) => {
    const blocks = [...stack.resources(), ...stack.data()];
    const known = new Set(blocks.map(({ address }) => address));
    const fromBlocks = blocks.flatMap(({ address, body }) => {
      const dependsOn = (body.depends_on ?? []) as readonly string[];
      return [...referencesIn(body), ...dependsOn].map((reference) => ({ from: address, reference }));
    });
    const fromOutputs = [...referencesIn(stack.json.output ?? null)].map((reference) => ({
      from: "output",
      reference,
    }));
    return [...fromBlocks, ...fromOutputs]
      .filter(({ reference }) => !known.has(reference))
      .map(({ from, reference }) => `${from} refers to ${reference}, which does not exist`);
  },
};
