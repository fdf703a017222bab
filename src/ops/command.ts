import { Command } from "commander";
import { ExplainedError } from "../config/explained-error";

/** A mistake of the caller, explained by its message. */
export class UsageError extends ExplainedError {
  override readonly name: string = "UsageError";
}

/** A command that is run as `npm run NAME -- ARGUMENTS`. It refuses arguments that it does not know, and has --help. */
export function command(name: string, description: string): Command {
  const usage = `npm run ${name} --`;
  return new Command(usage)
    .description(description)
    .allowExcessArguments(false)
    .configureOutput({
      outputError: (text, write) => {
        const [problem = "", suggestion = ""] = text.trim().split("\n");
        write(
          `${problem.replace(/\.?$/, ".")} ${suggestion && `${suggestion} `}To fix: see ${usage} --help.\n`,
        );
      },
    });
}

/** Runs a command. An error is printed, and makes the exit code 1. */
export async function run(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = 1;
    console.error(explain(error));
  }
}

/** What is printed of an error: its message if that explains it, else its stack. */
export function explain(error: unknown): string {
  if (error instanceof ExplainedError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
