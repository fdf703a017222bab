import type { Check } from "./check";
import { stringsIn } from "../synthesized/synthesized-stack";

/** Pitfall 2.8-3: credentials of the wrong account would build the environment there. */
export const providerIsBoundToAccount: Check = {
  id: "2.8-3",
  rule: "Every AWS provider accepts exactly one account.",
  findings: (stack) =>
    stack.providers().flatMap((provider, index) => {
      const [id = "", ...others] = stringsIn(provider.allowed_account_ids);
      return /^\d{12}$/.test(id) && others.length === 0
        ? []
        : [`provider aws ${String(index)} does not accept exactly one account`];
    }),
};
