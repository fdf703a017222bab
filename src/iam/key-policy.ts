import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** Leaves a key to the account's IAM policies. Without this statement nobody could ever change the key again. */
export function administeredBy(accountId: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: "Administration",
    principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${accountId}:root`] }],
    actions: ["kms:*"],
    resources: ["*"],
  };
}
