import { KINDS } from "./dangers/rule";
import type { Finding, Review, ReviewedChange } from "./review";
import type { ShownDifference } from "./shown";
import { byKind, byRule, changeTitle, countsText, headline } from "./text";

/** GitHub refuses a comment of 65,536 characters or more; the rest is for what a workflow adds. */
export const MAX_CHARACTERS = 64_000;
/** Lines of a longer text that are shown of one attribute. */
const MAX_LINES = 40;

/**
 * A review as a comment on GitHub. What does not fit is left out from the end, with its number; dangerous changes come first
 * and are never left out: if there are very many, first their reasons go, then their sentences.
 */
export function renderMarkdown(review: Review, maxCharacters = MAX_CHARACTERS): string {
  const head = `## ${review.isDangerous ? ":rotating_light: " : ""}${escape(headline(review))}\n\n${countsText(review)}\n`;
  const budget = maxCharacters - head.length;
  const forms = [sentencesWithReasons, sentencesOnly, addressesOnly].map((form) => dangers(review, form));
  const danger = forms.find((text) => text.length <= budget) ?? forms.at(-1) ?? "";
  return head + danger + sections(review, budget - danger.length);
}

type Form = (findings: readonly Finding[]) => string[];

function dangers({ findings }: Review, form: Form): string {
  return byKind(findings)
    .map(([kind, ofKind]) => `\n### Danger: ${KINDS[kind]}\n\n${form(ofKind).join("\n")}\n`)
    .join("");
}

const sentenceItem = ({ address, sentence }: Finding) => `- ${code(address)}: ${escape(sentence)}`;

const sentencesWithReasons: Form = (findings) =>
  byRule(findings).flatMap(([why, ofRule]) => [
    ...ofRule.map(sentenceItem),
    "",
    `  _Why: ${escape(why)}_`,
    "",
  ]);

const sentencesOnly: Form = (findings) => findings.map(sentenceItem);

const addressesOnly: Form = (findings) => [...new Set(findings.map(({ address }) => `- ${code(address)}`))];

/** The rest of the review, as much as fits. */
function sections({ notes, groups, outputs, drift }: Review, budget: number): string {
  let text = "";
  let leftOut = 0;
  const add = (title: string, items: readonly string[], isList: boolean) => {
    const [open, close] = isList
      ? [`\n### ${title}\n\n`, "\n"]
      : [`\n<details><summary>${escape(title)}: ${String(items.length)}</summary>\n\n`, "\n</details>\n"];
    let body = "";
    for (const item of items) {
      const fits =
        text.length + open.length + body.length + item.length + close.length + ROOM_FOR_REST < budget;
      if (fits) body += `${item}\n`;
      else leftOut += 1;
    }
    if (body !== "") text += open + body + close;
  };
  add("Changed in AWS outside Terraform since the last apply", drift.map(changeItem), true);
  add(
    "Notes",
    notes.map((note) => `- ${escape(note)}`),
    true,
  );
  for (const { area, changes } of groups) add(area, changes.map(changeItem), false);
  add(
    "Outputs",
    outputs.map((output) => fenced(differenceLines(output))),
    false,
  );
  return leftOut === 0
    ? text
    : `${text}\n${String(leftOut)} more are left out here; every dangerous change is named above. \`npm run review\` shows all.\n`;
}

const ROOM_FOR_REST = 200;

function changeItem(change: ReviewedChange): string {
  const title = `- ${code(changeTitle(change))}`;
  return change.differences.length === 0
    ? title
    : `${title}\n${fenced(change.differences.flatMap(differenceLines))}`;
}

function differenceLines({ path, before, after, lines, forcesReplacement }: ShownDifference): string[] {
  const end = forcesReplacement ? "  # forces replacement" : "";
  if (!lines)
    return [
      ...(before === undefined ? [] : [`- ${path}: ${before}${end}`]),
      ...(after === undefined ? [] : [`+ ${path}: ${after}${before === undefined ? end : ""}`]),
    ];
  const rest = lines.length - MAX_LINES;
  return [
    `  ${path}:${end}`,
    ...lines.slice(0, MAX_LINES),
    ...(rest > 0 ? [`  … ${String(rest)} more lines`] : []),
  ];
}

/** A block of code; its fence is longer than any in the lines. */
function fenced(lines: readonly string[]): string {
  const text = lines.map((line) => line.replaceAll(/[\r\n]+/g, " ")).join("\n");
  const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map(({ length }) => length + 1)));
  return `\n${fence}diff\n${text}\n${fence}\n`;
}

const code = (text: string) => `\`${text.replaceAll("`", "'")}\``;

/** Text that GitHub shows as it is: no formatting, no HTML, and no mention of a person or an issue. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;")
    .replaceAll("#", "&#35;")
    .replaceAll("&&#35;", "&#")
    .replaceAll(/[\\`*_[\]|~]/g, "\\$&")
    .replaceAll(/[\r\n]+/g, " ");
}
