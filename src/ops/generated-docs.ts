import { readPlan } from "../review/plan";
import { reviewPlan } from "../review/review";
import { renderText } from "../review/text";
import type { SynthesizedStack } from "../synthesized/synthesized-stack";
import { checksPage } from "./checks-page";
import { configInput } from "./config-input";
import { configurationReference } from "./configuration-reference";
import { dashboardPicture } from "./dashboard-picture";
import { runbooksPage } from "./runbooks-page";
import { securityPage } from "./security-page";
import { terminalPicture } from "./terminal-picture";
import { config } from "../config/config";

/** A plan of Terraform and the AWS provider that moves a load-balanced environment to the hardened posture, shortened. */
const REVIEWED_PLAN = "__tests__/review/real/hardened.json";

/** Everything that `npm run docs` writes, by path. */
export function generatedDocs(stacks: readonly SynthesizedStack[]): ReadonlyMap<string, string> {
  const pictures = stacks.flatMap((stack) =>
    stack
      .resources("aws_cloudwatch_dashboard")
      .map((dashboard): [string, string] => [
        `docs/dashboards/${stack.name}.svg`,
        dashboardPicture(stack, dashboard),
      ]),
  );
  return new Map([
    ["docs/checks.md", checksPage()],
    ["docs/configuration.md", configurationReference()],
    ["src/config/config-input.ts", configInput()],
    ["docs/runbooks.md", runbooksPage(stacks)],
    ["docs/review.svg", reviewPicture()],
    ["docs/security.md", securityPage(config)],
    ...pictures,
  ]);
}

function reviewPicture(): string {
  const review = renderText(reviewPlan(readPlan(REVIEWED_PLAN)), { color: true });
  return terminalPicture("The review of a plan", `$ npm run review -- ${REVIEWED_PLAN}\n\n${review}`);
}
