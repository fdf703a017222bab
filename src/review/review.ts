import { areaOf } from "./areas";
import { RULES } from "./dangers/registry";
import type { Kind } from "./dangers/rule";
import { KINDS } from "./dangers/rule";
import type { Difference } from "./differences";
import { differences, isAbsent } from "./differences";
import { block, documentOf, Unknown } from "./documents";
import { driftOf } from "./drift";
import { notesOf } from "./notes";
import type { Action, PlanJson } from "./plan";
import type { Resource } from "./resources";
import { Plan } from "./resources";
import type { ShownDifference } from "./shown";
import { shownDifference } from "./shown";
import { mask } from "../config/mask";

/** What a plan does, for people and for machines. No part of it contains a secret or a sensitive value. */
export interface Review {
  readonly stack?: string;
  /** The dangerous changes, the gravest kinds first. */
  readonly findings: readonly Finding[];
  /** What is worth knowing and no danger: costs, rolling refreshes, subscriptions to confirm. */
  readonly notes: readonly string[];
  /** All changes, including the dangerous ones, by area. */
  readonly groups: readonly Group[];
  readonly outputs: readonly ShownDifference[];
  /** What changed in AWS outside Terraform since the last apply. */
  readonly drift: readonly ReviewedChange[];
  readonly counts: Readonly<Record<Action, number>>;
  /** Whether the plan changes nothing, and nothing has drifted. */
  readonly isEmpty: boolean;
  readonly isDangerous: boolean;
}

export interface Finding {
  readonly address: string;
  readonly kind: Kind;
  /** What happens, and to whom. */
  readonly sentence: string;
  /** Why that is dangerous, with the source. */
  readonly why: string;
}

export interface Group {
  readonly area: string;
  readonly changes: readonly ReviewedChange[];
}

export interface ReviewedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action | "move" | "import";
  /** Whether a replacement is created before the old resource is destroyed. */
  readonly createsFirst?: true;
  readonly previousAddress?: string;
  readonly differences: readonly ShownDifference[];
}

/** Reviews a plan. `stack` is its name, if it is known. */
export function reviewPlan(json: PlanJson, stack?: string): Review {
  const plan = new Plan(json);
  const changes = plan.resources.flatMap((resource) => reviewed(resource, plan));
  const findings = findingsOf(plan);
  const outputs = outputsOf(json);
  const drift = driftOf(json, plan).map(({ resource, differences: found }) => ({
    address: resource.address,
    type: resource.type,
    action: resource.action ?? "update",
    differences: found.map((difference) => shownDifference(difference)),
  }));
  const counts = { create: 0, update: 0, replace: 0, delete: 0, forget: 0 };
  for (const { action } of plan.resources) if (action) counts[action] += 1;
  return {
    ...(stack !== undefined && { stack }),
    findings,
    notes: notesOf(plan).map(mask),
    groups: grouped(changes),
    outputs,
    drift,
    counts,
    isEmpty: changes.length + outputs.length + drift.length === 0,
    isDangerous: findings.length > 0,
  };
}

function findingsOf(plan: Plan): Finding[] {
  const order = Object.keys(KINDS);
  return plan.resources
    .filter(({ action }) => action !== undefined)
    .flatMap((resource) =>
      RULES.flatMap(({ kind, why, findings }) =>
        findings(resource, plan).map((sentence) => ({
          address: resource.address,
          kind,
          sentence: mask(sentence),
          why,
        })),
      ),
    )
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function reviewed(resource: Resource, plan: Plan): ReviewedChange[] {
  const { address, type, source, isGoneFirst } = resource;
  const { previous_address: previousAddress, change } = source;
  const isMoved = previousAddress !== undefined && previousAddress !== address;
  const action = change.importing ? "import" : (resource.action ?? (isMoved ? "move" : undefined));
  if (action === undefined) return [];
  return [
    {
      address,
      type,
      action,
      ...(action === "replace" && !isGoneFirst && { createsFirst: true }),
      ...(isMoved && { previousAddress }),
      differences: attributesOf(resource, plan),
    },
  ];
}

/** Attributes that repeat others of the same resource. */
const REPEATED = ["tags_all", "timeouts"];

/** The attributes that differ, or those that a new resource has. What AWS computes after the apply is left out. */
function attributesOf(resource: Resource, plan: Plan): ShownDifference[] {
  const { action, source } = resource;
  if (action === "delete" || action === "forget" || action === undefined) return [];
  const [before, after] = [block(resource.document("before")), block(plan.documentAfter(resource))];
  // AWS or the provider computes it, or it is the provider's default.
  const isComputed = (name: string) =>
    action === "update"
      ? after[name] instanceof Unknown
      : action === "create" || isAbsent(after[name]) || after[name] instanceof Unknown;
  const forces = (source.change.replace_paths ?? []).map(([attribute]) => String(attribute));
  return Object.keys({ ...before, ...after })
    .filter((name) => !REPEATED.includes(name))
    .filter((name) => (plan.sets(resource, name) ?? !(after[name] instanceof Unknown)) || !isComputed(name))
    .flatMap((name) =>
      differences(before[name], after[name], false, name).map((difference) => ({
        ...shownDifference(difference),
        ...(forces.includes(name) && { forcesReplacement: true as const }),
      })),
    );
}

function outputsOf({ output_changes: outputs = {} }: PlanJson): ShownDifference[] {
  return Object.entries(outputs)
    .filter(([, { actions }]) => actions.join() !== "no-op")
    .flatMap(([name, output]): Difference[] => [
      {
        path: name,
        before: documentOf(output.before, output.before_sensitive),
        after: documentOf(output.after, output.after_sensitive, output.after_unknown),
      },
    ])
    .map((difference) => shownDifference(difference));
}

function grouped(changes: readonly ReviewedChange[]): Group[] {
  const groups = new Map<string, ReviewedChange[]>();
  for (const change of changes) {
    const area = areaOf(change.type);
    groups.set(area, [...(groups.get(area) ?? []), change]);
  }
  return [...groups]
    .map(([area, ofArea]) => ({ area, changes: ofArea }))
    .sort((one, other) => one.area.localeCompare(other.area));
}
