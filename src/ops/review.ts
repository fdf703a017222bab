/**
 * `npm run review -- PLAN [--markdown FILE] [--json]`: reviews a saved plan, a file that `terraform show -json` has printed.
 *
 * Exit codes: 0 the plan changes nothing, 1 an error, 2 it changes something, 3 it changes something dangerous.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { renderMarkdown } from "../review/markdown";
import { PlanError, readPlan } from "../review/plan";
import { reviewPlan } from "../review/review";
import { renderText } from "../review/text";

const USAGE = "Run npm run review -- PLAN [--markdown FILE] [--json]";

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    options: { markdown: { type: "string" }, json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new PlanError(`PLAN: ${positionals.join(" ") || "none"}. Allowed: one file. To fix: ${USAGE}.`);
  const review = reviewPlan(readPlan(file));
  if (values.markdown !== undefined) writeFileSync(values.markdown, renderMarkdown(review));
  console.log(
    values.json ? JSON.stringify(review, null, 2) : renderText(review, { color: process.stdout.isTTY }),
  );
  if (review.isDangerous) return 3;
  return review.isEmpty ? 0 : 2;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  const isUsage =
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  console.error(error instanceof PlanError ? error.message : isUsage ? `${error.message}. ${USAGE}.` : error);
}
