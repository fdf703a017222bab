import type { Check } from "../checks/check";
import { PITFALLS } from "../checks/pitfalls";
import { CHECKS_BY_AREA } from "../checks/registry";
import { REQUIRED_VALUES, requiredValues } from "../checks/required-values";

const HEADER = `# Checks

Rules for every synthesized stack, by folder of \`src/checks/\`, each with the reason.
\`npm run verify\` judges the last synth by them. Generated from the checks by \`npm run docs\`. "Decision" is a record of
[decisions](decisions/README.md), "requirement" is [the requirement](requirement.md).
`;

const PITFALLS_HEADER = `## Pitfalls without a check

Known pitfalls of these resources that no check or test guards against.
`;

/** Every check with its rule and reason, the required values, and the pitfalls that remain, as Markdown. */
export function checksPage(): string {
  return [
    HEADER,
    ...Object.entries(CHECKS_BY_AREA).flatMap(([area, checks]) => [
      `## ${area}\n`,
      ...checks.map((check) => section(check, "###")),
    ]),
    section(requiredValues, "##"),
    `${table(
      ["row", "resource", "must", "if", "why"],
      REQUIRED_VALUES.map(({ name, types, attributes, when, why }) => [
        name,
        types.map(code).join(", "),
        attributes.map(([path, { text }]) => (path === "" ? text : `${code(path)}: ${text}`)).join("; "),
        when?.text ?? "",
        why,
      ]),
    )}\n`,
    PITFALLS_HEADER,
    `${table(
      ["pitfall", "why there is no check"],
      PITFALLS.map(({ pitfall, reason }) => [pitfall, reason]),
    )}\n`,
  ].join("\n");
}

const section = ({ id, rule, why }: Check, level: string) => `${level} ${id}\n\n${rule}\n\nWhy: ${why}\n`;

const code = (value: string) => `\`${value}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
