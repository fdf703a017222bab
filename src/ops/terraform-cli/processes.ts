import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";

export interface Exit {
  /** The exit code; null if a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The processes that a command starts. Each has a process group, so that it ends together with its own children. */
export class Processes {
  private readonly running = new Set<ChildProcess>();

  start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const child = spawn(command, args, { detached: true, ...options });
    this.running.add(child);
    child.once("close", () => this.running.delete(child));
    child.once("error", () => this.running.delete(child));
    return child;
  }

  /**
   * Runs a command to its end. `onLine` receives each line of standard output as it is written.
   *
   * @throws {Error} if the command cannot be started.
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
      child.once("error", fail);
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
