import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { S3BackendConfig, TerraformStack } from "cdktf";
import { Annotations, S3Backend } from "cdktf";
import type { Account } from "../config/environment";
import { stateBucketName } from "../config/names";

/** Native locking of the S3 backend is stable from this version on. */
const REQUIRED_TERRAFORM_VERSION = ">= 1.11";

export interface StackSettings {
  readonly account: Account;
  readonly region: string;
  /** Tags of every resource that takes them. */
  readonly tags: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** What every stack has in common: the provider, bound to one account, the Terraform version, and the warnings. */
export function applySettings(
  stack: TerraformStack,
  { account, region, tags, warnings }: StackSettings,
): void {
  // CDKTF has no field for it.
  stack.addOverride("terraform.required_version", REQUIRED_TERRAFORM_VERSION);
  new AwsProvider(stack, "Aws", {
    region,
    // Credentials of another account are refused before anything is read or changed.
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
    // Not in CDKTF 0.21's type, but passed through as use_lockfile: S3's own locking, without DynamoDB.
    useLockfile: true,
  };
  new S3Backend(stack, config);
}

/** Bounds every role of a stack, whichever construct made it: a deploy by CI may make no other (decision 37). */
export function boundRoles(stack: TerraformStack, permissionsBoundary: string): void {
  for (const node of stack.node.findAll()) {
    if (node instanceof IamRole) node.permissionsBoundary = permissionsBoundary;
  }
}
