import type { Check } from "../check";
import { accountSingletonsAreApart } from "./account-singletons-are-apart";
import { alertsReachATopic } from "./alerts-reach-a-topic";
import { failedDeliveriesAreWatched } from "./failed-deliveries-are-watched";
import { providerIsBoundToAccount } from "./provider-is-bound-to-account";
import { trailBucketKeepsEvidence } from "./trail-bucket-keeps-evidence";

export const accountChecks: readonly Check[] = [
  accountSingletonsAreApart,
  alertsReachATopic,
  failedDeliveriesAreWatched,
  providerIsBoundToAccount,
  trailBucketKeepsEvidence,
];
