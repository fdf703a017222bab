import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { only, reference, soundStack } from "../helpers/blocks";
import { policyOf } from "../helpers/policies";
import { ABORT_INCOMPLETE_UPLOADS } from "../helpers/lifecycle-rules";
const stack = soundStack("careflowai-state");
const bucket = reference(stack, S3Bucket, "id");
const bucketArn = reference(stack, S3Bucket, "arn");

test("the bucket cannot be destroyed", () => {
  expect(only(stack, S3Bucket).body).toEqual({
    bucket: "111122223333-careflowai-tfstate",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
});

test("it is versioned, and old versions expire", () => {
  expect(only(stack, S3BucketVersioningA).body).toEqual({
    bucket,
    versioning_configuration: { status: "Enabled" },
  });
  expect(only(stack, S3BucketLifecycleConfiguration).body).toEqual({
    bucket,
    rule: [
      ABORT_INCOMPLETE_UPLOADS,
      {
        id: "expire-old-versions",
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      },
    ],
    depends_on: [only(stack, S3BucketVersioningA).address],
  });
});

test("it is encrypted", () => {
  expect(only(stack, S3BucketServerSideEncryptionConfigurationA).body).toEqual({
    bucket,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
});

test("it is closed to the public", () => {
  expect(only(stack, S3BucketPublicAccessBlock).body).toEqual({
    bucket,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("every access needs TLS, and no one may delete the bucket or a version; a lock may be deleted", () => {
  expect(only(stack, S3BucketPolicy).body).toEqual({
    bucket,
    policy: expect.any(String),
    depends_on: [only(stack, S3BucketPublicAccessBlock).address],
  });
  expect(policyOf(stack, only(stack, S3BucketPolicy).body.policy)).toEqual([
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyDeletingBucketOrVersions",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
      Resource: [bucketArn, `${bucketArn}/*`],
    },
  ]);
});

test("its name is the stack's one output", () => {
  expect(stack.json.output).toEqual({
    state_bucket: {
      value: reference(stack, S3Bucket, "bucket"),
      description: "S3 bucket that holds the state of every other stack",
    },
  });
});
