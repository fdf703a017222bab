import type { Check } from "./check";
import { unless } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

const CREDIT_MODES = ["standard", "unlimited"];

/** Pitfall 2.3-16: T2 and T3 have different defaults, one of which is slow without credits, the other charged. */
export const burstCreditsAreExplicit: Check = {
  id: "2.3-16",
  rule: "A launch template of a burstable type says what happens when CPU credits run out.",
  findings: (stack) =>
    stack
      .resources("aws_launch_template")
      .filter(({ body }) => /^t\d/.test(text(body.instance_type)))
      .flatMap(({ address, body }) =>
        unless(
          nested(body, "credit_specification").some(({ cpu_credits }) =>
            CREDIT_MODES.includes(text(cpu_credits)),
          ),
          `${address} launches ${text(body.instance_type)} without a credit_specification`,
        ),
      ),
};
