import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "../config/environment";
import { stackName, standardTags, stateBucketName } from "../config/names";
import { accountWarnings } from "../config/warnings";
import { Bucket } from "../storage/bucket";
import { addOutputs } from "./outputs";
import { applySettings } from "./settings";

/** Days that an old version of a state can be restored. */
const OLD_VERSIONS_DAYS = 90;

/**
 * The bucket that holds the state of every other stack. Its own state stays in a local file in the project's root,
 * because the bucket does not exist before it.
 *
 * The bucket is versioned, encrypted, private and TLS only. No principal may delete the bucket or a version. Deleting an
 * object is allowed, because Terraform deletes the lock; a version of it remains.
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
    // Relative to cdktf.out/stacks/careflowai-state: the project's root. CDKTF's default is an absolute path.
    new LocalBackend(this, { path: `../../../${stackName("state")}.tfstate` });

    const bucket = new Bucket(this, "Bucket", {
      bucketName: stateBucketName(account.id),
      access: "private",
      versioning: "Enabled",
      lifecycleRules: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSIONS_DAYS }],
        },
      ],
      protect: true,
    });
    const { arn, bucket: name } = bucket.resource;
    bucket.addToPolicy({
      Sid: "DenyDeletingBucketOrVersions",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
      Resource: [arn, `${arn}/*`],
    });

    addOutputs(this, {
      state_bucket: [name, "S3 bucket that holds the state of every other stack"],
    });
  }
}
