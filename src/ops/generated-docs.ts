import type { SynthesizedStack } from "../synthesized/synthesized-stack";
import { checksPage } from "./checks-page";
import { configInput } from "./config-input";
import { configurationReference } from "./configuration-reference";
import { dashboardPicture } from "./dashboard-picture";
import { runbooksPage } from "./runbooks-page";
import { securityPage } from "./security-page";
import { config } from "../config/config";

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
    ["docs/security.md", securityPage(config)],
    ...pictures,
  ]);
}
