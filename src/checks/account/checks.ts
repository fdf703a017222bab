import type { Check } from "../check";
import { accountSingletonsAreApart } from "./account-singletons-are-apart";
import { alertsReachATopic } from "./alerts-reach-a-topic";
import { providerIsBoundToAccount } from "./provider-is-bound-to-account";

export const accountChecks: readonly Check[] = [
  accountSingletonsAreApart,
  alertsReachATopic,
  providerIsBoundToAccount,
];
