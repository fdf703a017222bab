import type { Kind } from "./dangers/rule";
import { KINDS } from "./dangers/rule";
import type { Finding, Review, ReviewedChange } from "./review";
import type { ShownDifference } from "./shown";

/** Lines of a longer text that are shown of one attribute in a terminal. */
const MAX_LINES = 40;

const COLORS = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 } as const;
type Paint = (color: keyof typeof COLORS, text: string) => string;

const SYMBOLS: Readonly<Record<ReviewedChange["action"], string>> = {
  create: "+",
  update: "~",
  replace: "-/+",
  delete: "-",
  forget: ".",
  move: ">",
  import: "<",
};

/** A review for a terminal. */
export function renderText(review: Review, { color }: { readonly color: boolean }): string {
  const paint: Paint = (name, text) => (color ? `\u001B[${String(COLORS[name])}m${text}\u001B[0m` : text);
  const { findings, notes, groups, outputs, drift } = review;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [paint("bold", title), ...lines.map((line) => (line === "" ? "" : `  ${line}`)), ""];
  return [
    paint(review.isDangerous ? "red" : "bold", headline(review)),
    "",
    ...byKind(findings).flatMap(([kind, ofKind]) =>
      section(
        paint("red", `DANGER: ${KINDS[kind]}`),
        byRule(ofKind).flatMap(([why, ofRule]) => [
          ...ofRule.flatMap(({ address, sentence }) => [address, `  ${sentence}`]),
          paint("dim", `Why: ${why}`),
        ]),
      ),
    ),
    ...section("Notes", notes),
    ...groups.flatMap(({ area, changes }) =>
      section(
        area,
        changes.flatMap((change) => changeLines(change, paint)),
      ),
    ),
    ...section(
      "Outputs",
      outputs.flatMap((output) => differenceLines(output, paint)),
    ),
    ...section(
      "Changed in AWS outside Terraform since the last apply",
      drift.flatMap((change) => changeLines(change, paint)),
    ),
    countsText(review),
  ].join("\n");
}

export function headline({ stack, findings, isEmpty }: Review): string {
  const name = stack === undefined ? "Plan" : `Plan of ${stack}`;
  const dangers = findings.length;
  if (dangers > 0) return `${name}: ${String(dangers)} dangerous ${dangers === 1 ? "change" : "changes"}`;
  return `${name}: ${isEmpty ? "no changes" : "no dangerous changes"}`;
}

export function countsText({ counts, outputs, drift, findings }: Review): string {
  const parts = [
    `${String(counts.create)} to create`,
    `${String(counts.update)} to update`,
    `${String(counts.replace)} to replace`,
    `${String(counts.delete)} to destroy`,
    ...(counts.forget > 0 ? [`${String(counts.forget)} to forget`] : []),
    ...(outputs.length > 0
      ? [`${String(outputs.length)} ${outputs.length === 1 ? "output" : "outputs"}`]
      : []),
    ...(drift.length > 0 ? [`${String(drift.length)} changed outside Terraform`] : []),
    `${String(findings.length)} dangerous`,
  ];
  return `${parts.join(", ")}.`;
}

export function byKind(findings: readonly Finding[]): [Kind, Finding[]][] {
  return (Object.keys(KINDS) as Kind[])
    .map((kind): [Kind, Finding[]] => [kind, findings.filter((finding) => finding.kind === kind)])
    .filter(([, ofKind]) => ofKind.length > 0);
}

/** Findings with the same reason together, so that it is given once. */
export function byRule(findings: readonly Finding[]): [string, Finding[]][] {
  return [...new Set(findings.map(({ why }) => why))].map((why) => [
    why,
    findings.filter((finding) => finding.why === why),
  ]);
}

export function changeTitle({ action, address, createsFirst, previousAddress }: ReviewedChange): string {
  const order = createsFirst ? " (created before the old one is destroyed)" : "";
  const from = previousAddress === undefined ? "" : ` (was ${previousAddress})`;
  return `${SYMBOLS[action]} ${action} ${address}${order}${from}`;
}

function changeLines(change: ReviewedChange, paint: Paint): string[] {
  const color = change.action === "create" ? "green" : change.action === "update" ? "yellow" : "red";
  if (change.action === "create") return [paint(color, changeTitle(change)), ...newLines(change, paint)];
  return [
    paint(color, changeTitle(change)),
    ...change.differences
      .flatMap((difference) => differenceLines(difference, paint))
      .map((line) => `    ${line}`),
  ];
}

/** The attributes of a new resource in one line. */
function newLines({ differences }: ReviewedChange, paint: Paint): string[] {
  const text = differences.map(({ path, after = "" }) => `${path}: ${after}`).join(", ");
  return text === "" ? [] : [`    ${paint("dim", oneLine(text))}`];
}

/** Attributes of a new resource that a terminal shows. */
const MAX_CHARACTERS = 200;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)} …` : line;
}

function differenceLines(difference: ShownDifference, paint: Paint): string[] {
  const { path, before, after, lines, forcesReplacement } = difference;
  const end = forcesReplacement ? paint("red", "  # forces replacement") : "";
  if (!lines) return [`${path}: ${before === undefined ? "" : `${before} -> `}${after ?? "(none)"}${end}`];
  const rest = lines.length - MAX_LINES;
  return [
    `${path}:${end}`,
    ...lines.slice(0, MAX_LINES).map((line) => `  ${paint(line.startsWith("+") ? "green" : "red", line)}`),
    ...(rest > 0 ? [`  … ${String(rest)} more lines`] : []),
  ];
}
