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

function verify() {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "src/ops/verify.ts"], {
    cwd: join(__dirname, "../.."),
    encoding: "utf8",
    env: { PATH: process.env.PATH, CDKTF_OUTDIR: outdir },
  });
  return { status, stdout, findings: stderr.trimEnd().split("\n") };
}

test("is content with what the project synthesizes", () => {
  expect(verify()).toEqual({
    status: 0,
    stdout: `${String(checks.length)} checks over 5 stacks: 0 findings\n`,
    findings: [""],
  });
});

test("names what it finds with its stack and check, counts it, and fails", () => {
  const file = join(outdir, "stacks/careflowai-state/cdk.tf.json");
  const json = JSON.parse(readFileSync(file, "utf8"));
  delete json.provider.aws[0].default_tags[0].tags.Project;
  writeFileSync(file, JSON.stringify(json));

  const { status, stdout, findings } = verify();
  expect(status).toBe(1);
  expect(findings).toContain("careflowai-state [2.3-9]: default tags lack Project");
  expect(stdout).toBe(`${String(checks.length)} checks over 5 stacks: ${String(findings.length)} findings\n`);
});

test("says what to do before the first synth", () => {
  rmSync(join(outdir, "manifest.json"));
  expect(verify()).toEqual({
    status: 1,
    stdout: "",
    findings: [`${outdir} holds no synthesized stacks; run npm run synth first`],
  });
});
