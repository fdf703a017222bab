import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PROVIDER_PATH } from "../../src/ops/rehearse/provider";
import { describeRehearsal } from "./rehearsal";

jest.setTimeout(900_000);

const NODE = ["--require", "./src/fast-synth.cjs", "src/ops/rehearse.ts"];

/** A network namespace without a way out, if this machine lets us make one: loopback is all that it has. */
const ISOLATED = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
const canIsolate = spawnSync(ISOLATED[0] ?? "", [...ISOLATED.slice(1), "true"]).status === 0;

describeRehearsal("npm run rehearse", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const leftovers = () => readdirSync(folder).filter((name) => name.startsWith("rehearsal"));

  const start = (command: readonly string[], ...args: readonly string[]) => {
    const [program = "", ...rest] = [...command, process.execPath, ...NODE, ...args];
    return spawn(program, rest, { env: { ...process.env, TMPDIR: folder } });
  };

  test("deploys, changes and destroys an environment without reaching another machine", async () => {
    const rehearsal = start(canIsolate ? ISOLATED : [], "dev", "--to", "hardened");
    let output = "";
    for (const stream of [rehearsal.stdout, rehearsal.stderr])
      stream.on("data", (text: Buffer) => (output += text.toString()));
    const [code] = (await once(rehearsal, "close")) as [number];
    expect(output).toContain("careflowai-dev       second plan");
    expect({ code, output }).toEqual({ code: 0, output: expect.not.stringContaining("failed") });
    const phases = /^seconds +(.*)$/m.exec(output)?.[1]?.split(/ {2,}/);
    expect(phases).toEqual([
      "init",
      "validate",
      "plan",
      "apply",
      "second plan",
      "to hardened: plan",
      "to hardened: apply",
      "to hardened: second plan",
      "destroy",
      "protect",
      "unprotect: plan",
      "unprotect: apply",
      "unprotect: second plan",
    ]);
    expect(output).toMatch(
      /^careflowai-dev update aws_s3_bucket_versioning\.\S+ \(versioning_configuration\)$/m,
    );
    expect(leftovers()).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s ends everything that it started", async (signal) => {
    const rehearsal = start([], "dev");
    let output = "";
    rehearsal.stdout.on("data", (text: Buffer) => (output += text.toString()));
    while (!output.includes("validate")) await pause(200);
    const [, endpoint = ""] = /Emulator: (\S+),/.exec(output) ?? [];
    expect((await fetch(endpoint)).status).toBeGreaterThan(0);
    rehearsal.kill(signal);
    const [code] = (await once(rehearsal, "close")) as [number];
    expect(code).toBe(1);
    await expect(fetch(endpoint)).rejects.toThrow("fetch failed");
    expect(leftovers()).toEqual([]);
  });

  test("without a provider, it says so in one line and exits with 3", () => {
    mkdirSync(join(folder, PROVIDER_PATH), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [...NODE, "--provider-dir", folder], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr:
        "provider: hashicorp/aws 6.25.0 was not found, nor a version from 5.100 on. To fix: let Terraform reach its registry, or name a filesystem mirror with --provider-dir.\n",
    });
    expect(existsSync(folder)).toBe(true);
  });
});
