/**
 * `npm run apply -- ENV`: applies exactly the plan that `npm run plan` has reviewed.
 *
 * Exit codes: 0 applied, 3 a dangerous change is not accepted, 1 an error.
 */
import { reviewPlan } from "../review/review";
import { renderText } from "../review/text";
import { command, run, UsageError } from "./command";
import { ReviewedPlan } from "./delivery/reviewed-plan";
import type { DeployableStack } from "./delivery/stacks";
import { finishOnInterrupt, init, stacksOf } from "./delivery/stacks";
import { OUTDIR } from "./outdir";
import { Report } from "./terraform-cli/report";
import { TerraformError } from "./terraform-cli/terraform";

async function apply(name: string, { accept }: { readonly accept: readonly string[] }): Promise<void> {
  finishOnInterrupt();
  const [stack] = stacksOf([name]);
  if (!stack) return;
  const reviewed = new ReviewedPlan(OUTDIR, stack.name);
  reviewed.verify(stack.text);
  await init(stack);
  const review = reviewPlan(await stack.terraform.show(reviewed.file), stack.name);
  const dangerous = [...new Set(review.findings.map(({ address }) => address))];
  const unknown = accept.filter((address) => !dangerous.includes(address));
  if (unknown.length > 0)
    throw new UsageError(
      `--accept: ${unknown.join(", ")}. Allowed: the address of a dangerous change. To fix: copy it from the review.`,
    );
  const refused = dangerous.filter((address) => !accept.includes(address));
  if (refused.length > 0) {
    console.error(renderText(review, { color: process.stderr.isTTY }));
    console.error("Nothing was applied. To accept these changes:");
    console.error(`npm run apply -- ${name}${refused.map((address) => ` --accept '${address}'`).join("")}`);
    process.exitCode = 3;
    return;
  }
  const { create, update, replace, delete: destroy } = review.counts;
  await applyPlan(stack, reviewed, create + update + 2 * replace + destroy);
  for (const line of await stack.terraform.outputs()) console.log(line);
  console.log(`Applied to ${stack.name}. Next: npm run plan -- ${name}, which must find no change`);
}

/** @throws {UsageError} if the state has changed since the plan. @throws {TerraformError} if the apply fails. */
async function applyPlan(
  { name, terraform }: DeployableStack,
  { file }: ReviewedPlan,
  total: number,
): Promise<void> {
  const report = new Report((line) => {
    console.error(line);
  });
  try {
    await report.apply(name, "apply", terraform, file, total);
  } catch (error) {
    if (error instanceof TerraformError && error.message.includes("Saved plan is stale"))
      throw new UsageError(
        `plan of ${name}: the state has changed since the plan. To fix: plan and review again.`,
      );
    throw error;
  }
}

void run(
  command("apply", "Applies exactly the plan that npm run plan has reviewed.")
    .argument("<environment>", "the name of an environment, account or state")
    .option("--accept <address...>", "accept the dangerous change of this resource", [])
    .action(apply),
);
