import type { PolicyStatement } from "./policy-document";

/**
 * The key policy statement that lets the account's IAM policies administer a key. Without it, no principal could ever
 * change the key again (AWS KMS, Default key policy).
 */
export function keyAdministration(accountId: string): PolicyStatement {
  return {
    Sid: "Administration",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * The key policy statement with which no principal can disable or delete a key. The statement has to be removed first, by
 * a change of the key policy, which CloudTrail records while the key still works.
 */
export const DENY_DISABLING_KEY: PolicyStatement = {
  Sid: "DenyDisablingKey",
  Effect: "Deny",
  Principal: "*",
  Action: ["kms:DisableKey", "kms:ScheduleKeyDeletion"],
  Resource: "*",
};
