import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app";
import { checks } from "../../src/checks/registry";
import { config } from "../helpers/documented";

jest.setTimeout(60_000);

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
  createApp(config, { outdir }).synth();
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

function verify(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = { CDKTF_OUTDIR: outdir },
) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./src/fast-synth.cjs", "src/ops/verify.ts", ...args],
    { cwd: join(__dirname, "../.."), encoding: "utf8", env: { PATH: process.env.PATH, ...env } },
  );
  return { status, stdout, errors: stderr.trimEnd().split("\n") };
}

/** Takes a default tag from each of two stacks. */
function breakTags(): void {
  for (const stack of ["careflowai-state", "careflowai-account"]) {
    const file = join(outdir, `stacks/${stack}/cdk.tf.json`);
    const json = JSON.parse(readFileSync(file, "utf8"));
    delete json.provider.aws[0].default_tags[0].tags.Project;
    writeFileSync(file, JSON.stringify(json));
  }
}

test("passes on the documented stacks", () => {
  expect(verify()).toEqual({
    status: 0,
    stdout: `${String(checks.length)} checks over 5 stacks: 0 findings\n`,
    errors: [""],
  });
});

test("names each finding with its stack and check, says why once per check, counts, and fails", () => {
  breakTags();
  const why = checks.find(({ id }) => id === "tags-are-complete")?.why ?? "";
  expect(verify()).toEqual({
    status: 1,
    stdout: `${String(checks.length)} checks over 5 stacks: 2 findings\n`,
    errors: [
      "careflowai-account [tags-are-complete]: default tags lack Project",
      "careflowai-state [tags-are-complete]: default tags lack Project",
      `  why: ${why}`,
      "  see docs/checks.md#tags-are-complete",
    ],
  });
});

test("judges the stacks of the folder that is named, not of the default one", () => {
  breakTags();
  expect(verify([outdir], { CDKTF_OUTDIR: "nowhere" })).toMatchObject({
    status: 1,
    stdout: `${String(checks.length)} checks over 5 stacks: 2 findings\n`,
  });
});

test.each([
  [
    "an unknown option",
    ["--stack", "careflowai-prod"],
    "error: unknown option '--stack'. To fix: see npm run verify -- --help.",
  ],
  [
    "a second folder",
    ["cdktf.out", "other"],
    "error: too many arguments. Expected 1 argument but got 2. To fix: see npm run verify -- --help.",
  ],
])("refuses %s", (_what, args, fault) => {
  expect(verify(args)).toEqual({ status: 1, stdout: "", errors: [fault] });
});

test.each([
  ["the default folder", () => []],
  ["a named folder", () => [outdir]],
])("says what to do where %s has no stacks", (_what, args) => {
  rmSync(join(outdir, "manifest.json"));
  expect(verify(args())).toEqual({
    status: 1,
    stdout: "",
    errors: [
      `folder: ${outdir}. Allowed: the output of a synth, with a manifest.json. To fix: run npm run synth first, or name another folder.`,
    ],
  });
});
