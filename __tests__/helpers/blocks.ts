import { isDeepStrictEqual } from "node:util";
import type { Block, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { soundStacks } from "./broken";

/** A provider class, such as `Vpc` or `DataAwsIamPolicyDocument`. */
interface ProviderClass {
  readonly tfResourceType: string;
}

/** One of the project's own stacks, all of them synthesized once a test file. */
export function soundStack(name: string): SynthesizedStack {
  const stack = soundStacks().find((one) => one.name === name);
  if (!stack) throw new Error(`no stack ${name}`);
  return stack;
}

/** The one resource or data source of a provider class that has these properties. */
export function find(stack: SynthesizedStack, type: ProviderClass, properties: JsonObject = {}): Block {
  const { tfResourceType } = type;
  const found = [...stack.resources(tfResourceType), ...stack.data(tfResourceType)].filter(({ body }) =>
    Object.entries(properties).every(([key, value]) => isDeepStrictEqual(body[key], value)),
  );
  const [block] = found;
  if (!block || found.length > 1) {
    throw new Error(`${String(found.length)} blocks of ${tfResourceType}, expected 1`);
  }
  return block;
}

/** How another block refers to that resource or data source: `${aws_vpc.Network_Vpc.id}`. */
export function reference(
  stack: SynthesizedStack,
  type: ProviderClass,
  attribute: string,
  properties: JsonObject = {},
): string {
  return `\${${find(stack, type, properties).address}.${attribute}}`;
}
