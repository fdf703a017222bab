import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { BLOCK_PUBLIC_ACCESS, denyInsecureTransport, EVERYBODY } from "../storage/bucket";
import type { Account } from "../config/environment";
import { standardTags, stackName, stateBucketName } from "../config/names";
import { accountWarnings } from "../config/warnings";
import { applySettings } from "./settings";

/** How long a replaced version of a state can be restored. */
const OLD_VERSIONS_DAYS = 90;

/**
 * The bucket that holds the state of every other stack. It cannot hold its own, which stays in a local file
 * at the project's root.
 *
 * Versioned, encrypted, TLS only, closed to the public. Nobody may delete the bucket or a version; deleting
 * an object is allowed, because releasing a lock does, and leaves a version behind.
 */
export class StateStack extends TerraformStack {
  constructor(scope: Construct, account: Account) {
    super(scope, stackName("state"));
    applySettings(this, {
      account,
      region: account.region,
      tags: standardTags("state"),
      warnings: accountWarnings(account),
    });
    // Relative to cdktf.out/stacks/careflowai-state: the project's root. CDKTF's default is a path of this machine.
    new LocalBackend(this, { path: `../../../${stackName("state")}.tfstate` });

    const bucket = new S3Bucket(this, "Bucket", {
      bucket: stateBucketName(account.id),
      lifecycle: { preventDestroy: true },
    });
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSIONS_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: bucket.id,
      ...BLOCK_PUBLIC_ACCESS,
    });
    new S3BucketPolicy(this, "Policy", {
      bucket: bucket.id,
      policy: this.policy(bucket).json,
      dependsOn: [publicAccessBlock],
    });

    new TerraformOutput(this, "state_bucket", {
      value: bucket.bucket,
      description: "S3 bucket that holds the state of every other stack",
      staticId: true,
    });
  }

  private policy(bucket: S3Bucket): DataAwsIamPolicyDocument {
    return new DataAwsIamPolicyDocument(this, "PolicyDocument", {
      statement: [
        denyInsecureTransport(bucket),
        {
          sid: "DenyDeletingBucketOrVersions",
          effect: "Deny",
          principals: EVERYBODY,
          actions: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
          resources: [bucket.arn, `${bucket.arn}/*`],
        },
      ],
    });
  }
}
