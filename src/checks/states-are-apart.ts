import type { Check } from "./check";
import { backendOf } from "./state-backend";
import type { SynthesizedStack } from "../synthesized/synthesized-stack";
import { text } from "../synthesized/synthesized-stack";

function placeOfState(stack: SynthesizedStack): string | undefined {
  const s3 = backendOf(stack, "s3");
  if (s3) return `s3://${text(s3.bucket)}/${text(s3.key)}`;
  const local = backendOf(stack, "local");
  return local && text(local.path);
}

/** Pitfall 2.8-2: a stack that finds another's state would destroy what is in it. */
export const statesAreApart: Check = {
  id: "2.8-2",
  rule: "Every stack keeps its state in a place of its own, encrypted, and in a bucket that one of the stacks makes.",
  findings: (stack, all) => {
    const place = placeOfState(stack);
    if (place === undefined) return ["there is no backend"];
    const backend = backendOf(stack, "s3");
    const buckets = all.flatMap((other) => other.resources("aws_s3_bucket")).map(({ body }) => body.bucket);
    return [
      ...all
        .filter((other) => other.name !== stack.name && placeOfState(other) === place)
        .map(({ name }) => `state is at ${place}, and so is that of ${name}`),
      ...(backend && backend.encrypt !== true ? ["backend s3 does not encrypt"] : []),
      ...(backend && !buckets.includes(backend.bucket)
        ? [`backend s3 uses ${text(backend.bucket)}, which no stack makes`]
        : []),
    ];
  },
};
