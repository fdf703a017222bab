import type { FieldSchema } from "./configuration-reference";
import { allowedOf, configFields, defaultOf } from "./configuration-reference";

const HEADER = `// Generated from the schema by \`npm run docs\`; do not edit.
/* eslint-disable @typescript-eslint/consistent-type-definitions -- interfaces have no index signature */

/** The content of \`config.ts\`: only the settings that differ from the defaults. */
export type ConfigInput = {
  /** Settings that every stack shares, and the resources that exist once per account. */
  account: AccountInput;
  /** Environments by name: lower-case letters, digits and single hyphens, except \`state\` and \`account\`. */
  environments: Record<string, EnvironmentInput>;
};
`;

/** Types of the configuration for editors, which show each field's documentation on hover. */
export function configInput(): string {
  const types = new Types();
  types.add("AccountInput", configFields().account);
  const environments = configFields().topologies.map((topology) =>
    types.add(`${pascal(String(topology.properties?.topology?.const))}Input`, topology),
  );
  return [HEADER, `export type EnvironmentInput = ${environments.join(" | ")};\n`, ...types.text()].join(
    "\n",
  );
}

/** The types by their text: equal sections of both topologies share one. */
class Types {
  private readonly names = new Map<string, string>();

  add(wanted: string, schema: FieldSchema): string {
    const body = Object.entries(schema.properties ?? {}).map(([name, field]) => {
      const optional = schema.required?.includes(name) ? "" : "?";
      const type = this.typeOf(field, wanted.replace(/Input$/, pascal(name)) + "Input");
      return `${comment(field)}  ${name}${optional}: ${type}${optional && " | undefined"};\n`;
    });
    const text = `{\n${body.join("")}};\n`;
    const name = this.names.get(text) ?? wanted;
    this.names.set(text, name);
    return name;
  }

  text(): string[] {
    return [...this.names].map(([text, name]) => `export type ${name} = ${text}`).reverse();
  }

  private typeOf(schema: FieldSchema, name: string): string {
    if (schema.properties) return this.add(name, schema);
    if (schema.oneOf)
      return schema.oneOf
        .map((kind) =>
          this.add(
            kind.properties?.create?.const === true ? name.replace("Input", "CreatedInput") : name,
            kind,
          ),
        )
        .join(" | ");
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
    if (schema.items) {
      const item = this.typeOf(schema.items, name);
      return item.includes("|") ? `(${item})[]` : `${item}[]`;
    }
    if (schema.additionalProperties)
      return `Record<string, ${this.typeOf(schema.additionalProperties, name)}>`;
    return schema.type === "integer" ? "number" : (schema.type ?? "unknown");
  }
}

/** Words and flags are in the type itself. */
const allowedText = (schema: FieldSchema): string =>
  schema.allowed === undefined && schema.keys === undefined ? "" : `Allowed: ${allowedOf(schema)}.`;

function comment(schema: FieldSchema): string {
  const { description, unit, source, cost, minimum, maximum } = schema;
  if (description === undefined) return "";
  const lines = [
    description,
    minimum === undefined ? allowedText(schema) : `Allowed: ${String(minimum)} to ${String(maximum)}.`,
    unit === undefined ? "" : `Unit: ${unit}.`,
    schema.default === undefined ? "" : `Default: ${defaultOf(schema) ?? ""}.`,
    source === undefined ? "" : `Source: ${source}.`,
    cost === undefined ? "" : `Cost per month: ${cost}.`,
  ].filter(Boolean);
  const text = lines.map((line) => line.replaceAll("*/", "*\\/"));
  return text.length === 1
    ? `  /** ${text.join("")} */\n`
    : `  /**\n${text.map((line) => `   * ${line}\n`).join("   *\n")}   */\n`;
}

const pascal = (name: string) =>
  name.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
