import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { ExplainedError } from "../../config/explained-error";

export interface Exit {
  /** The exit code; null if a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that is not installed. */
export class MissingProgramError extends ExplainedError {
  override readonly name = "MissingProgramError";

  constructor(program: string) {
    super(`${program}: not found. To fix: install it, so that it is on the PATH.`);
  }
}

/** The processes that a command starts. */
export class Processes {
  private readonly running = new Set<ChildProcess>();

  constructor(
    /**
     * Whether each process has a process group: then it ends together with its own children, and Ctrl-C does not reach
     * it. Default: true.
     */
    private readonly detached = true,
  ) {}

  start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const child = spawn(command, args, { detached: this.detached, ...options });
    this.running.add(child);
    child.once("close", () => this.running.delete(child));
    child.once("error", () => this.running.delete(child));
    return child;
  }

  /**
   * Runs a command to its end. `onLine` receives each line of standard output as it is written.
   *
   * @throws {MissingProgramError} if the command does not exist.
   */
  run(
    command: string,
    args: readonly string[],
    { onLine, ...options }: SpawnOptions & { readonly onLine?: (line: string) => void } = {},
  ): Promise<Exit> {
    return new Promise((done, fail) => {
      const child = this.start(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
      let stdout = "";
      let stderr = "";
      let line = "";
      child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        const lines = (line + text).split("\n");
        line = lines.pop() ?? "";
        for (const complete of lines) onLine?.(complete);
      });
      child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      child.once("error", (error) => {
        fail("code" in error && error.code === "ENOENT" ? new MissingProgramError(command) : error);
      });
      child.once("close", (code) => {
        done({ code, stdout, stderr });
      });
    });
  }

  /** Ends every process that still runs, at once. */
  endAll(): void {
    for (const child of this.running) end(child);
  }
}

/** Ends a process and its children, as `kill -9` does. */
export function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has already ended.
  }
}
