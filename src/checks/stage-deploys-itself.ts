import type { Check } from "./check";
import { unless } from "./check";

/** Pitfall 2.1-3: without automatic deployment a change of routes or integrations never goes live. */
export const stageDeploysItself: Check = {
  id: "2.1-3",
  rule: "Every HTTP API stage deploys itself, and no deployment resource does it in its place.",
  findings: (stack) => [
    ...stack
      .resources("aws_apigatewayv2_stage")
      .flatMap(({ address, body }) => unless(body.auto_deploy === true, `${address} does not deploy itself`)),
    ...stack
      .resources("aws_apigatewayv2_deployment")
      .map(({ address }) => `${address} is one deployment, beside stages that deploy themselves`),
  ],
};
