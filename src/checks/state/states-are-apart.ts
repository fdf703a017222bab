import type { Check } from "../check";
import { backendOf } from "../../synthesized/state-backend";
import type { SynthesizedStack } from "../../synthesized/synthesized-stack";
import { text } from "../../synthesized/synthesized-stack";

function placeOfState(stack: SynthesizedStack): string | undefined {
  const s3 = backendOf(stack, "s3");
  if (s3) return `s3://${text(s3.bucket)}/${text(s3.key)}`;
  const local = backendOf(stack, "local");
  return local && text(local.path);
}

export const statesAreApart: Check = {
  id: "states-are-apart",
  rule: "Every stack keeps its state in a separate place, encrypted, and in a bucket that one of the stacks makes.",
  why: "A stack that finds another stack's state destroys the resources in it (Terraform, S3 backend; decision 22).",
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
