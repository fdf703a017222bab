import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { synthesize } from "../../app";
import { config } from "../../config/config";
import { UsageError } from "../command";
import { unknownNames } from "../environment-names";
import { OUTDIR } from "../outdir";
import { Processes } from "../terraform-cli/processes";
import { Terraform } from "../terraform-cli/terraform";

/** The hashes of the provider that the project trusts, written by `npm run lock`. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** A synthesized stack, and Terraform in its folder. */
export interface DeployableStack {
  readonly name: string;
  readonly text: string;
  readonly terraform: Terraform;
}

/**
 * Synthesizes the configuration, and returns the stacks of these environments.
 *
 * @throws {UsageError} if a name is not that of an environment, "account" or "state".
 * @throws {ConfigError} if the configuration has problems.
 */
export function stacksOf(names: readonly string[]): DeployableStack[] {
  const known = [...Object.keys(config.environments), "account", "state"];
  const problems = unknownNames(names, { allowed: known, fix: "name some of these" });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  synthesize(config);
  const processes = new Processes(false);
  return [...new Set(names)].map((name) => {
    const stack = `careflowai-${name}`;
    const directory = resolve(OUTDIR, "stacks", stack);
    return {
      name: stack,
      text: readFileSync(join(directory, "cdk.tf.json"), "utf8"),
      terraform: new Terraform(directory, process.env, processes),
    };
  });
}

/**
 * `terraform init` with the provider lock, if the project has one.
 *
 * @throws {TerraformError} if it fails.
 */
export async function init({ terraform }: DeployableStack): Promise<void> {
  const lock = join(terraform.directory, LOCK_FILE);
  const isLocked = existsSync(LOCK_FILE);
  if (isLocked) copyFileSync(LOCK_FILE, lock);
  else {
    rmSync(lock, { force: true });
    console.error(
      `${LOCK_FILE}: none, so that any build of the provider's version is accepted. To fix: npm run lock.`,
    );
  }
  await terraform.init(...(isLocked ? ["-lockfile=readonly"] : []));
}

/** Lets Terraform end by itself on Ctrl-C: it saves the state and releases the lock. */
export function finishOnInterrupt(): void {
  process.on("SIGINT", () => {
    console.error("Terraform ends after the calls that run.");
  });
}
