import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import type { Construct } from "constructs";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { WebsiteProps } from "../../src/frontend/website";
import { Website } from "../../src/frontend/website";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { ABORT_INCOMPLETE_UPLOADS } from "../helpers/lifecycle-rules";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const website = (scope: Construct, props: Partial<WebsiteProps> = {}) =>
  new Website(scope, "Website", {
    bucketName: "111122223333-careflowai-frontend",
    access: "public-website",
    versioning: "Suspended",
    oldVersionsExpirationDays: 30,
    intelligentTiering: false,
    protect: true,
    ...props,
  });
const websiteOf = (props: Partial<WebsiteProps>) =>
  synthConstruct((scope) => {
    website(scope, props);
  });

const stack = websiteOf({});
const bucket = reference(stack, S3Bucket, "id");

test("the bucket is the document's", () => {
  expect(only(soundStack("careflowai-prod"), S3Bucket).body).toMatchObject({
    bucket: "111122223333-careflowai-frontend",
  });
});

test.each([true, false])(
  "with protection %s, the bucket is emptied and destroyed only without it",
  (protect) => {
    expect(only(websiteOf({ protect }), S3Bucket).body).toEqual({
      bucket: "111122223333-careflowai-frontend",
      force_destroy: !protect,
      lifecycle: { prevent_destroy: protect },
    });
  },
);

test("it hosts a website that answers every path with the app", () => {
  expect(only(stack, S3BucketWebsiteConfiguration).body).toEqual({
    bucket,
    index_document: { suffix: "index.html" },
    error_document: { key: "index.html" },
  });
});

test("its versioning is suspended", () => {
  expect(only(stack, S3BucketVersioningA).body).toEqual({
    bucket,
    versioning_configuration: { status: "Suspended" },
  });
});

test("the public may read objects and nothing else, once the public access block allows the policy", () => {
  expect(only(stack, S3BucketPublicAccessBlock).body).toEqual({
    bucket,
    block_public_acls: false,
    block_public_policy: false,
    ignore_public_acls: false,
    restrict_public_buckets: false,
  });
  expect(only(stack, S3BucketPolicy).body).toEqual({
    bucket,
    policy: expect.any(String),
    depends_on: [only(stack, S3BucketPublicAccessBlock).address],
  });
  expect(policyOf(stack, only(stack, S3BucketPolicy).body.policy)).toEqual([
    {
      Sid: "PublicRead",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `${reference(stack, S3Bucket, "arn")}/*`,
    },
  ]);
});

describe("a private bucket", () => {
  const distributionArn = "arn:aws:cloudfront::111122223333:distribution/E1";
  const closed = synthConstruct((scope) => {
    website(scope, { access: "private" }).admitDistribution(distributionArn);
  });
  const bucketArn = reference(closed, S3Bucket, "arn");

  test("hosts no website", () => {
    expect(resourcesOf(closed, S3BucketWebsiteConfiguration)).toEqual([]);
    synthConstruct((scope) => {
      expect(website(scope, { access: "private" }).hosting).toBeUndefined();
    });
  });

  test("is closed to the public", () => {
    expect(only(closed, S3BucketPublicAccessBlock).body).toEqual({
      bucket: reference(closed, S3Bucket, "id"),
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  test("can be read by the one distribution, with TLS only", () => {
    expect(only(closed, S3BucketPolicy).body).toEqual({
      bucket: reference(closed, S3Bucket, "id"),
      policy: expect.any(String),
      depends_on: [only(closed, S3BucketPublicAccessBlock).address],
    });
    expect(policyOf(closed, only(closed, S3BucketPolicy).body.policy)).toEqual([
      {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "DistributionRead",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: `${bucketArn}/*`,
        Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
      },
    ]);
  });

  test("is the same bucket, with policy and access block changed in place", () => {
    const addresses = (one: SynthesizedStack) => one.resources().map(({ address }) => address);
    expect(addresses(closed)).toEqual(
      addresses(stack).filter((address) => address !== only(stack, S3BucketWebsiteConfiguration).address),
    );
    expect(only(closed, S3Bucket).body).toEqual(only(stack, S3Bucket).body);
  });
});

describe("old versions and storage classes", () => {
  const expiry = {
    id: "expire-old-versions",
    status: "Enabled",
    filter: [{ prefix: "" }],
    noncurrent_version_expiration: [{ noncurrent_days: 45 }],
    abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
  };
  const tiering = {
    id: "intelligent-tiering",
    status: "Enabled",
    filter: [{ prefix: "" }],
    transition: [{ days: 0, storage_class: "INTELLIGENT_TIERING" }],
  };

  test.each([
    ["Enabled", false, [expiry]],
    ["Enabled", true, [expiry, tiering]],
    ["Suspended", false, [expiry]],
    ["Suspended", true, [expiry, tiering]],
  ] as const)("with versioning %s and tiering %s", (versioning, intelligentTiering, rule) => {
    const kept = websiteOf({ versioning, intelligentTiering, oldVersionsExpirationDays: 45 });
    expect(only(kept, S3BucketVersioningA).body).toEqual({
      bucket,
      versioning_configuration: { status: versioning },
    });
    expect(only(kept, S3BucketLifecycleConfiguration).body).toEqual({
      bucket,
      rule: [ABORT_INCOMPLETE_UPLOADS, ...rule],
      depends_on: [only(kept, S3BucketVersioningA).address],
    });
  });
});
