import type { Check } from "./check";
import { unless } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

/** Pitfall 2.2-3: AWS's own defaults are other figures, and a check must end before the next begins. */
export const targetGroupSettingsAgree: Check = {
  id: "2.2-3",
  rule: "A target group says how often it checks and when it gives up, which is sooner; 200 alone is healthy; sessions stick by the load balancer's cookie; draining has a limit.",
  findings: (stack) =>
    stack.resources("aws_lb_target_group").flatMap(({ address, body }) => {
      const health = nested(body, "health_check")[0] ?? {};
      const sticks = nested(body, "stickiness").some(
        ({ enabled, type, cookie_duration }) =>
          enabled === true && type === "lb_cookie" && cookie_duration !== undefined,
      );
      return [
        ...unless(
          Number(health.timeout) < Number(health.interval),
          `${address} waits ${text(health.timeout)} s for a health check, but makes one every ${text(health.interval)} s`,
        ),
        ...unless(
          Number(health.unhealthy_threshold) >= 2,
          `${address} gives up an instance after ${text(health.unhealthy_threshold)} failed health checks`,
        ),
        ...unless(health.matcher === "200", `${address} takes ${text(health.matcher)} for healthy, not 200`),
        ...unless(sticks, `${address} has no sticky sessions by the load balancer's cookie`),
        ...unless(
          body.deregistration_delay !== undefined,
          `${address} leaves its deregistration_delay to AWS`,
        ),
      ];
    }),
};
