import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, parse, resolve } from "node:path";
import { CACHE } from "./cache";
import type { Processes } from "../terraform-cli/processes";

/** An AWS provider that Terraform can start. */
export interface Provider {
  readonly version: string;
  /** A folder in the layout of a filesystem mirror, for `terraform init -plugin-dir`. */
  readonly pluginDirectory: string;
}

interface Search {
  /** A folder for the provider that is found. */
  readonly work: string;
  /** The version that is looked for first. */
  readonly pinned: string;
  /** A filesystem mirror to use instead of a search. */
  readonly mirror?: string | undefined;
  /** Where the search begins. Default: the root of the file system. */
  readonly root?: string;
}

/** Where a filesystem mirror has the provider: https://developer.hashicorp.com/terraform/cli/config/config-file */
export const PROVIDER_PATH = "registry.terraform.io/hashicorp/aws";
/** Provider 5 is the first with every resource that the stacks use. */
const ANY = ">= 5.100";

/**
 * The AWS provider that judges a rehearsal: the pinned version if Terraform can get it, from its own configuration
 * (`TF_CLI_CONFIG_FILE`, implied mirror directories, the registry) or from a filesystem mirror that is found on this
 * machine; else another version from the same places, 5.100 or newer. A mirror that is given is the only place.
 * Undefined if there is none.
 */
export async function findProvider(
  processes: Processes,
  { work, pinned, mirror, root = parse(process.cwd()).root }: Search,
): Promise<Provider | undefined> {
  const mirrors = mirror === undefined ? [undefined, ...mirrorsBelow(root)] : [mirror];
  for (const version of [pinned, ANY])
    for (const place of mirrors) {
      const found = await install(processes, work, version, place);
      if (found) return found;
    }
  return undefined;
}

/** Lets Terraform install the provider in a folder, which is then a mirror itself. */
async function install(
  processes: Processes,
  work: string,
  version: string,
  mirror: string | undefined,
): Promise<Provider | undefined> {
  const directory = join(work, "provider");
  // For the registry only: Terraform links to a mirror's files, and several processes may not write to a cache at once.
  const cache = resolve(CACHE, "providers");
  for (const folder of [directory, cache]) mkdirSync(folder, { recursive: true });
  const required = { aws: { source: "hashicorp/aws", version } };
  writeFileSync(
    join(directory, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: required } }),
  );
  const { code } = await processes.run(
    "terraform",
    ["init", "-input=false", "-upgrade", ...(mirror === undefined ? [] : [`-plugin-dir=${mirror}`])],
    { cwd: directory, env: { ...process.env, ...(mirror === undefined && { TF_PLUGIN_CACHE_DIR: cache }) } },
  );
  if (code !== 0) return undefined;
  const pluginDirectory = join(directory, ".terraform/providers");
  const [installed] = readdirSync(join(pluginDirectory, PROVIDER_PATH));
  return installed === undefined ? undefined : { version: installed, pluginDirectory };
}

/** Folders near a root that hold the provider, as `terraform providers mirror` lays them out. */
function mirrorsBelow(root: string): string[] {
  return foldersIn(root, 3).filter((folder) => existsSync(join(folder, PROVIDER_PATH)));
}

/** Folders that hold no programs, or that any user may write to. */
const SKIPPED = new Set(["dev", "proc", "run", "sys", "tmp"]);

function foldersIn(folder: string, depth: number): string[] {
  if (depth === 0) return [];
  return subfolders(folder).flatMap((child) => [child, ...foldersIn(child, depth - 1)]);
}

/** The folders in a folder. A program of another user is not run, so those that others may write to are left out. */
function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name))
      .map(({ name }) => join(folder, name))
      .filter((path) => (statSync(path).mode & 0o002) === 0);
  } catch {
    return [];
  }
}
