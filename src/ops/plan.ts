/**
 * `npm run plan -- ENV...`: plans stacks of the configuration, and reviews what the plans change.
 *
 * Exit codes: 0 no change, 2 changes, 3 dangerous changes, 1 an error.
 */
import { command, run } from "./command";
import { ReviewedPlan } from "./delivery/reviewed-plan";
import type { ReviewOptions } from "./delivery/print-reviews";
import { MARKDOWN, printReviews } from "./delivery/print-reviews";
import { finishOnInterrupt, init, stacksOf } from "./delivery/stacks";
import { OUTDIR } from "./outdir";
import { reviewPlan } from "../review/review";

async function plan(
  names: readonly string[],
  options: ReviewOptions & { readonly lock: boolean },
): Promise<void> {
  finishOnInterrupt();
  const reviews = [];
  for (const stack of stacksOf(names)) {
    console.error(`${stack.name}: planning`);
    await init(stack);
    const reviewed = new ReviewedPlan(OUTDIR, stack.name);
    await stack.terraform.plan(reviewed.file, ...(options.lock ? [] : ["-lock=false"]));
    reviews.push(reviewPlan(await stack.terraform.show(reviewed.file), stack.name));
    reviewed.seal(stack.text);
  }
  printReviews(reviews, options);
}

void run(
  command("plan", "Plans stacks, and reviews what the plans change.")
    .argument("<environments...>", "names of environments, account or state")
    .addOption(MARKDOWN)
    .option("--json", "print the review as JSON")
    .option("--no-lock", "do not lock the state, for a role that may not write the lock")
    .action(plan),
);
