import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pitfalls } from "../../src/checks/pitfalls";
import { checks } from "../../src/checks/registry";

const CHECKS = join(__dirname, "../../src/checks");
const TESTS = join(__dirname, "..");

const rows = Object.keys(pitfalls);
const ids = checks.map(({ id }) => id);

/** Rows that the title of some test begins with. */
const titled = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts"))
  .flatMap((path) => [...readFileSync(join(TESTS, path), "utf8").matchAll(/["'`](2\.\d+-\d+): /g)])
  .map(([, row = ""]) => row);

/** The files that hold a check, without `.ts`. */
const files = readdirSync(CHECKS)
  .filter((file) => /^export const \w+: Check\b/m.test(readFileSync(join(CHECKS, file), "utf8")))
  .map((file) => file.replace(/\.ts$/, ""));

test("rows are numbered without gaps", () => {
  const counts = { "2.1": 17, "2.2": 8, "2.3": 17, "2.4": 9, "2.5": 11, "2.6": 10, "2.7": 6, "2.8": 4 };
  expect(rows).toEqual(
    Object.entries(counts).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}-${String(index + 1)}`),
    ),
  );
});

test("every row has a check, a test, or a reason why not, and only one of them", () => {
  const faults = Object.entries(pitfalls).flatMap(([row, { reason }]) => {
    const answers = [
      ...(ids.includes(row) ? ["check"] : []),
      ...(titled.includes(row) ? ["test"] : []),
      ...(reason === undefined ? [] : ["reason"]),
    ];
    return answers.length === 1 ? [] : [`${row}: ${answers.join(" and ") || "nothing"}`];
  });
  expect(faults).toEqual([]);
});

test("every check and test that names a row names one of the table", () => {
  const named = [...ids.filter((id) => /^\d/.test(id)), ...titled];
  expect(named.filter((row) => !rows.includes(row))).toEqual([]);
});

test("no two checks share an id", () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("every check is registered", () => {
  const registry = readFileSync(join(CHECKS, "registry.ts"), "utf8");
  expect(files.filter((file) => !registry.includes(`"./${file}"`))).toEqual([]);
  expect(checks).toHaveLength(files.length);
});

test("every check has a test of the same name", () => {
  expect(files.filter((file) => !existsSync(join(__dirname, `${file}.test.ts`)))).toEqual([]);
});
