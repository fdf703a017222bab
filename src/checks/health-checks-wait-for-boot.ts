import type { Check } from "./check";
import { unless } from "./check";
import { text } from "../synthesized/synthesized-stack";

/** A first boot on the smallest type takes minutes (decision 4). */
const LEAST_SECONDS = 300;

/** Pitfall 2.2-2: a group that trusts the load balancer replaces each instance that is judged while it boots. */
export const healthChecksWaitForBoot: Check = {
  id: "2.2-2",
  rule: "An Auto Scaling group that trusts the load balancer's health checks leaves an instance at least 300 seconds to boot.",
  findings: (stack) =>
    stack
      .resources("aws_autoscaling_group")
      .filter(({ body }) => body.health_check_type === "ELB")
      .flatMap(({ address, body }) =>
        unless(
          Number(body.health_check_grace_period) >= LEAST_SECONDS,
          `${address} leaves an instance ${text(body.health_check_grace_period)} s to boot, less than 300`,
        ),
      ),
};
