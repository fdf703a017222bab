import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProvider, PROVIDER_PATH } from "../../../src/ops/rehearse/provider";
import { Processes } from "../../../src/ops/terraform-cli/processes";

let folder: string;
const { PATH } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  process.env.PATH = `${folder}:${PATH ?? ""}`;
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

/**
 * Terraform, replaced by a script that installs a version for each of these: the place ("" for Terraform's own
 * configuration) and the constraint.
 */
function terraformInstalls(
  ...known: readonly (readonly [place: string, constraint: string, version: string])[]
): void {
  const cases = known.map(
    ([place, constraint, version]) =>
      `if [ "$place" = "${place}" ] && grep -qF '"${constraint}"' main.tf.json; then
         mkdir -p ".terraform/providers/${PROVIDER_PATH}/${version}"; exit 0; fi`,
  );
  const script = `#!/bin/sh
place=
for argument; do case $argument in -plugin-dir=*) place=\${argument#-plugin-dir=};; esac; done
${cases.join("\n")}
exit 1
`;
  writeFileSync(join(folder, "terraform"), script);
  chmodSync(join(folder, "terraform"), 0o755);
}

/** A folder in the layout of a filesystem mirror. */
function mirror(...path: readonly string[]): string {
  const place = join(folder, ...path);
  mkdirSync(join(place, PROVIDER_PATH), { recursive: true });
  return place;
}

const find = (place?: string) =>
  findProvider(new Processes(), { work: folder, pinned: "6.25.0", mirror: place, root: folder });
const found = (version: string) => ({
  version,
  pluginDirectory: join(folder, "provider/.terraform/providers"),
});

test("the pinned version comes from Terraform's own configuration first", async () => {
  const place = mirror("opt/mirror");
  terraformInstalls(["", "6.25.0", "6.25.0"], ["", ">= 5.100", "6.30.0"], [place, ">= 5.100", "5.100.0"]);
  expect(await find()).toEqual(found("6.25.0"));
});

test("a mirror that a search finds is next, with the pinned version", async () => {
  const place = mirror("opt/mirror");
  terraformInstalls(["", ">= 5.100", "6.30.0"], [place, "6.25.0", "6.25.0"]);
  expect(await find()).toEqual(found("6.25.0"));
});

test("any version from 5.100 on is better than none", async () => {
  terraformInstalls([mirror("opt/mirror"), ">= 5.100", "5.100.0"]);
  expect(await find()).toEqual(found("5.100.0"));
});

test("a mirror that is given is the only place", async () => {
  const place = mirror("given");
  terraformInstalls(["", "6.25.0", "6.25.0"], [place, ">= 5.100", "5.100.0"]);
  expect(await find(place)).toEqual(found("5.100.0"));
});

test("there may be none", async () => {
  terraformInstalls();
  expect(await find()).toBeUndefined();
});

test.each([
  ["in a folder for temporary files", () => mirror("tmp/mirror")],
  ["deep in the file system", () => mirror("a/b/c/d")],
  [
    "in a folder that any user may write to",
    () => {
      const place = mirror("opt/mirror");
      chmodSync(place, 0o777);
      return place;
    },
  ],
])("a mirror %s is not used", async (_where, make) => {
  terraformInstalls([make(), ">= 5.100", "5.100.0"]);
  expect(await find()).toBeUndefined();
});
