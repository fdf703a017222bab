import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { fromMessage } from "../../src/config/warnings";
import type { Annotation } from "../../src/ops/annotations";
import { annotationLines } from "../../src/ops/annotations";
import { ownStacks } from "../helpers/broken";

jest.setTimeout(60_000);

const root = join(__dirname, "../..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const synth = (cwd: string, outdir: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, ["--require", "./src/fast-synth.cjs", "src/ops/synth.ts", ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH, CDKTF_OUTDIR: outdir },
  });

test("synthesizes every stack, and prints each cause of a warning once and the next command", () => {
  const outdir = join(folder, "out");
  const { status, stdout, stderr } = synth(root, outdir);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });

  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { annotations: Annotation[] }>;
  };
  const annotations = Object.values(stacks).flatMap(({ annotations }) => annotations);
  expect(stdout.split("\n")).toEqual([
    ...annotationLines(annotations),
    "",
    `Synthesized ${Object.keys(stacks).join(", ")} to ${outdir}. Next: npm run verify`,
    "",
  ]);
  const causes = annotations.map(({ message }) => fromMessage(message)?.cause);
  expect(causes).not.toContain(undefined);
  expect(stdout.match(/^WARN /gm) ?? []).toHaveLength(new Set(causes).size);
  const byName = (stacks: readonly SynthesizedStack[]) =>
    Object.fromEntries(stacks.map(({ name, json }) => [name, json]));
  expect(byName(SynthesizedStack.readAll(outdir))).toEqual(byName(ownStacks()));
});

test("explains a faulty configuration by its message alone, fails, and writes nothing", () => {
  const copy = join(folder, "copy");
  for (const path of ["main.ts", "src", "package.json", "tsconfig.json"])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const configFile = join(copy, "src/config/config.ts");
  const documented = readFileSync(join(root, "__tests__/helpers/documented.ts"), "utf8");
  writeFileSync(
    configFile,
    documented.replace("../../src/config/config-input", "./config-input").replace('"v1.0.0"', '"a b"'),
  );

  const outdir = join(folder, "refused");
  const { status, stdout, stderr } = synth(copy, outdir);
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "src/config/config.ts has 1 problem:\n" +
      "- environments.staging.backend.ref: \"a b\". Allowed: a git tag, commit or branch of letters, digits, '.', '_', '-' and '/'. To fix: use a release tag or a full commit id.\n",
  });
  expect(existsSync(outdir)).toBe(false);
});

test.each([
  ["dev", "error: too many arguments. Expected 0 arguments but got 1. To fix: see npm run synth -- --help."],
  ["--output=x", "error: unknown option '--output=x'. To fix: see npm run synth -- --help."],
])("refuses the argument %s, and writes nothing", (argument, stderr) => {
  const outdir = join(folder, "unused");
  expect(synth(root, outdir, argument)).toMatchObject({ status: 1, stdout: "", stderr: `${stderr}\n` });
  expect(existsSync(outdir)).toBe(false);
});
