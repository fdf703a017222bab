import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hardenedStacks, soundStacks } from "./helpers/broken";
import { outputsOf } from "./helpers/follow";

const markdown = readdirSync(".", { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".md") && !/^(node_modules|cdktf\.out|\.git)\//.test(path),
);
const pages = [...markdown, "help"].map((path) => ({ path, text: readFileSync(path, "utf8") }));
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

/** The matches of the pattern's first group, each with its page. */
const mentions = (pattern: RegExp) =>
  pages.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, what = ""]) => ({ path, what })));

test("the pages are found", () => {
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["README.md", "help", "CONTRIBUTING.md"]),
  );
});

test("every npm script that a page names exists", () => {
  const named = mentions(/npm run ([a-z][a-z:-]*)/g);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ what }) => !(what in scripts))).toEqual([]);
});

test("help names every npm script that a user runs", () => {
  const help = readFileSync("help", "utf8");
  const named = new Set([...help.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map(([, name]) => name));
  // Only npm run check runs these.
  const parts = ["check:static", "lint", "format:check", "typecheck"];
  expect(Object.keys(scripts).filter((script) => !named.has(script) && !parts.includes(script))).toEqual([]);
});

test("every stack that a page names is synthesized, and help names them all", () => {
  const stacks = soundStacks().map(({ name }) => name);
  const named = mentions(/(?:cdktf (?:deploy|diff|destroy) |cdktf\.out\/stacks\/)(careflowai-[a-z]+)/g);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ what }) => !stacks.includes(what))).toEqual([]);
  expect(readFileSync("help", "utf8")).toContain(
    `Stacks: ${["dev", "staging", "prod", "account", "state"].map((name) => `careflowai-${name}`).join(", ")}`,
  );
  expect(stacks).toHaveLength(5);
});

test("the architecture names every output of every stack, and no other", () => {
  const page = readFileSync("docs/architecture.md", "utf8");
  const [, table = ""] = /## Outputs\n([\s\S]*?)\n## /.exec(page) ?? [];
  const named = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  const made = [...soundStacks(), ...hardenedStacks()].flatMap((stack) => Object.keys(outputsOf(stack)));
  expect([...new Set(named)].sort()).toEqual([...new Set(made)].sort());
});

test("every relative link leads to a file", () => {
  const links = mentions(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ path, what }) => !existsSync(join(dirname(path), what)))).toEqual([]);
});

/** GitHub's anchor of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

test("every link to a heading leads to one", () => {
  const anchorsOf = new Map(
    pages.map(({ path, text }) => [
      path,
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchor(heading)),
    ]),
  );
  const links = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:)([^)#]*)#([^)]+)\)/g)].map(([, file = "", target = ""]) => ({
      path,
      file: file === "" ? path : join(dirname(path), file),
      target,
    })),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ file, target }) => anchorsOf.get(file)?.includes(target) !== true)).toEqual([]);
});

test("every file of the project that a page names exists", () => {
  const files = mentions(/`((?:src|docs|__tests__|\.ci)\/[\w./-]+)`/g);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter(({ what }) => !existsSync(what))).toEqual([]);
});

test("the README's import of a lost state names every resource of the state stack", () => {
  const readme = readFileSync("README.md", "utf8");
  const loop = /for resource in ([\s\S]*?); do/.exec(readme)?.[1] ?? "";
  const state = soundStacks().find(({ name }) => name === "careflowai-state");
  const addresses = state?.resources().map(({ address }) => address) ?? [];
  expect(loop.split(/[\s\\]+/).sort()).toEqual(addresses.sort());
});

test("every resource that a page names by its address is in a stack", () => {
  const addresses = new Set(
    [...soundStacks(), ...hardenedStacks()].flatMap((stack) =>
      stack.resources().map(({ address }) => address),
    ),
  );
  const named = mentions(/\b(aws_[a-z0-9_]+\.[\w-]+_[0-9A-F]{8})\b/g);
  expect(named.length).toBeGreaterThan(9);
  expect(named.filter(({ what }) => !addresses.has(what))).toEqual([]);
});

test("every environment that a page plans, applies or rehearses is one", () => {
  // docs/lifecycle.md adds and renames qa.
  const names = [...soundStacks().map(({ name }) => name.replace("careflowai-", "")), "qa"];
  const named = mentions(/npm run (?:plan|apply|rehearse) -- ([a-z]+)/g);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ what }) => !names.includes(what))).toEqual([]);
});

test("the README names the AWS CLI's version and plugin that the commands need", () => {
  const readme = readFileSync("README.md", "utf8").replace(/\s+/g, " ");
  expect(readme).toContain("AWS CLI v2");
  expect(readme).toContain("Session Manager plugin");
});

const records = readdirSync("docs/decisions").filter((name) => /^\d/.test(name));

test.each(records)("decision %s has all sections, names a rejected option and is in the index", (name) => {
  const text = readFileSync(join("docs/decisions", name), "utf8");
  const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  expect(sections).toEqual(["Context", "Decision", "Rejected", "Consequences"]);
  expect(text).toMatch(/^## Rejected\n\n- \*\*/m);
  const [, number = "", title = ""] = /^# (\d+)\. (.+)$/m.exec(text) ?? [];
  expect(name.startsWith(`${number.padStart(4, "0")}-`)).toBe(true);
  expect(readFileSync("docs/decisions/README.md", "utf8")).toContain(`[${title}](${name})`);
});
