import type { Check } from "../check";
import { dependsOn, referencesIn } from "../../synthesized/synthesized-stack";

export const referencesResolve: Check = {
  id: "references-resolve",
  rule: "Every expression and depends_on refers to a block of the same stack.",
  why: "Terraform refuses the stack, and a reference to another stack stays unresolved (decision 33).",
  findings: (stack) => {
    const blocks = [...stack.resources(), ...stack.data()];
    const known = new Set(blocks.map(({ address }) => address));
    const fromBlocks = blocks.flatMap(({ address, body }) =>
      [...referencesIn(body), ...dependsOn(body)].map((reference) => ({ from: address, reference })),
    );
    const fromOutputs = [...referencesIn(stack.json.output)].map((reference) => ({
      from: "output",
      reference,
    }));
    return [...fromBlocks, ...fromOutputs]
      .filter(({ reference }) => !known.has(reference))
      .map(({ from, reference }) => `${from} refers to ${reference}, which does not exist`);
  },
};
