import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { end } from "../../src/ops/terraform-cli/processes";
import type { RehearsedStack } from "../../src/ops/rehearse/stack";
import { describeRehearsal, rehearsalForAll, textOf } from "./rehearsal";

jest.setTimeout(900_000);

describeRehearsal("an apply that fails", () => {
  const rehearsal = rehearsalForAll((started) => started.createStateBucket());

  /** The addresses in the stored state. */
  const stateOf = async ({ terraform }: RehearsedStack): Promise<string[]> => {
    const { stdout } = await terraform.run(["state", "list"]).catch(() => ({ stdout: "" }));
    return stdout.split("\n").filter((line) => line !== "");
  };

  test("half-way, because a call is denied, leaves a state from which the next apply converges", async () => {
    const text = textOf("careflowai-staging");
    const stack = rehearsal().stack("careflowai-staging");
    await rehearsal().session.emulator.deny(["CreateListener"]);
    await expect(stack.deploy(text)).rejects.toMatchObject({
      command: "apply",
      lines: [expect.stringMatching(/^aws_lb_listener\.\S+: .*CreateListener.*AccessDenied/)],
    });
    await rehearsal().session.emulator.deny([]);
    await stack.deploy(text);
    await stack.destroy();
  });

  test("by kill -9, keeps its lock; after the procedure of the guide the next apply converges", async () => {
    const stack = rehearsal().stack("careflowai-dev");
    const text = textOf("careflowai-dev");
    await stack.init(text);
    await stack.terraform.plan("first.tfplan");
    const { processes } = rehearsal().session;
    const apply = processes.start("terraform", ["apply", "-json", "first.tfplan"], {
      cwd: stack.terraform.directory,
      env: rehearsal().session.environment(),
      stdio: ["ignore", "pipe", "ignore"],
    });
    const created = new Map<string, string>();
    if (apply.stdout)
      createInterface(apply.stdout).on("line", (line) => {
        const { type, hook } = JSON.parse(line);
        if (type === "apply_complete") created.set(hook.resource.addr, hook.id_value);
      });
    // Everything but the bucket's lifecycle rules, for which the provider waits.
    while (created.size < 71 || (await stateOf(stack)).length === 0) await pause(500);

    const locked = /Error acquiring the state lock.*ID: +(?<id>[0-9a-f-]{36}) /;
    const refusal = (): Promise<string> => stack.terraform.apply("first.tfplan").then(() => "", String);
    expect(await refusal()).toMatch(locked);
    const ended = once(apply, "close");
    end(apply);
    await ended;
    const { id = "" } = locked.exec(await refusal())?.groups ?? {};
    await stack.terraform.run(["force-unlock", "-force", id]);

    const known = await stateOf(stack);
    const missing = [...created].filter(([address]) => !known.includes(address));
    for (const [address, resourceId] of missing)
      await stack.terraform.run(["import", "-input=false", address, resourceId]);
    await stack.deploy(text);
    await stack.destroy();
  });
});
