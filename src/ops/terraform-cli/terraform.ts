import { stripVTControlCharacters } from "node:util";
import { ExplainedError } from "../../config/explained-error";
import type { Exit, Processes } from "./processes";
import type { PlanJson } from "../../review/plan";

/** A message of `terraform -json`: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export interface Message {
  readonly type: string;
  readonly changes?: Counts;
  readonly diagnostic?: Diagnostic;
}

/** How many resources a plan creates, changes in place and destroys. A replaced one is created and destroyed. */
interface Counts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

export interface Planned extends Counts {
  /** Whether the plan changes neither a resource nor an output. */
  readonly isEmpty: boolean;
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** The resource. `terraform validate` gives it as the context of the snippet instead. */
  readonly address?: string;
  readonly range?: { readonly filename: string };
  readonly snippet?: { readonly context?: string | null };
}

/** A Terraform command that failed, with a line or more per error that it reported. */
export class TerraformError extends ExplainedError {
  override readonly name = "TerraformError";

  constructor(
    readonly command: string,
    readonly lines: readonly string[],
  ) {
    super([`terraform ${command} failed`, ...lines].join("\n"));
  }
}

/** Terraform in the folder of one stack. */
export class Terraform {
  constructor(
    readonly directory: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly processes: Processes,
  ) {}

  /**
   * `terraform init`.
   *
   * @throws {TerraformError} if it fails.
   */
  async init(...args: readonly string[]): Promise<void> {
    await this.run(["init", "-json", "-input=false", ...args]);
  }

  /**
   * `terraform validate`.
   *
   * @throws {TerraformError} if it reports an error.
   */
  async validate(): Promise<void> {
    const { stdout } = await this.start(["validate", "-json"]);
    const errors = errorsIn((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics);
    if (errors.length > 0) throw new TerraformError("validate", errors);
  }

  /**
   * `terraform plan -out=FILE`.
   *
   * @throws {TerraformError} if it fails.
   */
  async plan(file: string, ...args: readonly string[]): Promise<Planned> {
    let planned = { add: 0, change: 0, remove: 0 };
    const { code } = await this.run(
      ["plan", "-json", "-input=false", "-detailed-exitcode", `-out=${file}`, ...args],
      ({ changes }) => {
        if (changes) planned = changes;
      },
    );
    return { ...planned, isEmpty: code === 0 };
  }

  /**
   * A saved plan as JSON.
   *
   * @throws {TerraformError} if it cannot be read.
   */
  async show(file: string): Promise<PlanJson> {
    const { stdout } = await this.run(["show", "-json", file]);
    return JSON.parse(stdout) as PlanJson;
  }

  /**
   * `terraform apply` of a saved plan. `onMessage` receives Terraform's messages as they come.
   *
   * @throws {TerraformError} if it fails.
   */
  async apply(file: string, onMessage?: (message: Message) => void): Promise<void> {
    await this.run(["apply", "-json", "-input=false", file], onMessage);
  }

  /**
   * `terraform output`: a line per output, without sensitive values.
   *
   * @throws {TerraformError} if it fails.
   */
  async outputs(): Promise<string[]> {
    const { stdout } = await this.run(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { sensitive: boolean; value: unknown }>;
    return Object.entries(outputs).map(
      ([name, { sensitive, value }]) => `${name} = ${sensitive ? "(sensitive)" : JSON.stringify(value)}`,
    );
  }

  /**
   * `terraform destroy`, without a question.
   *
   * @throws {TerraformError} if it fails.
   */
  async destroy(): Promise<void> {
    await this.run(["destroy", "-json", "-input=false", "-auto-approve"]);
  }

  /**
   * Any command.
   *
   * @throws {TerraformError} if it fails.
   */
  async run(args: readonly string[], onMessage?: (message: Message) => void): Promise<Exit> {
    const exit = await this.start(args, onMessage);
    if (exit.code === 0 || (exit.code === 2 && args.includes("-detailed-exitcode"))) return exit;
    throw new TerraformError(args[0] ?? "", errorsOf(exit));
  }

  private start(args: readonly string[], onMessage?: (message: Message) => void): Promise<Exit> {
    return this.processes.run("terraform", args, {
      cwd: this.directory,
      env: this.environment,
      onLine: (line) => onMessage?.(parse(line)),
    });
  }
}

/** What to do about errors that newcomers meet. */
const FIXES: readonly (readonly [error: RegExp, fix: string])[] = [
  [
    /no valid credential sources|ExpiredToken|failed to refresh cached credentials/i,
    "To fix: sign in to AWS, until aws sts get-caller-identity names the account.",
  ],
  [
    /S3 bucket .* does not exist|NoSuchBucket/i,
    "To fix: deploy the state bucket first, see First-time set-up in README.md.",
  ],
  [
    /error acquiring the state lock/i,
    "To fix: wait until the other command has ended; if none runs, see Interrupted deployments in docs/operations.md.",
  ],
];

/** The errors of a command: those of its messages, or else those that it wrote to standard error. */
function errorsOf({ code, stdout, stderr }: Exit): string[] {
  const errors = errorsIn(stdout.split("\n").flatMap((line) => parse(line).diagnostic ?? []));
  if (errors.length > 0) return errors;
  const text = stripVTControlCharacters(stderr).replaceAll(/^[╷│╵] ?/gm, "");
  const parts = text.split(/^(?=Error: |Warning: )/m).filter((part) => part.startsWith("Error: "));
  if (parts.length > 0) return parts.map((part) => withFix(oneLine(part.replace("Error: ", ""))));
  return [text.trim() || (code === null ? "A signal ended it." : `It exited with ${String(code)}.`)];
}

const oneLine = (text: string) => text.trim().replaceAll(/\s*\n\s*/g, " ");

function withFix(error: string): string {
  const fix = FIXES.find(([pattern]) => pattern.test(error))?.[1];
  return fix === undefined ? error : `${error.replace(/\.?$/, ".")} ${fix}`;
}

function errorsIn(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(diagnosticText);
}

function parse(line: string): Message {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return { type: "text" };
  }
}

/** An error with its resource first. */
function diagnosticText({ address, snippet, range, summary, detail }: Diagnostic): string {
  const place = address ?? resourceIn(snippet?.context) ?? range?.filename;
  const text = detail === undefined || detail === "" ? summary : `${summary}: ${detail}`;
  return withFix(`${place === undefined ? "" : `${place}: `}${oneLine(text)}`);
}

/** `resource.aws_vpc.Network_Vpc` is how `terraform validate` writes the address in JSON. */
function resourceIn(context: string | null | undefined): string | undefined {
  return context?.replace(/^resource\./, "").replace(/^resource "(.+)" "(.+)"$/, "$1.$2");
}
