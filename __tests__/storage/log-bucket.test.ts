import { DataAwsElbServiceAccount } from "@cdktf/provider-aws/lib/data-aws-elb-service-account";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { LogBucketProps } from "../../src/storage/log-bucket";
import { LogBucket } from "../../src/storage/log-bucket";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";
import { ABORT_INCOMPLETE_UPLOADS } from "../helpers/lifecycle-rules";

const logBucket = (scope: Construct, props: Partial<LogBucketProps> = {}) =>
  new LogBucket(scope, "LogBucket", {
    bucketName: "210987654321-careflowai-test-logs",
    accountId: "210987654321",
    region: "us-east-1",
    expirationDays: { "load-balancer": 60, cloudfront: 90 },
    protect: false,
    ...props,
  });
const stackOf = (props: Partial<LogBucketProps>) =>
  synthConstruct((scope) => {
    logBucket(scope, props);
  });
const stack = stackOf({});
const bucket = reference(stack, S3Bucket, "id");
const bucketArn = reference(stack, S3Bucket, "arn");

test.each([true, false])(
  "with protection %s, the bucket is emptied and destroyed only without it",
  (protect) => {
    expect(only(stackOf({ protect }), S3Bucket).body).toEqual({
      bucket: "210987654321-careflowai-test-logs",
      force_destroy: !protect,
      // Its users stop logging to it before it is destroyed.
      lifecycle: { create_before_destroy: true, prevent_destroy: protect },
    });
  },
);

test("it is closed to the public, and encrypted in the only way that a load balancer writes to", () => {
  expect(only(stack, S3BucketPublicAccessBlock).body).toEqual({
    bucket,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(only(stack, S3BucketServerSideEncryptionConfigurationA).body).toEqual({
    bucket,
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
  });
});

test("it has no ACLs, and owns the delivered files", () => {
  expect(only(stack, S3BucketOwnershipControls).body).toEqual({
    bucket,
    rule: { object_ownership: "BucketOwnerEnforced" },
    depends_on: [only(stack, S3BucketPublicAccessBlock).address, only(stack, S3BucketPolicy).address],
  });
});

describe("logs expire", () => {
  const expiry = (writer: string, days: number) => ({
    id: `expire-${writer}`,
    status: "Enabled",
    filter: [{ prefix: `${writer}/` }],
    expiration: [{ days }],
  });

  test.each<[title: string, LogBucketProps["expirationDays"], object[]]>([
    [
      "of both writers, each after its own time",
      { "load-balancer": 60, cloudfront: 90 },
      [expiry("load-balancer", 60), expiry("cloudfront", 90)],
    ],
    ["of the load balancer alone", { "load-balancer": 60 }, [expiry("load-balancer", 60)]],
    ["of CloudFront alone", { cloudfront: 1 }, [expiry("cloudfront", 1)]],
  ])("%s", (_title, expirationDays, rule) => {
    expect(only(stackOf({ expirationDays }), S3BucketLifecycleConfiguration).body).toEqual({
      bucket,
      rule: [ABORT_INCOMPLETE_UPLOADS, ...rule],
    });
  });
});

describe("the policy", () => {
  const tlsOnly = {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const service = { Service: "logdelivery.elasticloadbalancing.amazonaws.com" };
  const write = (principals: object) => ({
    Sid: "LoadBalancerWrite",
    Effect: "Allow",
    Principal: principals,
    Action: "s3:PutObject",
    Resource: `${bucketArn}/load-balancer/AWSLogs/210987654321/*`,
  });
  const cloudFrontWrite = {
    Sid: "AWSLogDeliveryWrite1",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/cloudfront/*`,
    Condition: {
      StringEquals: {
        "s3:x-amz-acl": "bucket-owner-full-control",
        "aws:SourceAccount": "210987654321",
      },
      ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:210987654321:delivery-source:*" },
    },
  };
  const bucketPolicyOf = (one: SynthesizedStack) => policyOf(one, only(one, S3BucketPolicy).body.policy);

  test("waits for the access block", () => {
    expect(only(stack, S3BucketPolicy).body).toEqual({
      bucket,
      policy: expect.any(String),
      depends_on: [only(stack, S3BucketPublicAccessBlock).address],
    });
  });

  test("lets the load balancer write under this account's prefix, by its service or by its region's account", () => {
    const account = { AWS: reference(stack, DataAwsElbServiceAccount, "arn") };
    expect(bucketPolicyOf(stack)).toEqual([tlsOnly, write({ ...service, ...account }), cloudFrontWrite]);
    expect(only(stack, DataAwsElbServiceAccount).body).toEqual({});
  });

  test("asks for no account in a region that has none, where the plan would fail", () => {
    const elsewhere = stackOf({ region: "eu-central-2" });
    expect(bucketPolicyOf(elsewhere)).toEqual([tlsOnly, write(service), cloudFrontWrite]);
    expect(elsewhere.data("aws_elb_service_account")).toEqual([]);
  });

  test("lets a writer write only where it logs", () => {
    const balancerOnly = stackOf({ expirationDays: { "load-balancer": 90 }, region: "eu-central-2" });
    expect(bucketPolicyOf(balancerOnly)).toEqual([tlsOnly, write(service)]);
    const cloudFrontOnly = stackOf({ expirationDays: { cloudfront: 90 } });
    expect(bucketPolicyOf(cloudFrontOnly)).toEqual([tlsOnly, cloudFrontWrite]);
    expect(cloudFrontOnly.data("aws_elb_service_account")).toEqual([]);
  });
});

test("writers wait for policy and ownership", () => {
  const waiting = synthConstruct((scope) => {
    new Vpc(scope, "Writer", { dependsOn: logBucket(scope).neededToWrite });
  });
  expect(only(waiting, Vpc).body.depends_on).toEqual([
    only(waiting, S3BucketPolicy).address,
    only(waiting, S3BucketOwnershipControls).address,
  ]);
});
