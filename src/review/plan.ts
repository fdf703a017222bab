import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { ExplainedError } from "../config/explained-error";
import type { Json, JsonObject } from "../synthesized/synthesized-stack";

export type Action = "create" | "update" | "replace" | "delete" | "forget";

/** A resource that a plan changes. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** The arguments and attributes that differ, or that are known after the apply only. */
  readonly attributes: readonly string[];
}

/** What is read of `terraform show -json PLAN`: https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, OutputChange>>;
  readonly configuration?: {
    readonly root_module?: { readonly resources?: readonly ConfiguredResource[] };
  };
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  /** The key of an old object that a failed replacement left behind; the address has a current object, too. */
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    /** `true` in place of each value that is known after the apply only. */
    readonly after_unknown: JsonObject | null;
    /** `true` in place of each sensitive value. */
    readonly before_sensitive?: Json;
    readonly after_sensitive?: Json;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: { readonly id?: string };
  };
}

export interface OutputChange {
  readonly actions: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
}

export interface ConfiguredResource {
  readonly address: string;
  /** Each argument's constant, or the references in it; of a stack in JSON the constant has its expressions in it. */
  readonly expressions?: Readonly<Record<string, Json>>;
}

/** The resources that a plan changes, in its order. Data sources that are read are not among them. */
export function changesIn(plan: PlanJson): Change[] {
  return (plan.resource_changes ?? []).flatMap(({ address, mode, type, change }) => {
    const action = actionOf(change.actions);
    if (mode !== "managed" || action === undefined) return [];
    return [{ address, type, action, attributes: attributesOf(change) }];
  });
}

export function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.length > 1) return "replace";
  const [action] = actions;
  return action === "no-op" || action === "read" ? undefined : (action as Action);
}

function attributesOf({ before, after, after_unknown: unknown }: ResourceChange["change"]): string[] {
  if (before === null || after === null) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown ?? {})])]
    .filter((name) => hasTrue(unknown?.[name]) || !isDeepStrictEqual(before[name], after[name]))
    .sort();
}

/** Whether any part of a value is unknown: `after_unknown` has `true` in its place. */
function hasTrue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === true;
  return Object.values(value).some((part) => hasTrue(part));
}

/** A file that is no plan which can be reviewed. */
export class PlanError extends ExplainedError {
  override readonly name = "PlanError";
}

const ALLOWED = "Allowed: a plan as terraform show -json prints it.";
const SHOW = "terraform show -json FILE > plan.json";

/**
 * Reads a saved plan in JSON. It may be UTF-16, as PowerShell writes it.
 *
 * @throws {PlanError} if the file cannot be read, or is anything else.
 */
export function readPlan(file: string): PlanJson {
  const problem = (found: string, fix: string) =>
    new PlanError(`${file}: ${found}. ${ALLOWED} To fix: ${fix}.`);
  const bytes = readBytes(file, problem);
  if (bytes.subarray(0, 2).toString("latin1") === "PK")
    throw problem("a binary plan", `run ${SHOW} on it, in the folder of its stack`);
  const text = textOf(bytes).trim();
  if (text === "") throw problem("empty", `run ${SHOW} again, and read its error message`);
  const json = parse(text, problem);
  if (!isObject(json)) throw problem("JSON, but not a plan", `run ${SHOW}`);
  if ("lineage" in json || ("values" in json && !("resource_changes" in json)))
    throw problem("a state", `run terraform plan -out=FILE, then ${SHOW}`);
  const version = json.format_version;
  if (typeof version !== "string" || !("planned_values" in json || "resource_changes" in json))
    throw problem("JSON, but not a plan", `run ${SHOW}`);
  if (!/^1\.\d+$/.test(version))
    throw problem(
      `a plan of format ${version}`,
      "use a version of Terraform that writes format 1, such as 1.11 or newer",
    );
  if (json.errored === true)
    throw problem("the plan of a run that failed", "fix what terraform plan reports, and plan again");
  return json;
}

type Problem = (found: string, fix: string) => PlanError;

function readBytes(file: string, problem: Problem): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw problem(
      `not readable (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      "name a file that exists and that you may read",
    );
  }
}

function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

function parse(text: string, problem: Problem): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw text.startsWith("{") && !text.endsWith("}")
      ? problem("truncated JSON", `run ${SHOW} again, and let it end`)
      : problem("not JSON", `run ${SHOW}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
