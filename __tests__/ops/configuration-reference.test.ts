import { readFileSync } from "node:fs";
import { configurationReference } from "../../src/ops/configuration-reference";

const reference = configurationReference();

test("docs/configuration.md is up to date; if not, npm run docs writes it again", () => {
  expect(readFileSync("docs/configuration.md", "utf8")).toBe(reference);
});

test("every setting says what it is for and where its default comes from", () => {
  const rows = reference.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.length).toBeGreaterThan(30);
  const cells = rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  expect(cells.filter(([, , , , description, source]) => !description || !source)).toEqual([]);
});

test("a setting of one topology says so", () => {
  expect(reference).toMatch(/^\| `api\.timeoutSeconds` \|.*\| load-balanced only\. /m);
  expect(reference).toMatch(/^\| `instance\.availabilityZone` \|.*\| single-instance only\. /m);
  expect(reference).toMatch(/^\| `instance\.type` \| string \| `t2\.micro` \| Instance type\./m);
});
