import type { Json, JsonObject } from "../synthesized/synthesized-stack";
import { readPolicy } from "../synthesized/policy-documents";
import { stringsIn, SynthesizedStack } from "../synthesized/synthesized-stack";
import type { Difference } from "./differences";
import { differences } from "./differences";
import type { Document } from "./documents";
import { block, documentOf, redacted, Sensitive, Unknown } from "./documents";
import type { Action, ConfiguredResource, PlanJson, ResourceChange } from "./plan";
import { actionOf } from "./plan";

/** A managed resource of a plan, before and after it. */
export class Resource {
  readonly address: string;
  readonly type: string;
  /** Undefined if the plan leaves it as it is. */
  readonly action: Action | undefined;
  /** Undefined if it does not exist; sensitive values are replaced by a text. */
  readonly before: JsonObject | undefined;
  /** Undefined if it does not exist; values that are known after the apply only are missing. */
  readonly after: JsonObject | undefined;

  constructor(readonly source: ResourceChange) {
    const { address, type, deposed, change } = source;
    this.address = deposed === undefined ? address : `${address} (deposed ${deposed})`;
    this.type = type;
    this.action = actionOf(change.actions);
    this.before = redacted(change.before, change.before_sensitive) ?? undefined;
    this.after = redacted(change.after, change.after_sensitive) ?? undefined;
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
    const body = this.before ?? this.after ?? {};
    const names = [(body.tags as JsonObject | null | undefined)?.Name, ...LABELS.map((key) => body[key])];
    return stringsIn(names.map((name) => name ?? null)).find((name) => name !== "") ?? this.address;
  }

  /** Whether an attribute cannot be read: it is sensitive, or known after the apply only. */
  isHidden(attribute: string): boolean {
    const value = block(this.document("after"))[attribute];
    return value instanceof Unknown || value instanceof Sensitive;
  }

  /** Whether the plan changes an attribute. */
  touches(attribute: string): boolean {
    return this.leaves.some(({ path }) => path === attribute || path.startsWith(`${attribute}.`));
  }

  /** All attributes on one side of the plan; undefined if the resource does not exist there. */
  document(side: "before" | "after"): Document {
    return (this.documents[side] ??= this.read(side));
  }

  private readonly documents: { before?: Document; after?: Document } = {};

  private read(side: "before" | "after"): Document {
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

const LABELS = ["name", "bucket", "alarm_name", "public_ip", "domain_name", "id"];

/** The attributes by which other resources name a resource. */
export const IDS = ["id", "arn", "name", "bucket", "key_id", "allocation_id"];

/** The resources of a plan, including those that it leaves as they are. */
export class Plan {
  readonly resources: readonly Resource[];
  /** The policy documents that data sources bring, in the form in which policies are read from stacks. */
  readonly policyDocuments: SynthesizedStack;
  private readonly byType = new Map<string, Resource[]>();
  private readonly byAddress = new Map<string, Resource>();
  private readonly byValue = new Map<string, Resource>();
  private readonly configured: ReadonlyMap<string, ConfiguredResource>;

  constructor(json: PlanJson) {
    const changes = json.resource_changes ?? [];
    this.resources = changes.filter(({ mode }) => mode === "managed").map((change) => new Resource(change));
    for (const resource of this.resources) this.index(resource);
    this.configured = new Map(
      (json.configuration?.root_module?.resources ?? []).map((resource) => [resource.address, resource]),
    );
    this.policyDocuments = new SynthesizedStack("", {
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

  private index(resource: Resource): void {
    const { type, source, before, after } = resource;
    const ofType = this.byType.get(type);
    if (ofType) ofType.push(resource);
    else this.byType.set(type, [resource]);
    if (source.deposed !== undefined) return;
    this.byAddress.set(withoutKey(source.address), resource);
    for (const body of [before, after])
      for (const key of IDS)
        if (typeof body?.[key] === "string") this.byValue.set(`${type} ${body[key]}`, resource);
  }

  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** Whether the configuration sets an attribute; undefined if the plan does not say. */
  sets({ source }: Resource, attribute: string): boolean | undefined {
    const expressions = this.configured.get(withoutKey(source.address))?.expressions;
    return expressions && attribute in expressions;
  }

  /** The resource of a type with that id, ARN or name. */
  named(type: string, value: string): Resource | undefined {
    return this.byValue.get(`${type} ${value}`);
  }

  /** The resource of a type that an attribute names, by its value or, while that is unknown, by reference. */
  target(resource: Resource, attribute: string, type: string): Resource | undefined {
    const value = (resource.after ?? resource.before)?.[attribute];
    if (typeof value === "string") return this.named(type, value);
    const references = stringsIn(this.expression(resource, attribute)?.references);
    return references
      .map((reference) => this.byAddress.get(reference))
      .find((referenced) => referenced?.type === type);
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
        const target = this.byAddress.get(address);
        const value = target?.after?.[name] ?? target?.before?.[name];
        return typeof value === "string" ? JSON.stringify(value).slice(1, -1) : whole;
      })
      .replaceAll("$${", () => "${");
  }

  /** A resource after the plan, with the policies in it that are unknown, but for some references. */
  documentAfter(resource: Resource): Document {
    const after = resource.document("after");
    if (after === undefined) return undefined;
    return Object.fromEntries(
      Object.entries(block(after)).map(([name, value]) => [
        name,
        value instanceof Unknown ? (this.policyAfter(resource, name) ?? value) : value,
      ]),
    );
  }

  private policyAfter(resource: Resource, attribute: string): Document {
    const policy = readPolicy(this.policyDocuments, this.template(resource, attribute));
    return policy && documentOf(policy, undefined);
  }

  private expression({ source }: Resource, attribute: string): JsonObject | undefined {
    const expressions = this.configured.get(withoutKey(source.address))?.expressions;
    return expressions?.[attribute] as JsonObject | undefined;
  }
}

const withoutKey = (address: string) => address.replace(/\[.*\]$/, "");

function namedUnknowns(value: Document): Json {
  if (value instanceof Unknown || value instanceof Sensitive) return value.toJSON();
  if (Array.isArray(value)) return (value as readonly Document[]).map(namedUnknowns);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, namedUnknowns(part)]));
}
