import { Command } from "commander";
import { ConfigError } from "../config/parse";
import { PlanError } from "../review/plan";
import { MissingProgramError } from "./terraform-cli/processes";
import { TerraformError } from "./terraform-cli/terraform";

/** A mistake of the caller, explained by its message. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** A command that is run as `npm run NAME -- ARGUMENTS`. It refuses arguments that it does not know, and has --help. */
export function command(name: string, description: string): Command {
  return new Command(`npm run ${name} --`).description(description).allowExcessArguments(false);
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

/** Mistakes of the caller and failures of Terraform are explained by their message; other errors need their stack. */
export function explain(error: unknown): string {
  const isExplained = [ConfigError, MissingProgramError, PlanError, TerraformError, UsageError].some(
    (kind) => error instanceof kind,
  );
  return error instanceof Error ? ((isExplained ? error.message : error.stack) ?? "") : String(error);
}
