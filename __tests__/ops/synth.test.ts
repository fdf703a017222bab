import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { fromMessage } from "../../src/config/warnings";
import type { Annotation } from "../../src/ops/annotations";
import { annotationLines } from "../../src/ops/annotations";
import { ownStacks } from "../helpers/broken";

jest.setTimeout(60_000);

const CONFIG = "src/config/config.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A copy of the project. */
function checkout(name: string): string {
  const copy = join(folder, name);
  for (const path of ["main.ts", "src", "package.json", "tsconfig.json"])
    cpSync(path, join(copy, path), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** A copy of the project with the documented configuration, changed. */
function configured(name: string, change: (text: string) => string): string {
  const copy = checkout(name);
  const documented = readFileSync("__tests__/helpers/documented.ts", "utf8");
  writeFileSync(
    join(copy, CONFIG),
    change(documented.replace("../../src/config/config-input", "./config-input")),
  );
  return copy;
}

const synth = (
  cwd: string,
  { env = {}, args = [] }: { env?: Readonly<Record<string, string>>; args?: readonly string[] } = {},
) =>
  spawnSync(process.execPath, ["--require", "./src/fast-synth.cjs", "src/ops/synth.ts", ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...env },
  });

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((file) => join(path, file))
    .filter((file) => statSync(file).isFile());
const textsIn = (outdir: string) => Object.fromEntries(SynthesizedStack.readTexts(outdir));

test("synthesizes every stack, and prints each cause of a warning once and the next command", () => {
  const copy = checkout("sound");
  const { status, stdout, stderr } = synth(copy);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });

  const { stacks } = JSON.parse(readFileSync(join(copy, "cdktf.out/manifest.json"), "utf8")) as {
    stacks: Record<string, { annotations: Annotation[] }>;
  };
  const annotations = Object.values(stacks).flatMap(({ annotations }) => annotations);
  expect(stdout.split("\n")).toEqual([
    ...annotationLines(annotations),
    "",
    `Synthesized ${Object.keys(stacks).join(", ")} to cdktf.out. Next: npm run verify`,
    "",
  ]);
  const causes = annotations.map(({ message }) => fromMessage(message)?.cause);
  expect(causes).not.toContain(undefined);
  expect(stdout.match(/^WARN /gm) ?? []).toHaveLength(new Set(causes).size);
  const byName = (stacks: readonly SynthesizedStack[]) =>
    Object.fromEntries(stacks.map(({ name, json }) => [name, json]));
  expect(byName(SynthesizedStack.readAll(join(copy, "cdktf.out")))).toEqual(byName(ownStacks()));
});

test("a checkout with CRLF at the end of each line gives the same bytes", () => {
  const copy = checkout("windows");
  for (const file of filesIn(join(copy, "src")))
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
  const { status, stderr } = synth(copy);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(textsIn(join(copy, "cdktf.out"))).toEqual(textsIn(process.env.OWN_OUTDIR ?? ""));
});

test("removes the folders and plans of stacks that are not in the configuration, and says so", () => {
  const copy = checkout("pruned");
  const [stack, plan, kept] = ["stacks/careflowai-gone", "plans/careflowai-gone", "plans/careflowai-account"];
  for (const path of [stack, plan, kept]) mkdirSync(join(copy, "cdktf.out", path), { recursive: true });
  const { status, stdout } = synth(copy);
  expect(status).toBe(0);
  expect(stdout.split("\n").filter((line) => line.startsWith("Removed"))).toEqual(
    [stack, plan].map(
      (path) =>
        `Removed cdktf.out/${path}: its stack is not in the configuration. Its resources in AWS, if any, remain: see docs/lifecycle.md#remove`,
    ),
  );
  expect([stack, plan, kept].map((path) => existsSync(join(copy, "cdktf.out", path)))).toEqual([
    false,
    false,
    true,
  ]);
});

describe("CDKTF_OUTDIR", () => {
  test("may be another folder of the project", () => {
    const copy = checkout("renamed");
    expect(synth(copy, { env: { CDKTF_OUTDIR: "other" } })).toMatchObject({ status: 0, stderr: "" });
    expect(textsIn(join(copy, "other"))).toEqual(textsIn(process.env.OWN_OUTDIR ?? ""));
  });

  test.each(["../elsewhere", "nested/out"])("%s is refused, and nothing is written", (outdir) => {
    const copy = checkout(`moved-${outdir.replaceAll(/\W/g, "")}`);
    expect(synth(copy, { env: { CDKTF_OUTDIR: outdir } })).toMatchObject({
      status: 1,
      stdout: "",
      stderr: `CDKTF_OUTDIR: "${outdir}". Allowed: a folder directly in the project's folder, because the path of the state bucket's own state is relative to it. To fix: unset it, for cdktf.out.\n`,
    });
    expect(existsSync(join(copy, outdir))).toBe(false);
  });
});

test.each([
  [
    "a faulty value",
    (text: string) => text.replace('"v1.0.0"', '"a b"'),
    "src/config/config.ts has 1 problem:\n" +
      "- environments.staging.backend.ref: \"a b\". Allowed: a git tag, branch or full commit id of letters, digits, '.', '_', '-' and '/'. To fix: use a release tag or all 40 digits of a commit id, because git fetches no shortened one.\n",
  ],
  [
    "a syntax error",
    () => "export const config = {\n  account: { id: },\n};\n",
    'src/config/config.ts:2:17: Unexpected "}". To fix: correct the syntax there.\n',
  ],
])(
  "explains %s in the configuration by its message alone, fails, and writes nothing",
  (what, change, message) => {
    const copy = configured(what.replaceAll(" ", "-"), change);
    const { status, stdout, stderr } = synth(copy);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: message });
    expect(existsSync(join(copy, "cdktf.out"))).toBe(false);
  },
);

test.each([
  ["dev", "error: too many arguments. Expected 0 arguments but got 1. To fix: see npm run synth -- --help."],
  ["--output=x", "error: unknown option '--output=x'. To fix: see npm run synth -- --help."],
])("refuses the argument %s, and writes nothing", (argument, stderr) => {
  const copy = checkout(`refused-${argument.replaceAll(/\W/g, "")}`);
  expect(synth(copy, { args: [argument] })).toMatchObject({ status: 1, stdout: "", stderr: `${stderr}\n` });
  expect(existsSync(join(copy, "cdktf.out"))).toBe(false);
});
