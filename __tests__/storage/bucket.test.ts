import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { BLOCK_PUBLIC_ACCESS, denyInsecureTransport } from "../../src/storage/bucket";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stack = synthConstruct((scope) => {
  const bucket = new S3Bucket(scope, "Bucket", {});
  new S3BucketPublicAccessBlock(scope, "Block", { bucket: bucket.id, ...BLOCK_PUBLIC_ACCESS });
  const { json: policy } = new DataAwsIamPolicyDocument(scope, "Document", {
    statement: [denyInsecureTransport(bucket)],
  });
  new S3BucketPolicy(scope, "Policy", { bucket: bucket.id, policy });
});

test("all four blocks of public access are set", () => {
  expect(only(stack, S3BucketPublicAccessBlock).body).toEqual({
    bucket: reference(stack, S3Bucket, "id"),
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("every access to the bucket and its objects needs TLS", () => {
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
  ]);
});
