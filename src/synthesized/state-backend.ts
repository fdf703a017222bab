import type { JsonObject, SynthesizedStack } from "./synthesized-stack";
import { nested } from "./synthesized-stack";

/** The settings of a stack's backend, if it is of that type. */
export function backendOf(stack: SynthesizedStack, type: "s3" | "local"): JsonObject | undefined {
  const [terraform] = nested(stack.json, "terraform");
  const [backend] = nested(terraform ?? {}, "backend");
  return nested(backend ?? {}, type)[0];
}
