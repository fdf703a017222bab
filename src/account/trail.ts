import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCloudwatchLogGroup } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-group";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { Construct } from "constructs";
import { ACCOUNT_IAM_PATH } from "../config/names";
import { DENY_DISABLING_KEY, keyAdministration } from "../iam/key-policy";
import { policyDocument } from "../iam/policy-document";
import { ServiceRole } from "../iam/service-role";
import { Bucket } from "../storage/bucket";

/** Days that a file which was overwritten, or has expired, can be restored. */
const OLD_VERSIONS_DAYS = 90;

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" };

/** The trail that the account's alerts depend on, created here or not. */
export interface AccountTrail {
  readonly arn: string;
  /** ARN of the key of its log files; undefined if it is not known. */
  readonly keyArn: string | undefined;
  /** Name of its log group, from which alarms and the daily summary read; undefined if it is not known. */
  readonly logGroupName: string | undefined;
}

export interface TrailProps {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly bucketName: string;
  readonly keyAlias: string;
  readonly expirationDays: number;
  /** Retention of each file version, which no lifecycle rule or policy shortens; undefined for none. */
  readonly objectLock:
    { readonly mode: "COMPLIANCE" | "GOVERNANCE"; readonly retentionDays: number } | undefined;
  /**
   * Whether Terraform refuses to destroy the bucket, no principal can delete the bucket or a file in it, and none can
   * disable or delete the key. Without protection, destroy empties the bucket first.
   */
  readonly protect: boolean;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  /** Name of the role that writes to the log group. */
  readonly roleName: string;
  /** Name prefix of the buckets whose data events the trail records; undefined for no data events. */
  readonly dataEventsBucketPrefix: string | undefined;
}

/**
 * The account's trail: all regions, log files validated and encrypted by a customer managed key, in a versioned bucket
 * that keeps evidence, and in a log group for alarms and queries. Exposes its ARN, its key and the name of the log group.
 *
 * With data events the trail also records which principal reads and writes objects in the project's buckets, except its
 * own, because each file that it writes would be another event; and which principal invokes Lambda functions.
 */
export class Trail extends Construct implements AccountTrail {
  readonly arn: string;
  readonly keyArn: string;
  readonly logGroupName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TrailProps,
  ) {
    super(scope, id);
    const { name, dataEventsBucketPrefix } = props;
    const key = this.createKey();
    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionDays,
    });
    const bucket = this.createBucket();
    const role = new ServiceRole(this, "Role", {
      name: props.roleName,
      path: ACCOUNT_IAM_PATH,
      description: "Writes the trail to its log group",
      // No trust condition: CloudTrail sends no source when it assumes this role (AWS, Role policy document for
      // CloudTrail to use CloudWatch Logs for monitoring).
      service: CLOUDTRAIL.Service,
      statements: [
        {
          Sid: "WriteOwnLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: `${logGroup.arn}:*`,
        },
      ],
    });
    const trail = new Cloudtrail(this, "Resource", {
      name,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: bucket.resource.bucket,
      kmsKeyId: key.arn,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.resource.arn,
      ...(dataEventsBucketPrefix !== undefined && {
        advancedEventSelector: this.selectors(dataEventsBucketPrefix),
      }),
      // CloudTrail tests both when it creates the trail.
      dependsOn: [bucket.policy, role.policy],
    });
    this.arn = trail.arn;
    this.keyArn = key.arn;
    this.logGroupName = logGroup.name;
  }

  /** The ARN as a literal, because bucket and key admit the trail before it exists. */
  private isThisTrail() {
    const { name, accountId, region } = this.props;
    return { "aws:SourceArn": `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}` };
  }

  private createKey(): KmsKey {
    const { accountId, keyAlias, protect } = this.props;
    const key = new KmsKey(this, "Key", {
      description: "Encrypts the trail's log files",
      enableKeyRotation: true,
      policy: policyDocument(
        keyAdministration(accountId),
        ...(protect ? [DENY_DISABLING_KEY] : []),
        {
          Sid: "EncryptLogFiles",
          Effect: "Allow",
          Principal: CLOUDTRAIL,
          Action: "kms:GenerateDataKey*",
          Resource: "*",
          Condition: {
            StringEquals: this.isThisTrail(),
            StringLike: {
              "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${accountId}:trail/*`,
            },
          },
        },
        {
          Sid: "DescribeKey",
          Effect: "Allow",
          Principal: CLOUDTRAIL,
          Action: "kms:DescribeKey",
          Resource: "*",
          Condition: { StringEquals: this.isThisTrail() },
        },
      ),
    });
    new KmsAlias(this, "Alias", { name: keyAlias, targetKeyId: key.keyId });
    return key;
  }

  /** SSE-S3 encrypts the digest files; the trail's key encrypts the log files. */
  private createBucket(): Bucket {
    const { accountId, bucketName, expirationDays, objectLock, protect } = this.props;
    const bucket = new Bucket(this, "Bucket", {
      bucketName,
      access: "private",
      versioning: "Enabled",
      lifecycleRules: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: expirationDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSIONS_DAYS }],
        },
      ],
      protect,
    });
    const { arn } = bucket.resource;
    if (objectLock)
      new S3BucketObjectLockConfigurationA(this, "ObjectLock", {
        bucket: bucket.resource.id,
        rule: { defaultRetention: { mode: objectLock.mode, days: objectLock.retentionDays } },
        // S3 locks versions.
        dependsOn: bucket.versioning ? [bucket.versioning] : [],
      });
    if (protect)
      bucket.addToPolicy({
        Sid: "DenyDeletingFiles",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"],
        Resource: [arn, `${arn}/*`],
      });
    bucket.addToPolicy(
      {
        Sid: "CloudTrailAclCheck",
        Effect: "Allow",
        Principal: CLOUDTRAIL,
        Action: "s3:GetBucketAcl",
        Resource: arn,
        Condition: { StringEquals: this.isThisTrail() },
      },
      {
        Sid: "CloudTrailWrite",
        Effect: "Allow",
        Principal: CLOUDTRAIL,
        Action: "s3:PutObject",
        Resource: `${arn}/AWSLogs/${accountId}/*`,
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...this.isThisTrail() },
        },
      },
    );
    return bucket;
  }

  private selectors(bucketPrefix: string): CloudtrailAdvancedEventSelector[] {
    const is = (field: string, ...equalTo: string[]) => ({ field, equalTo });
    return [
      { name: "Management events", fieldSelector: [is("eventCategory", "Management")] },
      {
        name: "Objects",
        fieldSelector: [
          is("eventCategory", "Data"),
          is("resources.type", "AWS::S3::Object"),
          {
            field: "resources.ARN",
            startsWith: [`arn:aws:s3:::${bucketPrefix}`],
            notStartsWith: [`arn:aws:s3:::${this.props.bucketName}/`],
          },
        ],
      },
      {
        name: "Function invocations",
        fieldSelector: [is("eventCategory", "Data"), is("resources.type", "AWS::Lambda::Function")],
      },
    ];
  }
}

export interface ExistingTrailProps {
  readonly arn: string;
  readonly logGroupName?: string | undefined;
}

/** A trail that exists already. The plan fails if its log group does not exist. */
export class ExistingTrail extends Construct implements AccountTrail {
  readonly arn: string;
  readonly keyArn = undefined;
  readonly logGroupName: string | undefined;

  constructor(scope: Construct, id: string, { arn, logGroupName }: ExistingTrailProps) {
    super(scope, id);
    this.arn = arn;
    this.logGroupName =
      logGroupName === undefined
        ? undefined
        : new DataAwsCloudwatchLogGroup(this, "LogGroup", { name: logGroupName }).name;
  }
}
