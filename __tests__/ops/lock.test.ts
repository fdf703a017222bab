import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  for (const path of ["src", "package.json", "tsconfig.json"])
    cpSync(path, join(folder, path), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** `npm run lock` with Terraform replaced by a script. */
function lock(script: string, ...args: readonly string[]) {
  writeFileSync(join(folder, "terraform"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "terraform"), 0o755);
  return spawnSync(process.execPath, ["--require", "./src/fast-synth.cjs", "src/ops/lock.ts", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env.PATH ?? ""}` },
  });
}

const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];
const options = PLATFORMS.map((platform) => `-platform=${platform}`).join(" ");

test("the hashes for every platform are written to the root of the project", () => {
  expect(lock('echo "$@" >.terraform.lock.hcl')).toMatchObject({
    status: 0,
    stdout: `Wrote .terraform.lock.hcl for ${PLATFORMS.join(", ")}. Next: commit it\n`,
  });
  expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toBe(`providers lock ${options}\n`);
});

test("a mirror is passed on", () => {
  lock('echo "$@" >.terraform.lock.hcl', "--mirror", "/srv/mirror");
  expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toBe(
    `providers lock -fs-mirror=/srv/mirror ${options}\n`,
  );
});

test("a failure of Terraform is one message", () => {
  expect(lock('echo "Error: no such version" >&2; exit 1')).toMatchObject({
    status: 1,
    stderr: "terraform providers failed\nno such version\n",
  });
});
