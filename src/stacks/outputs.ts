import type { TerraformStack } from "cdktf";
import { TerraformOutput } from "cdktf";

/** Name to value and description. Names are fixed: people and scripts read them (`docs/architecture.md`). */
export type Outputs = Readonly<Record<string, readonly [value: unknown, description: string]>>;

/** Adds outputs to a stack under exactly these names. */
export function addOutputs(stack: TerraformStack, outputs: Outputs): void {
  for (const [name, [value, description]] of Object.entries(outputs)) {
    new TerraformOutput(stack, name, { value, description, staticId: true });
  }
}
