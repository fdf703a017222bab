import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { S3BackendConfig, TerraformStack } from "cdktf";
import { Annotations, S3Backend } from "cdktf";
import type { Account } from "../config/environment";
import { stateBucketName } from "../config/names";

/** The first version in which the S3 backend's native locking is stable. */
const REQUIRED_TERRAFORM_VERSION = ">= 1.11";

export interface StackSettings {
  readonly account: Account;
  readonly region: string;
  /** Tags of every resource that supports tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** Applies the settings that all stacks share: the provider for one account, the Terraform version and the warnings. */
export function applySettings(
  stack: TerraformStack,
  { account, region, tags, warnings }: StackSettings,
): void {
  // CDKTF has no property for required_version.
  stack.addOverride("terraform.required_version", REQUIRED_TERRAFORM_VERSION);
  new AwsProvider(stack, "Aws", {
    region,
    // Rejects credentials of another account before Terraform reads or changes anything.
    allowedAccountIds: [account.id],
    defaultTags: [{ tags: { ...tags } }],
  });
  for (const warning of warnings) Annotations.of(stack).addWarning(warning);
}

/** Keeps a stack's state in the account's state bucket, encrypted and locked. */
export function storeStateInS3(stack: TerraformStack, account: Account, key: string): void {
  const config: S3BackendConfig & { readonly useLockfile: true } = {
    bucket: stateBucketName(account.id),
    region: account.region,
    key,
    encrypt: true,
    // Not in CDKTF 0.21's type, but passed through as use_lockfile: native S3 locking, without DynamoDB.
    useLockfile: true,
  };
  new S3Backend(stack, config);
}

/**
 * Sets the path of every role and instance profile in a stack, and the permissions boundary of the roles: CI may change
 * only what is in the environment's path, and create only roles that have the boundary (decisions 37 and 45).
 */
export function placeIdentities(
  stack: TerraformStack,
  path: string,
  permissionsBoundary: string | undefined,
): void {
  for (const node of stack.node.findAll()) {
    if (node instanceof IamRole || node instanceof IamInstanceProfile) node.path = path;
    if (node instanceof IamRole && permissionsBoundary !== undefined)
      node.permissionsBoundary = permissionsBoundary;
  }
}
