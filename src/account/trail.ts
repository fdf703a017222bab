import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { BLOCK_PUBLIC_ACCESS, denyInsecureTransport } from "../storage/bucket";
import { ACCOUNT_IAM_PATH } from "../config/names";
import { administeredBy } from "../iam/key-policy";

const CLOUDTRAIL = [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }];

export interface TrailProps {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly bucketName: string;
  readonly expirationDays: number;
  /** Whether the bucket may not be destroyed. Without protection it is emptied and destroyed. */
  readonly protect: boolean;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  /** Name of the role that writes to the log group. */
  readonly roleName: string;
  /** What the names of buckets begin with whose objects the trail watches; undefined for no data events. */
  readonly dataEventsOf: string | undefined;
}

/**
 * The account's trail: all regions, log files validated and encrypted by a key of its own, in a bucket that is
 * evidence, and in a log group for alarms and queries.
 *
 * Exposes the trail, and the log group to what reads it.
 *
 * With data events the trail records also who reads and writes objects of the buckets whose name begins as told, its
 * own apart, because each file it writes would be another event; and who invokes Lambda functions.
 */
export class Trail extends Construct {
  readonly resource: Cloudtrail;
  readonly logGroup: CloudwatchLogGroup;
  /** The trail's ARN, known before the trail: its bucket and its key admit it by that. */
  private readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TrailProps,
  ) {
    super(scope, id);
    const { name, accountId, region } = props;
    this.arn = `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;

    const key = this.key();
    this.logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionDays,
    });
    const bucket = new S3Bucket(this, "Bucket", {
      bucket: props.bucketName,
      forceDestroy: !props.protect,
      lifecycle: { preventDestroy: props.protect },
    });
    const bucketPolicy = this.protect(bucket);
    const role = new IamRole(this, "Role", {
      name: props.roleName,
      path: ACCOUNT_IAM_PATH,
      description: "Writes the trail to its log group",
      assumeRolePolicy: new DataAwsIamPolicyDocument(this, "TrustPolicy", {
        // CloudTrail tells of no source when it takes this role on (AWS, Role policy document for CloudTrail to use
        // CloudWatch Logs for monitoring).
        statement: [{ actions: ["sts:AssumeRole"], principals: CLOUDTRAIL }],
      }).json,
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: props.roleName,
      role: role.name,
      policy: new DataAwsIamPolicyDocument(this, "RolePolicyDocument", {
        statement: [
          {
            sid: "WriteOwnLogs",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`${this.logGroup.arn}:*`],
          },
        ],
      }).json,
    });
    this.resource = new Cloudtrail(this, "Resource", {
      name,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: bucket.bucket,
      kmsKeyId: key.arn,
      cloudWatchLogsGroupArn: `${this.logGroup.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      ...(props.dataEventsOf !== undefined && {
        advancedEventSelector: this.selectors(props.dataEventsOf),
      }),
      // CloudTrail tries each of them before it makes the trail.
      dependsOn: [bucketPolicy, rolePolicy],
    });
  }

  private forThisTrail() {
    return { test: "StringEquals", variable: "aws:SourceArn", values: [this.arn] };
  }

  private key(): KmsKey {
    const { accountId, name } = this.props;
    const key = new KmsKey(this, "Key", {
      description: "Encrypts the trail's log files",
      enableKeyRotation: true,
      policy: new DataAwsIamPolicyDocument(this, "KeyPolicy", {
        statement: [
          administeredBy(accountId),
          {
            sid: "EncryptLogFiles",
            principals: CLOUDTRAIL,
            actions: ["kms:GenerateDataKey*"],
            resources: ["*"],
            condition: [
              this.forThisTrail(),
              {
                test: "StringLike",
                variable: "kms:EncryptionContext:aws:cloudtrail:arn",
                values: [`arn:aws:cloudtrail:*:${accountId}:trail/*`],
              },
            ],
          },
          {
            sid: "DescribeKey",
            principals: CLOUDTRAIL,
            actions: ["kms:DescribeKey"],
            resources: ["*"],
            condition: [this.forThisTrail()],
          },
        ],
      }).json,
    });
    new KmsAlias(this, "Alias", { name: `alias/${name}-trail`, targetKeyId: key.keyId });
    return key;
  }

  /** Everything about the bucket; returns its policy, without which no trail is made. */
  private protect(bucket: S3Bucket): S3BucketPolicy {
    const { accountId, expirationDays } = this.props;
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: bucket.id,
      ...BLOCK_PUBLIC_ACCESS,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: bucket.id,
      // Of digest files; log files are encrypted by the trail's key.
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: expirationDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    const document = new DataAwsIamPolicyDocument(this, "BucketPolicyDocument", {
      statement: [
        denyInsecureTransport(bucket),
        {
          sid: "CloudTrailAclCheck",
          principals: CLOUDTRAIL,
          actions: ["s3:GetBucketAcl"],
          resources: [bucket.arn],
          condition: [this.forThisTrail()],
        },
        {
          sid: "CloudTrailWrite",
          principals: CLOUDTRAIL,
          actions: ["s3:PutObject"],
          resources: [`${bucket.arn}/AWSLogs/${accountId}/*`],
          condition: [
            { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
            this.forThisTrail(),
          ],
        },
      ],
    });
    return new S3BucketPolicy(this, "BucketPolicy", {
      bucket: bucket.id,
      policy: document.json,
      dependsOn: [publicAccessBlock],
    });
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
