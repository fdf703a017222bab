import { existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { MAX_CHARACTERS, renderMarkdown } from "../../review/markdown";
import type { Review } from "../../review/review";
import { renderText } from "../../review/text";

export interface ReviewOptions {
  /** A file for the reviews as Markdown. */
  readonly markdown?: string;
  /** Whether to print JSON instead of text. */
  readonly json?: true;
}

export const MARKDOWN = new Option(
  "--markdown <file>",
  "write the review as Markdown, for a comment",
).argParser((file) => {
  if (existsSync(dirname(file))) return file;
  throw new InvalidArgumentError("Allowed: a file in a folder that exists.");
});

/** Prints reviews, and sets the exit code: 0 no change, 2 changes, 3 dangerous changes. */
export function printReviews(reviews: readonly Review[], { markdown, json }: ReviewOptions): void {
  const color = process.stdout.isTTY;
  console.log(
    json
      ? JSON.stringify(reviews, null, 2)
      : reviews.map((review) => renderText(review, { color })).join("\n"),
  );
  // All reviews together fit into one comment.
  const share = Math.floor(MAX_CHARACTERS / reviews.length) - 1;
  if (markdown !== undefined)
    writeFileSync(markdown, reviews.map((review) => renderMarkdown(review, share)).join("\n"));
  process.exitCode = Math.max(...reviews.map(exitCode));
}

function exitCode({ isDangerous, isEmpty }: Review): number {
  if (isDangerous) return 3;
  return isEmpty ? 0 : 2;
}
