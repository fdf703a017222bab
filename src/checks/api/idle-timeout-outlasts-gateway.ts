import type { Check } from "../check";
import { unless } from "../check";
import { text } from "../../synthesized/synthesized-stack";

export const idleTimeoutOutlastsGateway: Check = {
  id: "idle-timeout-outlasts-gateway",
  rule: "A load balancer keeps an idle connection longer than the gateway waits for an answer.",
  why: "A load balancer that gives up first cuts calls for which the gateway still waits, and the caller gets a 5xx (decision 31).",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_integration").flatMap(({ address, body }) => {
      const loadBalancer = stack.target(stack.target(body.integration_uri)?.body.load_balancer_arn);
      // An integration without one is another check's finding.
      if (!loadBalancer) return [];
      const idleSeconds = loadBalancer.body.idle_timeout;
      return unless(
        Number(idleSeconds) * 1000 > Number(body.timeout_milliseconds),
        `${loadBalancer.address} cuts idle connections after ${text(idleSeconds)} s, but ${address} waits ${text(body.timeout_milliseconds)} ms`,
      );
    }),
};
