import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import type { Construct } from "constructs";
import { createApp } from "../../src/app";
import type { JsonObject } from "../../src/synthesized/synthesized-stack";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { ConfigInput } from "../../src/config/config-input";
import { config } from "./documented";

/** A provider class, such as `Vpc`: knows the name of its Terraform type. */
interface ProviderClass {
  readonly tfResourceType: string;
}

/** Synthesizes what `make` makes, in a stack of its own. Only constructs: a stack made here would show nothing. */
export function synthConstruct(make: (scope: Construct) => void): SynthesizedStack {
  return SynthesizedStack.parse("test", Testing.synthScope(make));
}

/** Synthesizes every stack of a configuration as `npm run synth` does, validations included, to a folder that is removed. */
export function synthApp(input: ConfigInput = config): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
  try {
    createApp(input, { outdir }).synth();
    return SynthesizedStack.readAll(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** One stack of a configuration, by default the project's own. */
export function synthStack(name: string, input: ConfigInput = config): SynthesizedStack {
  const stack = synthApp(input).find((one) => one.name === name);
  if (!stack) throw new Error(`no stack ${name}`);
  return stack;
}

/** All resources of a provider class. */
export function resourcesOf(stack: SynthesizedStack, type: ProviderClass): JsonObject[] {
  return stack.resources(type.tfResourceType).map(({ body }) => body);
}

/** The one resource of a provider class. */
export function only(stack: SynthesizedStack, type: ProviderClass): JsonObject {
  const [first, ...others] = resourcesOf(stack, type);
  if (!first || others.length > 0) {
    throw new Error(
      `${String(first ? others.length + 1 : 0)} resources of ${type.tfResourceType}, expected 1`,
    );
  }
  return first;
}
