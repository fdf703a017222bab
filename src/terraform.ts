import type { ITerraformDependable } from "cdktf";
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Text as a literal of Terraform's template language: nothing in it is interpolated. */
export function escapeTemplate(text: string): string {
  // By functions: in a replacement text "$$" would stand for one "$".
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}

/**
 * For what AWS does not delete while it is in use. Terraform destroys what a configuration no longer has before it
 * updates what referred to it, unless the former is created before it is destroyed: then the reference goes first.
 */
export const LET_GO_FIRST = { createBeforeDestroy: true } as const;

/**
 * Every resource of some constructs, to wait for. Terraform orders by references alone, and a booting
 * instance refers to neither its routes nor its permissions.
 */
export function resourcesIn(...constructs: readonly IConstruct[]): ITerraformDependable[] {
  return constructs.flatMap((construct) =>
    construct.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)),
  );
}

/**
 * Runs something without the stack traces that CDKTF takes of every token it makes, a third of a synth's time.
 * Nobody reads them: they name where a token was made when it cannot be resolved. Errors keep their own stacks.
 */
export function withoutCreationStacks<T>(run: () => T): T {
  const original = Reflect.get(Error, "captureStackTrace");
  Error.captureStackTrace = () => undefined;
  try {
    return run();
  } finally {
    Error.captureStackTrace = original;
  }
}
