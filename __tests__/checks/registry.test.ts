import { findingsAfter, hardenedStacks, soundStacks } from "../helpers/broken";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PITFALLS } from "../../src/checks/pitfalls";
import { REQUIRED_VALUES } from "../../src/checks/required-values";
import { CHECKS_BY_AREA, checks } from "../../src/checks/registry";

const CHECKS = join(__dirname, "../../src/checks");
const files = readdirSync(CHECKS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path: path.replace(/\.ts$/, ""), text: readFileSync(join(CHECKS, path), "utf8") }));
/** The files that hold a check. */
const holders = files.filter(({ text }) => /^export const \w+: Check = /m.test(text));

test("every check is registered once, under the name of its file, in the list of its folder", () => {
  const registered = [
    ...Object.entries(CHECKS_BY_AREA).flatMap(([area, list]) => list.map(({ id }) => `${area}/${id}`)),
    "required-values",
  ];
  expect(registered.sort()).toEqual(holders.map(({ path }) => path).sort());
  expect(checks.map(({ id }) => id).sort()).toEqual(holders.map(({ path }) => basename(path)).sort());
});

test("every file beyond the checks belongs to all of them", () => {
  const others = files.map(({ path }) => path).filter((path) => !holders.some((one) => one.path === path));
  expect(others.filter((path) => basename(path) !== "checks").sort()).toEqual([
    "check",
    "pitfalls",
    "registry",
  ]);
});

test("every check has a test of the same name in the same folder", () => {
  const missing = holders.filter(({ path }) => !existsSync(join(__dirname, `${path}.test.ts`)));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test.each(checks)("$id says in sentences what must hold and why", ({ rule, why }) => {
  for (const text of [rule, why]) expect(text).toMatch(/^[A-Z].*\.$/);
});

const reasons = [
  ...checks.filter(({ id }) => id !== "required-values").map(({ id, why }) => ({ name: id, why })),
  ...REQUIRED_VALUES,
];

test.each(reasons)("the reason of $name ends with its source", ({ why }) => {
  expect(why).toMatch(
    /\((?:.*(?:AWS|decisions?|[Pp]rovider|[Tt]erraform|CDKTF|Security Hub|requirement)).*\)\.$/,
  );
});

const stackNames = [
  ...soundStacks().map(({ name }) => name),
  ...hardenedStacks().map(({ name }) => `hardened/${name}`),
];

// IAM accepts one value or a list; the helper writes each as a list.
test.each(checks)("$id accepts policies with a list in place of each single value", (check) => {
  for (const name of stackNames) expect(findingsAfter(check, name, () => undefined)).toEqual([]);
});

test("checks and the reader import nothing that makes the stacks", () => {
  const folders = ["checks", "synthesized"].map((folder) => join(CHECKS, "..", folder));
  const imports = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) =>
        [...readFileSync(join(folder, path), "utf8").matchAll(/from "(\.[^"]+)"/g)].map(
          ([, target = ""]) => ({
            path: `${basename(folder)}/${path}`,
            target: join(folder, dirname(path), target).replace(`${join(CHECKS, "..")}/`, ""),
          }),
        ),
      ),
  );
  expect(imports.length).toBeGreaterThan(100);
  const foreign = imports.filter(
    ({ path, target }) =>
      !target.startsWith("synthesized/") && !(path.startsWith("checks/") && target.startsWith("checks/")),
  );
  expect(foreign).toEqual([]);
});

test("every remaining pitfall has a reason", () => {
  for (const { pitfall, reason } of PITFALLS) {
    expect(pitfall).toMatch(/^[A-Z].*\.$/);
    expect(reason).toMatch(/^[A-Z].*\.$/);
  }
});
