/**
 * `npm run review -- PLAN`: reviews a saved plan, a file that `terraform show -json` has printed.
 *
 * Exit codes: 0 no change, 2 changes, 3 dangerous changes, 1 an error.
 */
import { readPlan } from "../review/plan";
import { reviewPlan } from "../review/review";
import { command, run } from "./command";
import type { ReviewOptions } from "./delivery/print-reviews";
import { MARKDOWN, printReviews } from "./delivery/print-reviews";

void run(
  command("review", "Reviews a saved plan, a file that terraform show -json has printed.")
    .argument("<plan>", "the plan as JSON")
    .addOption(MARKDOWN)
    .option("--json", "print the review as JSON")
    .action((file: string, options: ReviewOptions) => {
      printReviews([reviewPlan(readPlan(file))], options);
    }),
);
