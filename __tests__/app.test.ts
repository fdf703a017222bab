import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformElement, TerraformStack } from "cdktf";
import { createApp, synthesize } from "../src/app";
import { config } from "./helpers/documented";
import { ConfigError } from "../src/config/parse";
import { configSetting } from "./helpers/config";

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterAll(() => {
  rmSync(outdir, { recursive: true });
});

/** The files that a synthesis writes, by path in the output. */
function filesOf(name: string): ReadonlyMap<string, string> {
  const folder = join(outdir, name);
  synthesize(config, { outdir: folder });
  return new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

let files: ReadonlyMap<string, string>;
beforeAll(() => {
  files = filesOf("reference");
});

test("there is a stack for each environment, one for the account and one for all state", () => {
  expect([...files.keys()]).toEqual(
    ["account", "dev", "prod", "staging", "state"].reduce(
      (paths, part) => [...paths, `stacks/careflowai-${part}/cdk.tf.json`],
      ["manifest.json"],
    ),
  );
});

test("synthesizing twice writes the same bytes", () => {
  expect(filesOf("again")).toEqual(files);
});

test("synthesis reads no environment variable but CDKTF's own settings", () => {
  const real = process.env;
  const read = new Set<string>();
  process.env = new Proxy(real, {
    get: (variables, name: string) => {
      if (/^CDKTF_|^SYNTH_HCL_OUTPUT$/.test(name)) return variables[name];
      read.add(name);
      return "something else";
    },
  });
  try {
    expect(filesOf("scrambled")).toEqual(files);
  } finally {
    process.env = real;
  }
  expect([...read]).toEqual([]);
});

test("no stack refers to another", () => {
  for (const text of files.values()) expect(text).not.toContain("terraform_remote_state");
  const { stacks } = JSON.parse(files.get("manifest.json") ?? "") as {
    stacks: Record<string, { dependencies: string[] }>;
  };
  expect(Object.values(stacks).map(({ dependencies }) => dependencies)).toEqual([[], [], [], [], []]);
});

test("every Terraform element is in a stack", () => {
  const elements = createApp(config, { outdir: join(outdir, "tree") })
    .node.findAll()
    .filter((node) => TerraformElement.isTerraformElement(node));
  expect(elements.length).toBeGreaterThan(100);
  const orphans = elements.filter(({ node }) => !node.scopes.some((scope) => TerraformStack.isStack(scope)));
  expect(orphans.map(({ node }) => node.path)).toEqual([]);
});

test("the output has no path of the machine that wrote it", () => {
  for (const text of files.values()) {
    for (const folder of [process.cwd(), tmpdir()]) expect(text).not.toContain(folder);
  }
});

test("a faulty configuration is refused before anything is written", () => {
  const folder = join(outdir, "refused");
  const input = configSetting("environments.prod.region", "nowhere");
  expect(() => createApp(input, { outdir: folder })).toThrow(ConfigError);
  expect(existsSync(folder)).toBe(false);
});
