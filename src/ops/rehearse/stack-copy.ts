import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../synthesized/synthesized-stack";
import { lifecycle, nested, SynthesizedStack } from "../../synthesized/synthesized-stack";

/** The provider's arguments for an emulator that knows no credentials and no bucket by host name. */
const PROVIDER = {
  s3_use_path_style: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  // An emulator answers at once, so a second failure is a failure.
  max_retries: 2,
};
/** The same for Terraform's own access to the state bucket. */
const STATE_STORAGE = {
  use_path_style: true,
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_requesting_account_id: true,
};

/**
 * The files of a stack that is rehearsed: `cdk.tf.json` as it was synthesized, and override files, which Terraform
 * merges over it: https://developer.hashicorp.com/terraform/language/files/override
 *
 * A provider before 6.0 has no `region` argument per resource. For it, and only then, the copy is edited: such resources
 * use an aliased provider of that region instead.
 */
export class StackCopy {
  /** Regions with an aliased provider. They stay, because the state names the provider of what it contains. */
  private readonly regions = new Set<string>();

  constructor(
    readonly directory: string,
    private readonly providerVersion: string,
  ) {
    mkdirSync(directory, { recursive: true });
  }

  /** Writes the stack, in place of the one that was written before. */
  write(text: string): void {
    const stack = SynthesizedStack.parse("", text);
    this.put("cdk.tf.json", forProvider(this.providerVersion, text));
    this.put("emulator_override.tf.json", {
      terraform: {
        required_providers: { aws: { source: "hashicorp/aws", version: this.providerVersion } },
        ...backendOverride(stack.json),
      },
      provider: { aws: stack.providers().map(() => PROVIDER) },
    });
    if (!hasRegions(this.providerVersion)) this.writeRegions(stack);
  }

  /** Lets Terraform destroy the resources of a stack that no setting unprotects, with what they contain. */
  unprotect(text: string): void {
    const isProtected = SynthesizedStack.parse("", text)
      .resources()
      .filter(({ body }) => lifecycle(body).prevent_destroy === true);
    const body = { force_destroy: true, lifecycle: { prevent_destroy: false } };
    this.put("unprotected_override.tf.json", {
      resource: byAddress(isProtected.map(({ address }) => [address, body])),
    });
  }

  private writeRegions(stack: SynthesizedStack): void {
    const blocks = stack.resources().filter(({ body }) => body.region !== undefined);
    for (const block of blocks) this.regions.add(stack.regionOf(block));
    // Terraform refuses an empty block.
    if (this.regions.size === 0) return;
    const [usual] = stack.providers();
    const aliased = [...this.regions].map((region) => ({ ...usual, ...PROVIDER, alias: region, region }));
    this.put("regions.tf.json", { provider: { aws: aliased } });
    this.put(
      "regions_override.tf.json",
      blocks.length === 0
        ? {}
        : {
            resource: byAddress(
              blocks.map((block) => [block.address, { provider: `aws.${stack.regionOf(block)}` }]),
            ),
          },
    );
  }

  private put(file: string, content: string | JsonObject): void {
    const text = typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`;
    writeFileSync(join(this.directory, file), text);
  }
}

/** A backend in an override file replaces the whole backend. */
function backendOverride({ terraform }: JsonObject): JsonObject {
  const s3 = nested(nested(nested({ terraform }, "terraform")[0] ?? {}, "backend")[0] ?? {}, "s3")[0];
  return s3 === undefined ? {} : { backend: { s3: { ...s3, ...STATE_STORAGE } } };
}

/** Whether every resource has the argument `region`: from provider 6.0 on. */
function hasRegions(providerVersion: string): boolean {
  return Number(providerVersion.split(".")[0]) >= 6;
}

/** The text of a stack, without the arguments that a provider before 6.0 does not have. */
export function forProvider(version: string, text: string): string {
  if (hasRegions(version)) return text;
  const json = JSON.parse(text) as Record<"resource", Record<string, Record<string, { region?: string }>>>;
  for (const blocks of Object.values(json.resource))
    for (const body of Object.values(blocks)) delete body.region;
  return JSON.stringify(json, null, 2);
}

function byAddress(bodies: readonly (readonly [address: string, body: JsonObject])[]): JsonObject {
  const types: Record<string, Record<string, JsonObject>> = {};
  for (const [address, body] of bodies) {
    const [type = "", name = ""] = address.split(".");
    (types[type] ??= {})[name] = body;
  }
  return types;
}
