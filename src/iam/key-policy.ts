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
