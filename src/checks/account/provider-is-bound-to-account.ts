import type { Check } from "../check";
import { stringsIn } from "../../synthesized/synthesized-stack";

export const providerIsBoundToAccount: Check = {
  id: "provider-is-bound-to-account",
  rule: "Every AWS provider accepts exactly one account.",
  why: "Credentials of another account would build the environment there (provider documentation: allowed_account_ids).",
  findings: (stack) =>
    stack.providers().flatMap((provider, index) => {
      const [id = "", ...others] = stringsIn(provider.allowed_account_ids);
      return /^\d{12}$/.test(id) && others.length === 0
        ? []
        : [`provider aws ${String(index)} does not accept exactly one account`];
    }),
};
