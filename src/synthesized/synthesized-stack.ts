import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A value of parsed JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A resource or data source as synthesized. */
export interface Block {
  /** As other blocks refer to it: `aws_vpc.Network_Vpc`, `data.aws_ssm_parameter.Image`. */
  readonly address: string;
  readonly type: string;
  readonly body: JsonObject;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

/** A parsed `cdk.tf.json`, for checks, tests and generated documentation. */
export class SynthesizedStack {
  private managed: readonly Block[] | undefined;
  private read: readonly Block[] | undefined;
  private byAddress: ReadonlyMap<string, Block> | undefined;

  constructor(
    readonly name: string,
    readonly json: JsonObject,
  ) {}

  /** The stacks in the output folder of a synth. */
  static readAll(outdir: string): SynthesizedStack[] {
    return [...SynthesizedStack.readTexts(outdir)].map(([name, text]) => SynthesizedStack.parse(name, text));
  }

  /** The text of each stack's `cdk.tf.json` in the output folder of a synth, by the stack's name. */
  static readTexts(outdir: string): ReadonlyMap<string, string> {
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    return new Map(
      Object.entries(manifest.stacks).map(([name, { synthesizedStackPath }]) => [
        name,
        readFileSync(join(outdir, synthesizedStackPath), "utf8"),
      ]),
    );
  }

  /** A stack from its `cdk.tf.json`, without CDKTF's own `//` metadata, which Terraform ignores. */
  static parse(name: string, text: string): SynthesizedStack {
    const json = JSON.parse(text, (key, value: unknown) => (key === "//" ? undefined : value)) as JsonObject;
    return new SynthesizedStack(name, json);
  }

  /** The environment, or the part of the account, that the stack is named after. */
  get part(): string {
    return this.name.replace(/^careflowai-/, "");
  }

  /** The configurations of the AWS provider. */
  providers(): readonly JsonObject[] {
    return nested(nested(this.json, "provider")[0] ?? {}, "aws");
  }

  /** The account that the provider is bound to. */
  get accountId(): string {
    return stringsIn(this.providers()[0]?.allowed_account_ids).join();
  }

  /** The version of the AWS provider that the stack requires. */
  get providerVersion(): string {
    const required = nested(nested(this.json, "terraform")[0] ?? {}, "required_providers")[0] ?? {};
    return text(nested(required, "aws")[0]?.version);
  }

  /** The region of a block: its own, or else the provider's. */
  regionOf({ body }: Block): string {
    return text(body.region ?? this.providers()[0]?.region);
  }

  /** All resources, or those of one type. */
  resources(type?: string): Block[] {
    this.managed ??= blocks(this.json.resource, "");
    return this.managed.filter((block) => type === undefined || block.type === type);
  }

  /** All data sources, or those of one type. */
  data(type?: string): Block[] {
    this.read ??= blocks(this.json.data, "data.");
    return this.read.filter((block) => type === undefined || block.type === type);
  }

  /** The block that an expression such as `${aws_vpc.Network_Vpc.id}` refers to, if it refers to exactly one. */
  target(expression: Json | undefined): Block | undefined {
    const addresses = referencesIn(expression);
    const [address] = addresses;
    if (address === undefined || addresses.size > 1) return undefined;
    this.byAddress ??= new Map([...this.resources(), ...this.data()].map((block) => [block.address, block]));
    return this.byAddress.get(address);
  }

  /** Whether a value is exactly one attribute of a block of that type, as `${aws_lb.LoadBalancer.arn}` is. */
  isAttribute(value: Json | undefined, type: string, attribute: string): boolean {
    const block = this.target(value);
    return block?.type === type && value === reference(block, attribute);
  }

  /** The launch template of a group or an instance. */
  launchTemplateOf({ body }: Block): Block | undefined {
    return this.target(nested(body, "launch_template")[0]?.id);
  }

  /** The resources of a type that name a block in an attribute, such as the policies of a bucket. */
  attached(type: string, key: string, block: Block): Block[] {
    return this.resources(type).filter(({ body }) => this.target(body[key])?.address === block.address);
  }
}

function blocks(section: Json | undefined, prefix: string): Block[] {
  return Object.entries((section ?? {}) as Blocks).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ address: `${prefix}${type}.${name}`, type, body })),
  );
}

/** A block's nested blocks, whether CDKTF wrote one or a list of them. */
export function nested(body: JsonObject, key: string): readonly JsonObject[] {
  const value = body[key];
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly JsonObject[];
}

/** The addresses that a block names in `depends_on`. */
export function dependsOn(body: JsonObject): readonly string[] {
  return (body.depends_on ?? []) as readonly string[];
}

/** How another block writes an attribute of a block: `${aws_vpc.Network_Vpc.id}`. */
export function reference({ address }: Block, attribute: string): string {
  return `\${${address}.${attribute}}`;
}

/** A block's lifecycle settings; empty if it has none. */
export function lifecycle(body: JsonObject): JsonObject {
  return nested(body, "lifecycle")[0] ?? {};
}

/** Whether Terraform ignores changes of an attribute. */
export function ignoresChanges(body: JsonObject, attribute: string): boolean {
  const ignored = lifecycle(body).ignore_changes;
  return ignored === "all" || stringsIn(ignored).includes(attribute);
}

/** A value as text: a string as it is, anything else as JSON. */
export function text(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** Every string anywhere in a value. */
export function stringsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap((item) => stringsIn(item));
}

const EXPRESSION = /(?<!\$)\$\{(?:[^"{}]|"(?:\\.|[^"\\])*")*\}/g;
const QUOTED = /"(?:\\.|[^"\\])*"/g;
const ADDRESS = /(?<![\w.-])((?:data\.)?aws_\w+\.[A-Za-z][\w-]*)/g;

/** Addresses of the blocks that a value's expressions refer to; quoted text inside an expression is no reference. */
export function referencesIn(value: Json | undefined): Set<string> {
  const expressions = stringsIn(value).flatMap((text) => text.match(EXPRESSION) ?? []);
  return new Set(
    expressions.flatMap((expression) =>
      [...expression.replace(QUOTED, '""').matchAll(ADDRESS)].map(([address]) => address),
    ),
  );
}
