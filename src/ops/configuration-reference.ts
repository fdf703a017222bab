import { z } from "zod";
import { configSchema } from "../config/schema/config";
import type { FieldDocumentation } from "../config/schema/fields";

/** A field in zod's JSON schema, including the project's documentation. */
export interface FieldSchema extends Partial<FieldDocumentation> {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  /** Default in a hardened environment, where it is another one. */
  readonly hardenedDefault?: unknown;
  readonly format?: string;
  /** The accepted values, as a refusal gives them; of a list those of the whole. */
  readonly allowed?: string;
  /** The accepted keys of a map. */
  readonly keys?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: FieldSchema;
  readonly additionalProperties?: FieldSchema | false;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly FieldSchema[];
}

interface Field {
  readonly path: string;
  readonly schema: FieldSchema;
  readonly required: boolean;
}

const HEADER = `# Configuration reference

Every setting of \`src/config/config.ts\`. Generated from the schema in \`src/config/schema\` by \`npm run docs\`.
"Document" is [the requirement](requirement.md), "decision" a record of [decisions](decisions/README.md).
`;

/** The reference as Markdown: the settings of the account and those of an environment, with a table per section. */
export function configurationReference(): string {
  const account = fieldsOf(configFields().account).map((field) => ({ path: field.path, row: row(field) }));
  return [
    HEADER,
    "## `account`\n",
    ...tables(account, "account."),
    "## `environments.<name>`\n",
    "The key is the environment's name: lower-case letters, digits and single hyphens, except `state` and `account`.",
    "If a setting has two defaults, `posture` chooses one of them.\n",
    ...tables(environmentRows()),
  ].join("\n");
}

/** The account's schema, and an environment's by topology. */
export function configFields(): {
  readonly account: FieldSchema;
  readonly topologies: readonly FieldSchema[];
} {
  const { properties } = z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }) as FieldSchema;
  const { account = {}, environments } = properties ?? {};
  const topologies = (environments?.additionalProperties as FieldSchema | undefined)?.oneOf ?? [];
  return {
    account,
    topologies: topologies.map(({ oneOf: [documented = {}, hardened = {}] = [] }) =>
      joined(documented, hardened),
    ),
  };
}

/** One schema for both postures, which differ in their name and in defaults. */
function joined(documented: FieldSchema, hardened: FieldSchema): FieldSchema {
  const { const: name, default: byDefault, properties } = documented;
  if (name !== hardened.const)
    return { ...documented, const: undefined, enum: [name, hardened.const], default: name };
  return {
    ...documented,
    ...(JSON.stringify(byDefault) !== JSON.stringify(hardened.default) && {
      hardenedDefault: hardened.default,
    }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, field]) => [
          key,
          joined(field, hardened.properties?.[key] ?? field),
        ]),
      ),
    }),
  };
}

/** The settings whose default depends on the posture, by path. */
export function settingsOfPostures(): ReadonlyMap<string, FieldSchema> {
  const fields = configFields().topologies.flatMap((topology) => fieldsOf(topology));
  return new Map(
    fields
      .filter(({ schema }) => schema.hardenedDefault !== undefined)
      .map(({ path, schema }) => [path, schema]),
  );
}

interface Row {
  readonly path: string;
  readonly row: string;
}

/** The fields of both topologies, each once, with the topology it is limited to. */
function environmentRows(): Row[] {
  const { topologies } = configFields();
  const names = topologies.map(({ properties }) => properties?.topology?.const);
  const byPath = new Map<string, { readonly field: Field; readonly limits: unknown[] }>();
  topologies.forEach((topology, index) => {
    for (const field of fieldsOf(topology)) {
      const entry = byPath.get(field.path) ?? { field, limits: [] };
      entry.limits.push(names[index]);
      byPath.set(field.path, entry);
    }
  });
  return [...byPath].map(([path, { field, limits }]) => {
    const schema = path === "topology" ? { ...field.schema, enum: names } : field.schema;
    const limitation = limits.length === names.length ? "" : `${limits.join(", ")} only. `;
    return { path, row: row({ ...field, schema }, limitation) };
  });
}

/** A table of the fields without section, then one per section, also of another section. */
function tables(rows: readonly Row[], prefix = ""): string[] {
  const sectionOf = ({ path }: Row) => path.replace(LAST_STEP, "");
  const opened = new Set(rows.map(sectionOf).filter(Boolean));
  return ["", ...opened].flatMap((section) => [
    ...(section === "" ? [] : [`### \`${prefix}${section}\`\n`]),
    table(
      rows
        .filter((row) => (opened.has(row.path) ? row.path : sectionOf(row)) === section)
        .map(({ row }) => row),
    ),
    "",
  ]);
}

const LAST_STEP = /(?:^|\.)\w+$/;

/**
 * The documented fields of a schema, including those of its sections. An optional section has a line as well. A section
 * of two kinds has the fields of both.
 */
function fieldsOf(schema: FieldSchema, prefix = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name;
    const own = { path, schema: field, required: schema.required?.includes(name) ?? false };
    if (!isSection(field)) return [own];
    return [
      ...(field.description === undefined ? [] : [own]),
      ...fieldsOf(field, `${path}.`),
      ...(field.oneOf ?? []).flatMap((kind) => fieldsOfKind(kind, `${path}.`)),
    ];
  });
}

/** The fields of one kind of a section, without the word that chooses the kind; none is required in every kind. */
const fieldsOfKind = (kind: FieldSchema, prefix: string): Field[] =>
  fieldsOf(kind, prefix)
    .filter(({ schema }) => schema.description !== undefined)
    .map((field) => ({ ...field, required: false }));

const isSection = ({ properties, oneOf }: FieldSchema) => properties !== undefined || oneOf !== undefined;

function table(rows: readonly string[]): string {
  const head = ["field", "allowed", "default", "description", "source", "cost per month"];
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}

function row({ path, schema, required }: Field, limitation = ""): string {
  const unit = schema.unit === undefined ? "" : ` (${schema.unit})`;
  const cells = [
    `\`${path}\``,
    allowedOf(schema) + unit,
    defaultOf(schema) ?? (required ? "required" : "-"),
    limitation + (schema.description ?? ""),
    schema.source ?? "",
    schema.cost ?? "",
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The default as Markdown, one per posture where they differ. */
export function defaultOf({
  default: documented,
  hardenedDefault: hardened,
}: FieldSchema): string | undefined {
  if (documented === undefined) return undefined;
  return hardened === undefined
    ? code(documented)
    : `documented: ${code(documented)}, hardened: ${code(hardened)}`;
}

const code = (value: unknown) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

/** The accepted values, by the texts of the refusals. */
export function allowedOf(schema: FieldSchema): string {
  if (isSection(schema)) return "section";
  if (schema.enum) return schema.enum.map(code).join(", ");
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    return `${schema.type ?? "number"}, ${String(schema.minimum)} to ${String(schema.maximum)}`;
  if (schema.items)
    return [`list, each: ${allowedOf(schema.items)}`, schema.allowed].filter(Boolean).join("; ");
  if (schema.additionalProperties)
    return `map, each key: ${schema.keys ?? "name"}; each value: ${allowedOf(schema.additionalProperties)}`;
  return schema.allowed ?? schema.format ?? schema.type ?? "";
}
