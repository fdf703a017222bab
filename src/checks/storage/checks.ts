import type { Check } from "../check";
import { bucketPoliciesAreNarrow } from "./bucket-policies-are-narrow";
import { bucketPolicyFollowsAccessBlock } from "./bucket-policy-follows-access-block";
import { bucketsArePublicOrPrivate } from "./buckets-are-public-or-private";
import { keysStayInTheAccount } from "./keys-stay-in-the-account";
import { logGroupsMayUseTheirKey } from "./log-groups-may-use-their-key";

export const storageChecks: readonly Check[] = [
  bucketsArePublicOrPrivate,
  bucketPoliciesAreNarrow,
  bucketPolicyFollowsAccessBlock,
  logGroupsMayUseTheirKey,
  keysStayInTheAccount,
];
