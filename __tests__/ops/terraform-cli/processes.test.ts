import { once } from "node:events";
import { createInterface } from "node:readline";
import { Processes } from "../../../src/ops/terraform-cli/processes";

test("run returns the exit code and both outputs, and passes on each line", async () => {
  const lines: string[] = [];
  const exit = await new Processes().run("sh", ["-c", "echo one; printf two; echo err >&2; exit 3"], {
    onLine: (line) => lines.push(line),
  });
  expect(exit).toEqual({ code: 3, stdout: "one\ntwo", stderr: "err\n" });
  expect(lines).toEqual(["one"]);
});

test("a program that is not installed is named", async () => {
  await expect(new Processes().run("no-such-program", [])).rejects.toThrow(
    "no-such-program: not found. To fix: install it, so that it is on the PATH.",
  );
});

test("endAll ends every process with its own children", async () => {
  const processes = new Processes();
  const shell = processes.start("sh", ["-c", "sleep 60 & echo started; wait"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (!shell.stdout) throw new Error("no output");
  await once(createInterface(shell.stdout), "line");
  // Comes when no process has the output open any more.
  const closed = once(shell, "close");
  processes.endAll();
  expect(await closed).toEqual([null, "SIGKILL"]);
  processes.endAll();
});
