import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { withoutCreationStacks } from "../../src/terraform";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";

/** Synthesizes the constructs that `make` adds to an empty stack. A stack added here would be left out. */
export function synthConstruct(make: (scope: Construct) => void): SynthesizedStack {
  return SynthesizedStack.parse(
    "test",
    withoutCreationStacks(() => Testing.synthScope(make)),
  );
}
