import { z } from "zod";
import { configSchema } from "../config/environment";
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

Every setting of \`src/config/environments.ts\`. Generated from the schema in \`src/config/environment.ts\` by
\`npm run docs\`. "Document" is [the requirement](requirement.md), "decision" a record of [decisions](decisions/README.md).
`;

/** The reference as Markdown: one table of the account's settings, one of an environment's. */
export function configurationReference(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }) as FieldSchema;
  const { account, environments } = schema.properties ?? {};
  const topologies = environments?.additionalProperties
    ? (environments.additionalProperties.oneOf ?? [])
    : [];
  return [
    HEADER,
    "## `account`\n",
    table(fieldsOf(account ?? {}).map((field) => row(field, ""))),
    "\n## `environments.<name>`\n",
    "The key is the environment's name: lower-case letters, digits and single hyphens; `state` and `account` are taken.\n",
    table(environmentRows(topologies)),
    "",
  ].join("\n");
}

/** The fields of both topologies, each once, with the topology it is limited to. */
function environmentRows(topologies: readonly FieldSchema[]): string[] {
  const names = topologies.map(({ properties }) => properties?.topology?.const ?? "");
  const byPath = new Map<string, { field: Field; topologies: string[] }>();
  topologies.forEach((topology, index) => {
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
      description: "The document's Simple or Production architecture.",
      source: "document, Architecture Diagrams",
    },
  };
  return [
    row(topology, ""),
    ...[...byPath.values()].map((entry) =>
      row(
        entry.field,
        entry.topologies.length === names.length ? "" : `${entry.topologies.join(", ")} only. `,
      ),
    ),
  ];
}

/** The documented fields of a schema, sections opened. */
function fieldsOf(schema: FieldSchema, prefix = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix + name;
    if (field.properties) return fieldsOf(field, `${path}.`);
    return [{ path, schema: field, required: schema.required?.includes(name) ?? false }];
  });
}

function table(rows: readonly string[]): string {
  return [
    "| field | type | default | what it is for | source |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function row({ path, schema, required }: Field, limitation: string): string {
  const fallback = schema.default === undefined ? (required ? "required" : "-") : code(schema.default);
  const unit = schema.unit === undefined ? "" : ` (${schema.unit})`;
  const cells = [
    `\`${path}\``,
    typeOf(schema) + unit,
    fallback,
    limitation + (schema.description ?? ""),
    schema.source ?? "",
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

const code = (value: unknown) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

function typeOf(schema: FieldSchema): string {
  if (schema.enum) return schema.enum.map(code).join(", ");
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    return `${schema.type ?? "number"}, ${String(schema.minimum)} to ${String(schema.maximum)}`;
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.additionalProperties) return `map of name to ${typeOf(schema.additionalProperties)}`;
  return schema.format ?? schema.type ?? "";
}
