import type { Json, JsonObject } from "../synthesized/synthesized-stack";
import { stringsIn, SynthesizedStack } from "../synthesized/synthesized-stack";
import type { Difference } from "./differences";
import { differences } from "./differences";
import type { Document } from "./documents";
import { block, documentOf, Unknown } from "./documents";
import type { Action, ConfiguredResource, PlanJson, ResourceChange } from "./plan";
import { actionOf } from "./plan";

/** A managed resource of a plan, before and after it. */
export class Resource {
  readonly address: string;
  readonly type: string;
  /** Undefined if the plan leaves it as it is. */
  readonly action: Action | undefined;
  /** Undefined if it does not exist. */
  readonly before: JsonObject | undefined;
  /** Undefined if it does not exist; values that are known after the apply only are missing. */
  readonly after: JsonObject | undefined;

  constructor(readonly source: ResourceChange) {
    const { address, type, deposed, change } = source;
    this.address = deposed === undefined ? address : `${address} (deposed ${deposed})`;
    this.type = type;
    this.action = actionOf(change.actions);
    this.before = change.before ?? undefined;
    this.after = change.after ?? undefined;
  }

  /** Whether it no longer exists after the plan, or is another one. */
  get isLost(): boolean {
    return this.action === "delete" || this.action === "replace";
  }

  /** Whether it is destroyed before its replacement exists, or has none. */
  get isGoneFirst(): boolean {
    return this.isLost && this.source.change.actions[0] === "delete";
  }

  /** Its name as people know it. */
  get label(): string {
    const {
      name,
      bucket,
      alarm_name: alarm,
      tags,
      public_ip: ip,
      domain_name: domain,
      id,
    } = this.before ?? this.after ?? {};
    const tag = (tags as JsonObject | null | undefined)?.Name;
    return (
      stringsIn([name, bucket, alarm, tag, ip, domain, id].map((label) => label ?? null))[0] ?? this.address
    );
  }

  /** Whether an attribute is known after the apply only. */
  isUnknown(attribute: string): boolean {
    return block(this.document("after"))[attribute] instanceof Unknown;
  }

  /** Whether the plan changes an attribute. */
  touches(attribute: string): boolean {
    return this.leaves.some(({ path }) => path === attribute || path.startsWith(`${attribute}.`));
  }

  /** All attributes on one side of the plan; undefined if the resource does not exist there. */
  document(side: "before" | "after"): Document {
    const { before, after, before_sensitive, after_sensitive, after_unknown } = this.source.change;
    if (side === "before") return before === null ? undefined : documentOf(before, before_sensitive);
    return after === null ? undefined : documentOf(after, after_sensitive, after_unknown);
  }

  /** What differs in it, down to single values. */
  get leaves(): readonly Difference[] {
    return (this.found ??= differences(this.document("before"), this.document("after"), true));
  }

  private found: readonly Difference[] | undefined;
}

/** The attributes by which other resources name a resource. */
export const IDS = ["id", "arn", "name", "bucket", "key_id", "allocation_id"];

/** The resources of a plan, including those that it leaves as they are. */
export class Plan {
  readonly resources: readonly Resource[];
  private readonly byType = new Map<string, readonly Resource[]>();
  private readonly configured: ReadonlyMap<string, ConfiguredResource>;
  /** The data sources as they are read, in the form in which policies are read from stacks. */
  readonly read: SynthesizedStack;

  constructor(json: PlanJson) {
    const changes = json.resource_changes ?? [];
    this.resources = changes.filter(({ mode }) => mode === "managed").map((change) => new Resource(change));
    for (const resource of this.resources)
      this.byType.set(resource.type, [...(this.byType.get(resource.type) ?? []), resource]);
    this.configured = new Map(
      (json.configuration?.root_module?.resources ?? []).map((resource) => [resource.address, resource]),
    );
    this.read = new SynthesizedStack("", {
      data: {
        aws_iam_policy_document: Object.fromEntries(
          changes
            .filter(({ mode, type }) => mode === "data" && type === "aws_iam_policy_document")
            .map(({ address, change }) => [
              address.replace(/^.*\./, ""),
              namedUnknowns(documentOf(change.after, undefined, change.after_unknown)) as JsonObject,
            ]),
        ),
      },
    });
  }

  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** Whether the configuration sets an attribute; undefined if the plan does not say. */
  sets({ source }: Resource, attribute: string): boolean | undefined {
    const expressions = this.configured.get(withoutKey(source.address))?.expressions;
    return expressions && attribute in expressions;
  }

  /** The resource of a type that an attribute names, by a reference in the configuration or by its value. */
  target(resource: Resource, attribute: string, type: string): Resource | undefined {
    const references = stringsIn(this.expression(resource, attribute)?.references ?? null);
    const candidates = this.ofType(type);
    const referenced = candidates.find(({ source }) => references.includes(withoutKey(source.address)));
    if (referenced) return referenced;
    const value = resource.after?.[attribute] ?? resource.before?.[attribute];
    const isNamed = (body: JsonObject | undefined) => IDS.some((key) => body?.[key] === value);
    return typeof value === "string"
      ? candidates.find(({ before, after }) => isNamed(before) || isNamed(after))
      : undefined;
  }

  /**
   * The expression of an attribute, with the references in it replaced by the values that are known; a resource that is
   * replaced has its old ones. Undefined if the configuration has none.
   */
  template(resource: Resource, attribute: string): string | undefined {
    const { constant_value: constant, references } = this.expression(resource, attribute) ?? {};
    if (typeof constant !== "string") {
      const [reference] = stringsIn(references);
      return reference === undefined ? undefined : `\${${reference}}`;
    }
    return constant
      .replaceAll(/(?<!\$)\$\{([\w-]+\.[\w-]+)\.(\w+)\}/g, (whole, address: string, name: string) => {
        const target = this.resources.find(({ source }) => source.address === address);
        const value = target?.after?.[name] ?? target?.before?.[name];
        return typeof value === "string" ? JSON.stringify(value).slice(1, -1) : whole;
      })
      .replaceAll("$${", () => "${");
  }

  private expression({ source }: Resource, attribute: string): JsonObject | undefined {
    return this.configured.get(withoutKey(source.address))?.expressions?.[attribute] as
      JsonObject | undefined;
  }
}

const withoutKey = (address: string) => address.replace(/\[.*\]$/, "");

function namedUnknowns(value: Document): Json {
  if (value instanceof Unknown) return "(known after apply)";
  if (Array.isArray(value)) return (value as readonly Document[]).map(namedUnknowns);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, namedUnknowns(part as Document)]),
  );
}
