import type { ITerraformDependable } from "cdktf";
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Text as a literal of Terraform's template language: nothing in it is interpolated. */
export function escapeTemplate(text: string): string {
  // Replacement functions, because "$$" in a replacement string means one "$".
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}

/**
 * For resources that AWS does not delete while they are in use. Terraform destroys a resource that left the
 * configuration before it updates the resources that referred to it; with this setting it updates them first.
 */
export const CREATE_BEFORE_DESTROY = { createBeforeDestroy: true } as const;

/**
 * Every resource in some constructs, for `dependsOn`. Terraform orders resources by references alone, and a booting
 * instance refers neither to its routes nor to its permissions.
 */
export function resourcesIn(...constructs: readonly IConstruct[]): ITerraformDependable[] {
  return constructs.flatMap((construct) =>
    construct.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)),
  );
}
