import { z } from "zod";
import { accountSchema, environmentSchemas } from "../config/environment";
import type { FieldDocumentation } from "../config/fields";

/** What zod's JSON schema says of a field, our documentation included. */
interface FieldSchema extends Partial<FieldDocumentation> {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
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

Every setting of \`src/config/config.ts\`. Generated from the schema in \`src/config/environment.ts\` by
\`npm run docs\`. "Document" is [the requirement](requirement.md), "decision" a record of [decisions](decisions/README.md).
`;

/** The reference as Markdown: one table of the account's settings, one of an environment's. */
export function configurationReference(): string {
  return [
    HEADER,
    "## `account`\n",
    table(fieldsOf(jsonSchema(accountSchema)).map((field) => row(field))),
    "\n## `environments.<name>`\n",
    "The key is the environment's name: lower-case letters, digits and single hyphens; `state` and `account` are taken.",
    "Where two defaults stand, `posture` chooses.\n",
    table(environmentRows()),
    "",
  ].join("\n");
}

const jsonSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as FieldSchema;

/** The fields of both topologies, each once, with the topology it is limited to and the defaults of both postures. */
function environmentRows(): string[] {
  const documented = jsonSchema(environmentSchemas.documented).oneOf ?? [];
  const hardened = jsonSchema(environmentSchemas.hardened).oneOf ?? [];
  const names = documented.map(({ properties }) => properties?.topology?.const ?? "");
  const hardenedDefaults = new Map(
    hardened.flatMap((topology) => fieldsOf(topology)).map(({ path, schema }) => [path, schema.default]),
  );
  const byPath = new Map<string, { field: Field; topologies: string[] }>();
  documented.forEach((topology, index) => {
    for (const field of fieldsOf(topology)) {
      const entry = byPath.get(field.path) ?? { field, topologies: [] };
      entry.topologies.push(names[index] ?? "");
      byPath.set(field.path, entry);
    }
  });
  byPath.delete("topology");
  const topology: Field = {
    path: "topology",
    required: true,
    schema: {
      enum: names,
      description:
        "The document's Simple or Production architecture. Changing it replaces everything: make a new environment beside the old one instead.",
      source: "document, Architecture Diagrams",
      cost: "load-balanced: USD 16.43 for the load balancer, and by use (https://aws.amazon.com/elasticloadbalancing/pricing/); USD 3.65 for each public IPv4 address (https://aws.amazon.com/vpc/pricing/)",
    },
  };
  return [
    row(topology),
    ...[...byPath.values()].map(({ field, topologies }) => {
      const limitation = topologies.length === names.length ? "" : `${topologies.join(", ")} only. `;
      return row(field, limitation, hardenedDefaults.get(field.path));
    }),
  ];
}

/**
 * The documented fields of a schema, sections opened. A section has a line of its own where it may be left out, and
 * fields of either kind where there are two of it.
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

/** What one kind of a section has: nothing that the other needs, and without the word that tells them apart. */
const fieldsOfKind = (kind: FieldSchema, prefix: string): Field[] =>
  fieldsOf(kind, prefix)
    .filter(({ schema }) => schema.description !== undefined)
    .map((field) => ({ ...field, required: false }));

const isSection = ({ properties, oneOf }: FieldSchema) => properties !== undefined || oneOf !== undefined;

function table(rows: readonly string[]): string {
  const head = ["field", "type", "default", "what it is for", "source", "cost a month"];
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}

function row({ path, schema, required }: Field, limitation = "", hardenedDefault?: unknown): string {
  const unit = schema.unit === undefined ? "" : ` (${schema.unit})`;
  const cells = [
    `\`${path}\``,
    typeOf(schema) + unit,
    defaultOf(schema.default, hardenedDefault, required),
    limitation + (schema.description ?? ""),
    schema.source ?? "",
    schema.cost ?? "",
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function defaultOf(documented: unknown, hardened: unknown, required: boolean): string {
  if (documented === undefined) return required ? "required" : "-";
  const same = hardened === undefined || JSON.stringify(hardened) === JSON.stringify(documented);
  return same ? code(documented) : `documented: ${code(documented)}, hardened: ${code(hardened)}`;
}

const code = (value: unknown) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

function typeOf(schema: FieldSchema): string {
  if (isSection(schema)) return "section";
  if (schema.enum) return schema.enum.map(code).join(", ");
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    return `${schema.type ?? "number"}, ${String(schema.minimum)} to ${String(schema.maximum)}`;
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.additionalProperties) return `map of name to ${typeOf(schema.additionalProperties)}`;
  return schema.format ?? schema.type ?? "";
}
