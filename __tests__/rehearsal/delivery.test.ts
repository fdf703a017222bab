import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { StackCopy } from "../../src/ops/rehearse/stack-copy";
import { describeRehearsal, Rehearsal, textOf } from "./rehearsal";

jest.setTimeout(900_000);

const STACK = "careflowai-staging";

describeRehearsal("from a plan to its apply", () => {
  let rehearsal: Rehearsal;
  let folder: string;
  let configFile: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    rehearsal = await Rehearsal.start();
    await rehearsal.createStateBucket();
    folder = mkdtempSync(join(tmpdir(), "careflowai-"));
    for (const path of ["src", "package.json", "tsconfig.json"])
      cpSync(path, join(folder, path), { recursive: true });
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    configFile = join(folder, "src/config/config.ts");
    const documented = readFileSync("__tests__/helpers/documented.ts", "utf8");
    writeFileSync(configFile, documented.replace("../../src/config/config-input", "./config-input"));
    // Terraform merges the override over whatever is synthesized.
    new StackCopy(join(folder, "cdktf.out/stacks", STACK), rehearsal.session.provider.version).write(
      textOf(STACK),
    );
    const mirror = rehearsal.session.provider.pluginDirectory;
    const terraformConfig = join(folder, "terraform.rc");
    writeFileSync(
      terraformConfig,
      `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
    );
    environment = { ...rehearsal.session.environment(), TF_CLI_CONFIG_FILE: terraformConfig };
  });
  afterAll(() => {
    rehearsal.session.end();
    rmSync(folder, { recursive: true });
  });

  const run = (command: "plan" | "apply", ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "./src/fast-synth.cjs", `src/ops/${command}.ts`, "staging", ...args],
      { cwd: folder, env: environment, encoding: "utf8" },
    );
    return { status, stdout, stderr };
  };
  const changeConfig = (from: string, to: string) => {
    const text = readFileSync(configFile, "utf8");
    if (!text.includes(from)) throw new Error(`no ${from}`);
    writeFileSync(configFile, text.replace(from, to));
  };
  /** The arguments with which a refused apply can be run again. */
  const acceptingIn = (refusal: string) => {
    const [, accepted = ""] = /^npm run apply -- staging (.+)$/m.exec(refusal) ?? [];
    return accepted.replaceAll("'", "").split(" ");
  };
  test("a first plan creates everything, and exactly that is applied", () => {
    const planned = run("plan");
    expect(planned).toMatchObject({ status: 2 });
    const applied = run("apply");
    expect(applied).toMatchObject({ status: 0, stdout: expect.stringContaining("frontend_url = ") });
    expect(run("plan")).toMatchObject({ status: 0 });
  });

  test("a plan is refused after the configuration has changed", () => {
    changeConfig('ref: "v1.0.0"', 'ref: "v1.0.0", logRetentionDays: 90');
    expect(run("apply")).toMatchObject({
      status: 1,
      stderr:
        "plan of careflowai-staging: the configuration has changed since the plan. To fix: run npm run plan -- staging and review it again.\n",
    });
  });

  test("a plan is refused after the state has changed", () => {
    expect(run("plan")).toMatchObject({ status: 2 });
    const plans = join(folder, "cdktf.out/plans");
    cpSync(plans, join(folder, "old"), { recursive: true });
    expect(run("plan")).toMatchObject({ status: 2 });
    expect(run("apply")).toMatchObject({ status: 0 });
    cpSync(join(folder, "old"), plans, { recursive: true });
    expect(run("apply")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(
        "plan of careflowai-staging: the state has changed since the plan. To fix: plan and review again.\n",
      ),
    });
  });

  test("each dangerous change needs to be accepted by its address", () => {
    changeConfig("staging: {", 'staging: {\n      ssh: { allowedCidrs: ["198.51.100.0/24"] },');
    expect(run("plan")).toMatchObject({ status: 3, stdout: expect.stringContaining("DANGER") });
    const refused = run("apply");
    expect(refused.status).toBe(3);
    const args = acceptingIn(refused.stderr);
    expect(args[1]).toMatch(/^aws_vpc_security_group_ingress_rule\./);
    expect(run("apply", "--accept", "aws_vpc.Other")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("--accept: aws_vpc.Other. Allowed: the address of a dangerous change."),
    });
    expect(run("apply", ...args)).toMatchObject({ status: 0 });
  });

  test("drift is found and named", async () => {
    const scope = "111122223333/20260101/us-east-1/monitoring/aws4_request";
    const { ok } = await fetch(rehearsal.session.emulator.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      },
      body: "Action=DeleteAlarms&Version=2010-08-01&AlarmNames.member.1=careflowai-staging-high-cpu",
    });
    expect(ok).toBe(true);
    const { status, stdout } = run("plan");
    expect(status).toBe(2);
    const [, drift = ""] = stdout.split("Changed in AWS outside Terraform since the last apply\n");
    expect(drift).toContain("delete aws_cloudwatch_metric_alarm.Observability_Alarms_high-cpu");
  });

  describe("the commands for incidents in docs/operations.md", () => {
    test("an apply restores what was changed outside Terraform", () => {
      expect(run("apply")).toMatchObject({ status: 0 });
      expect(run("plan")).toMatchObject({ status: 0 });
    });

    test("a resource that is tainted is replaced by the next plan", async () => {
      const terraform = rehearsal.session.terraform(join(folder, "cdktf.out/stacks", STACK));
      const { stdout } = await terraform.run(["state", "list"]);
      const dashboard = stdout.split("\n").find((address) => address.startsWith("aws_cloudwatch_dashboard."));
      await terraform.run(["taint", dashboard ?? ""]);
      expect(run("plan")).toMatchObject({
        status: 2,
        stdout: expect.stringContaining(`-/+ replace ${dashboard ?? ""}\n`),
      });
      expect(run("apply")).toMatchObject({ status: 0 });
    });
  });
});
