import { DataAwsElbServiceAccount } from "@cdktf/provider-aws/lib/data-aws-elb-service-account";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CLOUDFRONT_REGION } from "../config/regions";
import type { PolicyStatement } from "../iam/policy-document";
import { Bucket } from "./bucket";

/** Services that write to the bucket, each under a prefix of its name. */
export type LogWriter = "load-balancer" | "cloudfront";

/**
 * Regions from before August 2022, in which a load balancer may also write through an account of Elastic Load Balancing
 * (AWS, Enable access logs for your Application Load Balancer). Other regions have no such account, and a plan that asks
 * for it fails.
 */
const REGIONS_WITH_ELB_ACCOUNT = [
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-south-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "me-south-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

export interface LogBucketProps {
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
  /** Days that each writer's logs are kept; a writer that is left out may not write. */
  readonly expirationDays: Readonly<Partial<Record<LogWriter, number>>>;
  /** Whether Terraform refuses to destroy the bucket. Without protection, destroy empties it first. */
  readonly protect: boolean;
}

/**
 * The bucket of access logs (document, Monitoring & Compliance). Encrypted by SSE-S3, the only kind that a load balancer
 * can write to (AWS, Enable access logs for your Application Load Balancer), and without ACLs: its policy admits the
 * writers.
 *
 * Exposes the bucket to the writers, and the resources that must exist before them: a load balancer tests its first
 * write.
 */
export class LogBucket extends Construct {
  readonly resource: S3Bucket;
  readonly neededToWrite: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);

    const bucket = new Bucket(this, "Bucket", {
      bucketName: props.bucketName,
      access: "private",
      lifecycleRules: Object.entries(props.expirationDays).map(([writer, days]) => ({
        id: `expire-${writer}`,
        status: "Enabled",
        filter: [{ prefix: `${writer}/` }],
        expiration: [{ days }],
      })),
      protect: props.protect,
      createBeforeDestroy: true,
    });
    this.resource = bucket.resource;
    bucket.addToPolicy(...this.loadBalancerWrite(props), ...this.cloudFrontWrite(props));
    const ownershipControls = new S3BucketOwnershipControls(this, "OwnershipControls", {
      bucket: this.resource.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [bucket.publicAccessBlock, bucket.policy],
    });
    this.neededToWrite = [bucket.policy, ownershipControls];
  }

  private loadBalancerWrite({ accountId, region, expirationDays }: LogBucketProps): PolicyStatement[] {
    if (expirationDays["load-balancer"] === undefined) return [];
    return [
      {
        Sid: "LoadBalancerWrite",
        Effect: "Allow",
        Principal: {
          Service: "logdelivery.elasticloadbalancing.amazonaws.com",
          ...(REGIONS_WITH_ELB_ACCOUNT.includes(region) && {
            AWS: new DataAwsElbServiceAccount(this, "ElbServiceAccount", {}).arn,
          }),
        },
        Action: "s3:PutObject",
        Resource: `${this.resource.arn}/load-balancer/AWSLogs/${accountId}/*`,
      },
    ];
  }

  /**
   * AWS's own statement, except for the prefix: it adds one to a policy that lacks it (AWS, Logs sent to Amazon S3). A
   * delivery of CloudFront's logs is in us-east-1, wherever the bucket is.
   */
  private cloudFrontWrite({ accountId, expirationDays }: LogBucketProps): PolicyStatement[] {
    if (expirationDays.cloudfront === undefined) return [];
    return [
      {
        Sid: "AWSLogDeliveryWrite1",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${this.resource.arn}/cloudfront/*`,
        Condition: {
          StringEquals: {
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceAccount": accountId,
          },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:${CLOUDFRONT_REGION}:${accountId}:delivery-source:*` },
        },
      },
    ];
  }
}
