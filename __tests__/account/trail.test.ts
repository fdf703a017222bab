import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TrailProps } from "../../src/account/trail";
import { Trail } from "../../src/account/trail";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { ABORT_INCOMPLETE_UPLOADS } from "../helpers/lifecycle-rules";
import { policyOf } from "../helpers/policies";

const trail = (props: Partial<TrailProps> = {}) =>
  synthConstruct((scope) => {
    new Trail(scope, "Trail", {
      name: "careflowai",
      accountId: "111122223333",
      region: "eu-central-1",
      bucketName: "111122223333-careflowai-trail",
      keyAlias: "alias/careflowai-trail",
      expirationDays: 400,
      objectLock: undefined,
      protect: true,
      logGroupName: "/careflowai/account/trail",
      logRetentionDays: 60,
      roleName: "careflowai-account-trail",
      dataEventsBucketPrefix: undefined,
      ...props,
    });
  });
const stack = trail();
const ARN = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/careflowai";
const OF_THIS_TRAIL = { "aws:SourceArn": ARN };
const bucketArn = reference(stack, S3Bucket, "arn");

/** What a policy lets CloudTrail do, and on which conditions. */
const grants = (policy: any) =>
  policyOf(stack, policy)
    .filter(({ Principal }) => JSON.stringify(Principal) === '{"Service":"cloudtrail.amazonaws.com"}')
    .map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));

test("the trail covers every region, can be validated, and is encrypted by a dedicated key", () => {
  const group = reference(stack, CloudwatchLogGroup, "arn");
  expect(only(stack, Cloudtrail).body).toEqual({
    name: "careflowai",
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
    s3_bucket_name: reference(stack, S3Bucket, "bucket"),
    kms_key_id: reference(stack, KmsKey, "arn"),
    cloud_watch_logs_group_arn: `${group}:*`,
    cloud_watch_logs_role_arn: reference(stack, IamRole, "arn"),
    depends_on: [only(stack, S3BucketPolicy).address, only(stack, IamRolePolicy).address],
  });
});

test("its bucket cannot be destroyed, is closed and encrypted, and its files expire", () => {
  const bucket = reference(stack, S3Bucket, "id");
  expect(only(stack, S3Bucket).body).toEqual({
    bucket: "111122223333-careflowai-trail",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(trail({ protect: false }), S3Bucket).body).toMatchObject({
    force_destroy: true,
    lifecycle: { prevent_destroy: false },
  });
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
  expect(only(stack, S3BucketLifecycleConfiguration).body).toMatchObject({
    bucket,
    rule: [
      ABORT_INCOMPLETE_UPLOADS,
      { id: "expire", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: 400 }] },
    ],
  });
});

test("its files have old versions, which are kept for 90 days", () => {
  expect(only(stack, S3BucketVersioningA).body).toEqual({
    bucket: reference(stack, S3Bucket, "id"),
    versioning_configuration: { status: "Enabled" },
  });
  expect(only(stack, S3BucketLifecycleConfiguration).body.rule).toContainEqual(
    expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }),
  );
});

/** The statements of a policy that deny without a condition. */
const denials = (policy: any) =>
  policyOf(stack, policy)
    .filter(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined)
    .map(({ Principal, Action, Resource }) => ({ Principal, Action, Resource }));

test("no principal may delete its files or disable its key, until protection is off", () => {
  expect(denials(only(stack, S3BucketPolicy).body.policy)).toEqual([
    {
      Principal: "*",
      Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: [bucketArn, `${bucketArn}/*`],
    },
  ]);
  expect(denials(only(stack, KmsKey).body.policy)).toEqual([
    { Principal: "*", Action: ["kms:DisableKey", "kms:ScheduleKeyDeletion"], Resource: "*" },
  ]);
  const unprotected = trail({ protect: false });
  expect(denials(only(unprotected, S3BucketPolicy).body.policy)).toEqual([]);
  expect(denials(only(unprotected, KmsKey).body.policy)).toEqual([]);
});

test("its files are locked only if that is asked for", () => {
  expect(resourcesOf(stack, S3BucketObjectLockConfigurationA)).toEqual([]);
  const locked = trail({ objectLock: { mode: "COMPLIANCE", retentionDays: 2190 } });
  expect(only(locked, S3BucketObjectLockConfigurationA).body).toEqual({
    bucket: reference(locked, S3Bucket, "id"),
    rule: { default_retention: { mode: "COMPLIANCE", days: 2190 } },
    depends_on: [only(locked, S3BucketVersioningA).address],
  });
  // In place: this argument of the bucket would replace it.
  expect(only(locked, S3Bucket).body).not.toHaveProperty("object_lock_enabled");
});

test("only this trail may write to the bucket, and every access needs TLS", () => {
  const { policy, depends_on } = only(stack, S3BucketPolicy).body;
  expect(depends_on).toEqual([only(stack, S3BucketPublicAccessBlock).address]);
  expect(policyOf(stack, policy).map(({ Sid }) => Sid)).toEqual([
    "DenyInsecureTransport",
    "DenyDeletingFiles",
    "CloudTrailAclCheck",
    "CloudTrailWrite",
  ]);
  expect(grants(policy)).toEqual([
    { Action: "s3:GetBucketAcl", Resource: bucketArn, Condition: { StringEquals: OF_THIS_TRAIL } },
    {
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/111122223333/*`,
      Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...OF_THIS_TRAIL } },
    },
  ]);
});

test("only this trail may encrypt with the key", () => {
  const { policy, ...key } = only(stack, KmsKey).body;
  expect(key).toMatchObject({ enable_key_rotation: true });
  expect(policyOf(stack, policy)[0]).toMatchObject({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
  });
  expect(grants(policy)).toEqual([
    {
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: OF_THIS_TRAIL,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111122223333:trail/*",
        },
      },
    },
    { Action: "kms:DescribeKey", Resource: "*", Condition: { StringEquals: OF_THIS_TRAIL } },
  ]);
});

test("it writes to its log group, for alarms and queries, by a dedicated role", () => {
  expect(only(stack, CloudwatchLogGroup).body).toEqual({
    name: "/careflowai/account/trail",
    retention_in_days: 60,
  });
  const { assume_role_policy, path } = only(stack, IamRole).body;
  expect(path).toBe("/careflowai-account/");
  expect(grants(assume_role_policy)).toEqual([
    // CloudTrail sends no source there: with a condition it could not assume the role.
    { Action: "sts:AssumeRole" },
  ]);
  expect(policyOf(stack, only(stack, IamRolePolicy).body.policy)).toMatchObject([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${reference(stack, CloudwatchLogGroup, "arn")}:*`,
    },
  ]);
});

test("with data events it records function calls and objects of those buckets except its own", () => {
  expect(
    only(trail({ dataEventsBucketPrefix: "111122223333-careflowai-" }), Cloudtrail).body
      .advanced_event_selector,
  ).toEqual([
    { name: "Management events", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    {
      name: "Objects",
      field_selector: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        {
          field: "resources.ARN",
          starts_with: ["arn:aws:s3:::111122223333-careflowai-"],
          not_starts_with: ["arn:aws:s3:::111122223333-careflowai-trail/"],
        },
      ],
    },
    {
      name: "Function invocations",
      field_selector: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::Lambda::Function"] },
      ],
    },
  ]);
});
