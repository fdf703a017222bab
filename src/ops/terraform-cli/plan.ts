import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../synthesized/synthesized-stack";

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
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}
interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    readonly after_unknown: JsonObject | null;
  };
}

/** The resources that a plan changes, in its order. Data sources that are read are not among them. */
export function changesIn(plan: PlanJson): Change[] {
  return (plan.resource_changes ?? []).flatMap(({ address, mode, type, change }) => {
    const action = actionOf(change.actions);
    if (mode !== "managed" || action === undefined) return [];
    return [{ address, type, action, attributes: attributesOf(change) }];
  });
}

function actionOf(actions: readonly string[]): Action | undefined {
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
