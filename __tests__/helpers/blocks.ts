import { isDeepStrictEqual } from "node:util";
import type { Block, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { reference as referenceTo } from "../../src/synthesized/synthesized-stack";
import { soundStacks } from "./broken";
import { exactlyOne } from "./exactly-one";

/** A provider class of a resource or data source, such as `Vpc` or `DataAwsSsmParameter`. */
export interface ProviderClass {
  readonly name: string;
  readonly tfResourceType: string;
}

/** A stack of the configuration that the project comes with, synthesized once by the global set-up. */
export function soundStack(name: string): SynthesizedStack {
  return stackNamed(soundStacks(), name);
}

/** The one stack of a name among those of an app. */
export function stackNamed(stacks: readonly SynthesizedStack[], name: string): SynthesizedStack {
  return exactlyOne(
    stacks.filter((stack) => stack.name === name),
    `stack ${name}`,
  );
}

/** The resources, or data sources, of a provider class whose bodies have the values of `where`. */
export function resourcesOf(
  stack: SynthesizedStack,
  { name, tfResourceType: type }: ProviderClass,
  where: JsonObject = {},
): Block[] {
  // The resource and the data source of a type differ only in the name of the class.
  const blocks = name.startsWith("DataAws") ? stack.data(type) : stack.resources(type);
  return blocks.filter(({ body }) =>
    Object.entries(where).every(([key, value]) => isDeepStrictEqual(body[key], value)),
  );
}

/**
 * The one resource or data source of a provider class whose body has the values of `where`.
 *
 * @throws Error that names the blocks found, unless there is exactly one.
 */
export function only(stack: SynthesizedStack, type: ProviderClass, where: JsonObject = {}): Block {
  const conditions = Object.keys(where).length > 0 ? ` where ${JSON.stringify(where)}` : "";
  return exactlyOne(
    resourcesOf(stack, type, where),
    `${type.tfResourceType}${conditions} in ${stack.name}`,
    ({ address }) => address,
  );
}

/** How another block refers to an attribute of that one block: `${aws_vpc.Network_Vpc.id}`. */
export function reference(
  stack: SynthesizedStack,
  type: ProviderClass,
  attribute: string,
  where: JsonObject = {},
): string {
  return referenceTo(only(stack, type, where), attribute);
}
