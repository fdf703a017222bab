import type { Check } from "./check";
import { unless } from "./check";

/** Left out, `internal` means open to the internet (decision 15). Who is admitted then is pitfall 2.1-13. */
export const loadBalancersSayTheirScheme: Check = {
  id: "load-balancers-say-their-scheme",
  rule: "Every load balancer says whether it is internal.",
  findings: (stack) =>
    stack
      .resources("aws_lb")
      .flatMap(({ address, body }) =>
        unless(typeof body.internal === "boolean", `${address} does not say whether it is internal`),
      ),
};
