/**
 * `npm run rehearse [-- ENV... --to POSTURE|FILE --keep]`: deploys the stacks of the configuration to an emulator of AWS
 * on this machine, with Terraform and the AWS provider, changes them if asked to, and destroys them.
 *
 * Exit codes: 0 all of it worked, 1 something did not or an argument is wrong, 3 no AWS provider was found.
 */
import { config } from "../config/config";
import { command, explain, run } from "./command";
import type { Arguments, Options } from "./rehearse/arguments";
import { readArguments } from "./rehearse/arguments";
import { STATE_STACK, synthesizedTexts, unprotected } from "./rehearse/configurations";
import { Report } from "./terraform-cli/report";
import { NoProviderError, Session } from "./rehearse/session";
import { changeText, RehearsedStack } from "./rehearse/stack";

const print = (line: string) => {
  console.log(line);
};

/** Whether all of it worked. */
async function rehearse({ stacks, to, keep, endpoint, providerDir }: Arguments): Promise<boolean> {
  const deployed = synthesizedTexts(config);
  const changed = to === undefined ? deployed : synthesizedTexts(to.config);
  const destroyable = synthesizedTexts(unprotected(to?.config ?? config));

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
  const session = await Session.start({ stack: textOf(deployed, STATE_STACK), endpoint, providerDir, print });
  const report = new Report(print);

  const rehearseStack = async (stack: RehearsedStack): Promise<void> => {
    const { name } = stack;
    await stack.deploy(textOf(deployed, name));
    if (to) {
      const changes = await stack.change(textOf(changed, name), `to ${to.label}`);
      for (const change of changes) if (change.action !== "create") print(`${name} ${changeText(change)}`);
    }
    if (keep) return;
    if (textOf(changed, name) !== textOf(destroyable, name)) {
      await stack.refuseDestroy();
      await stack.change(textOf(destroyable, name), "unprotect");
    }
    await stack.destroy();
  };

  const state = new RehearsedStack(STATE_STACK, session, report);
  await state.deploy(textOf(deployed, STATE_STACK));
  const others = stacks.map((name) => new RehearsedStack(name, session, report));
  const results = await Promise.allSettled(others.map(rehearseStack));
  const failures = results.flatMap((result, position) =>
    result.status === "rejected" ? [`${others[position]?.name ?? ""}: ${explain(result.reason)}`] : [],
  );
  if (keep) {
    print([...failures, "", ...session.instructions()].join("\n"));
    await new Promise(() => undefined);
  }
  if (failures.length === 0) {
    await state.refuseDestroy();
    await state.unprotect(textOf(deployed, STATE_STACK));
    await state.destroy();
  }
  failures.push(...[...session.proxy.refused].map((host) => `A request to ${host} was refused.`));
  const artefacts = [state, ...others].flatMap((stack) => stack.artefactLines());
  print(["", ...report.table(), "", ...artefacts, ...failures].join("\n"));
  return failures.length === 0;
}

function textOf(texts: ReadonlyMap<string, string>, name: string): string {
  return texts.get(name) ?? "";
}

async function main(environments: readonly string[], options: Options): Promise<void> {
  try {
    process.exitCode = (await rehearse(readArguments(environments, options, config))) ? 0 : 1;
  } catch (error) {
    process.exitCode = error instanceof NoProviderError ? 3 : 1;
    console.error(explain(error));
  }
  // The emulator runs until here.
  process.exit();
}

void run(
  command("rehearse", "Deploys, changes and destroys stacks on an emulator of AWS on this machine.")
    .argument("[environments...]", "names of environments, or account; all by default")
    .option("--to <posture|file>", "then change to a posture, or to the configuration in a TypeScript file")
    .option("--keep", "keep the stacks until Ctrl-C, instead of destroying them")
    .option("--endpoint <url>", "the address of a running emulator on this machine, instead of moto")
    .option("--provider-dir <dir>", "a filesystem mirror with the AWS provider")
    .action(main),
);
