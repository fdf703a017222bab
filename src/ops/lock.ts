/** `npm run lock`: writes the hashes of the AWS provider for every platform, which each init then requires. */
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command, run } from "./command";
import { LOCK_FILE, stacksOf } from "./delivery/stacks";

/** Where people and CI run Terraform. HashiCorp builds the provider for Windows on amd64 only; Windows on ARM runs that. */
const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];

async function lock({ mirror }: { readonly mirror?: string }): Promise<void> {
  // Every stack requires the same version.
  const [stack] = stacksOf(["state"]);
  if (!stack) return;
  const written = join(stack.terraform.directory, LOCK_FILE);
  rmSync(written, { force: true });
  await stack.terraform.run([
    "providers",
    "lock",
    ...(mirror === undefined ? [] : [`-fs-mirror=${mirror}`]),
    ...PLATFORMS.map((platform) => `-platform=${platform}`),
  ]);
  copyFileSync(written, LOCK_FILE);
  console.log(`Wrote ${LOCK_FILE} for ${PLATFORMS.join(", ")}. Next: commit it`);
}

void run(
  command("lock", "Writes the hashes of the AWS provider for Linux, macOS and Windows.")
    .option(
      "--mirror <dir>",
      "a filesystem mirror with the provider for each platform, instead of the registry",
    )
    .action(lock),
);
