import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { BucketProps } from "../../src/storage/bucket";
import { Bucket } from "../../src/storage/bucket";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { policyOf } from "../helpers/policies";
import { synthConstruct } from "../helpers/construct";
import { ABORT_INCOMPLETE_UPLOADS } from "../helpers/lifecycle-rules";

const RULE = { id: "expire", status: "Enabled", expiration: [{ days: 7 }] };
const READ = { Sid: "Read", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" } as const;

const bucketOf = (props: Partial<BucketProps>) =>
  synthConstruct((scope) => {
    new Bucket(scope, "Bucket", {
      bucketName: "test",
      access: "private",
      lifecycleRules: [RULE],
      protect: false,
      ...props,
    }).addToPolicy(READ);
  });
const stack = bucketOf({});
const id = reference(stack, S3Bucket, "id");
const block = (blocked: boolean) => ({
  bucket: id,
  block_public_acls: blocked,
  block_public_policy: blocked,
  ignore_public_acls: blocked,
  restrict_public_buckets: blocked,
});

test("a private bucket blocks public access in all four ways", () => {
  expect(only(stack, S3BucketPublicAccessBlock).body).toEqual(block(true));
});

test("a private bucket refuses every principal every action without TLS", () => {
  const arn = reference(stack, S3Bucket, "arn");
  expect(policyOf(stack, only(stack, S3BucketPolicy).body.policy)).toEqual([
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    READ,
  ]);
});

test("a public bucket opens all four blocks and admits plain HTTP", () => {
  const open = bucketOf({ access: "public-read" });
  expect(only(open, S3BucketPublicAccessBlock).body).toEqual(block(false));
  expect(policyOf(open, only(open, S3BucketPolicy).body.policy)).toEqual([READ]);
});

test("the policy waits for the public access block", () => {
  expect(only(stack, S3BucketPolicy).body.depends_on).toEqual([
    only(stack, S3BucketPublicAccessBlock).address,
  ]);
});

test("every bucket is encrypted by SSE-S3", () => {
  for (const access of ["private", "public-read"] as const) {
    expect(only(bucketOf({ access }), S3BucketServerSideEncryptionConfigurationA).body).toEqual({
      bucket: id,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  }
});

test("lifecycle rules wait for versioning, where there is any", () => {
  expect(only(stack, S3BucketLifecycleConfiguration).body).toEqual({
    bucket: id,
    rule: [ABORT_INCOMPLETE_UPLOADS, RULE],
  });
  expect(resourcesOf(stack, S3BucketVersioningA)).toEqual([]);

  const versioned = bucketOf({ versioning: "Suspended" });
  expect(only(versioned, S3BucketVersioningA).body).toEqual({
    bucket: id,
    versioning_configuration: { status: "Suspended" },
  });
  expect(only(versioned, S3BucketLifecycleConfiguration).body).toEqual({
    bucket: id,
    rule: [ABORT_INCOMPLETE_UPLOADS, RULE],
    depends_on: [only(versioned, S3BucketVersioningA).address],
  });
});

test.each([
  [{ protect: true }, { force_destroy: false, lifecycle: { prevent_destroy: true } }],
  [{ protect: false }, { force_destroy: true, lifecycle: { prevent_destroy: false } }],
  [
    { protect: true, createBeforeDestroy: true },
    { force_destroy: false, lifecycle: { create_before_destroy: true, prevent_destroy: true } },
  ],
])("with %j the bucket has %j", (props, expected) => {
  expect(only(bucketOf(props), S3Bucket).body).toEqual({ bucket: "test", ...expected });
});
