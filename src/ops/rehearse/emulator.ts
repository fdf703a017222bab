import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { CACHE } from "./cache";
import type { Processes } from "../terraform-cli/processes";

const SCRIPT = join(__dirname, "emulator.py");
const REQUIREMENTS = join(__dirname, "requirements.txt");

/** An AWS account that exists on this machine only. */
export interface Emulator {
  readonly endpoint: string;
  /**
   * From now on the emulator denies the calls of these API actions, such as CreateListener.
   *
   * @throws {Error} if it does not answer.
   */
  deny(actions: readonly string[]): Promise<void>;
}

/**
 * Starts moto's server on a free port of 127.0.0.1. It ends with this process. The first time this creates a virtual
 * environment of Python with the packages in `requirements.txt`.
 *
 * @throws {Error} if Python is missing, a package cannot be installed, or the server does not start.
 */
export async function startEmulator(processes: Processes, accountId: string): Promise<Emulator> {
  const python = await installEmulator(processes);
  const child = processes.start(python, ["-W", "ignore", SCRIPT], {
    // Errors in the emulator itself are printed where they happen.
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env.PATH, MOTO_ACCOUNT_ID: accountId },
  });
  const endpoint = await new Promise<string>((done, fail) => {
    if (child.stdout)
      createInterface(child.stdout).on("line", (line) => {
        const url = /^listening on (\S+)$/.exec(line)?.[1];
        if (url !== undefined) done(url);
      });
    child.once("close", () => {
      fail(new Error("The emulator ended before it was ready."));
    });
  });
  return {
    endpoint,
    async deny(actions) {
      const { ok } = await fetch(`${endpoint}/_rehearsal/denied`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(actions),
      });
      if (!ok) throw new Error("The emulator does not deny calls.");
    },
  };
}

/**
 * The Python of a virtual environment that has the required packages, which is created if it does not exist. Each version
 * of the list has an environment.
 */
export async function installEmulator(processes: Processes): Promise<string> {
  const version = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const venv = resolve(CACHE, version);
  const python = join(venv, "bin/python");
  if (existsSync(python)) return python;
  const unfinished = `${venv}.${String(process.pid)}`;
  mkdirSync(resolve(CACHE), { recursive: true });
  try {
    await mustRun(processes, "python3", ["-m", "venv", unfinished]);
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
    await mustRun(processes, join(unfinished, "bin/python"), install);
    if (!existsSync(python)) renameSync(unfinished, venv);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return python;
}

async function mustRun(processes: Processes, command: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await processes.run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stderr.trim()}`);
}
