import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { Website } from "../../src/frontend/website";
import { find, reference, soundStack } from "../helpers/blocks";
import { only, synthConstruct } from "../helpers/synth";

const websiteOf = (protect: boolean) =>
  synthConstruct((scope) => {
    new Website(scope, "Website", { bucketName: "111122223333-careflowai-frontend", protect });
  });

const stack = websiteOf(true);
const bucket = reference(stack, S3Bucket, "id");

test("the bucket is the document's", () => {
  expect(only(soundStack("careflowai-prod"), S3Bucket)).toMatchObject({
    bucket: "111122223333-careflowai-frontend",
  });
});

test.each([true, false])(
  "with protection %s, the bucket is destroyed only without it, and then emptied",
  (protect) => {
    expect(only(websiteOf(protect), S3Bucket)).toEqual({
      bucket: "111122223333-careflowai-frontend",
      force_destroy: !protect,
      lifecycle: { prevent_destroy: protect },
    });
  },
);

test("it hosts a website whose every answer may start the app", () => {
  expect(only(stack, S3BucketWebsiteConfiguration)).toEqual({
    bucket,
    index_document: { suffix: "index.html" },
    error_document: { key: "index.html" },
  });
});

test("its versioning is suspended", () => {
  expect(only(stack, S3BucketVersioningA)).toEqual({
    bucket,
    versioning_configuration: { status: "Suspended" },
  });
});

test("everybody may read objects and nothing else, once the public access block allows the policy", () => {
  expect(only(stack, S3BucketPublicAccessBlock)).toEqual({
    bucket,
    block_public_acls: false,
    block_public_policy: false,
    ignore_public_acls: false,
    restrict_public_buckets: false,
  });
  expect(only(stack, S3BucketPolicy)).toEqual({
    bucket,
    policy: reference(stack, DataAwsIamPolicyDocument, "json"),
    depends_on: [find(stack, S3BucketPublicAccessBlock).address],
  });
  expect(find(stack, DataAwsIamPolicyDocument).body).toEqual({
    statement: [
      {
        sid: "PublicRead",
        principals: [{ type: "*", identifiers: ["*"] }],
        actions: ["s3:GetObject"],
        resources: [`${reference(stack, S3Bucket, "arn")}/*`],
      },
    ],
  });
});
