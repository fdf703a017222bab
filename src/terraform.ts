import type { ITerraformDependable } from "cdktf";
import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Text as a literal of Terraform's template language: nothing in it is interpolated. */
export function escapeTemplate(text: string): string {
  // By functions: in a replacement text "$$" would stand for one "$".
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}

/**
 * Every resource of some constructs, to wait for. Terraform orders by references alone, and a booting
 * instance refers to neither its routes nor its permissions.
 */
export function resourcesIn(...constructs: readonly IConstruct[]): ITerraformDependable[] {
  return constructs.flatMap((construct) =>
    construct.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)),
  );
}
