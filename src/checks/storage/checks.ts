import type { Check } from "../check";
import { bucketPoliciesAreNarrow } from "./bucket-policies-are-narrow";
import { bucketPolicyFollowsAccessBlock } from "./bucket-policy-follows-access-block";
import { bucketsArePublicOrPrivate } from "./buckets-are-public-or-private";

export const storageChecks: readonly Check[] = [
  bucketsArePublicOrPrivate,
  bucketPoliciesAreNarrow,
  bucketPolicyFollowsAccessBlock,
];
