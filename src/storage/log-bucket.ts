import { DataAwsElbServiceAccount } from "@cdktf/provider-aws/lib/data-aws-elb-service-account";
import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { BLOCK_PUBLIC_ACCESS, denyInsecureTransport } from "./bucket";
import { LET_GO_FIRST } from "../terraform";

/** What writes to the bucket, each under a prefix of its own name. */
export type LogWriter = "load-balancer" | "cloudfront";

/**
 * Regions in which a load balancer may write by an account of Elastic Load Balancing's too, those from before
 * August 2022 (AWS, Enable access logs for your Application Load Balancer). Elsewhere there is no such account,
 * and a plan that asks for it fails.
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
  /** How long each writer's logs are kept; a writer that is left out may not write. */
  readonly expirationDays: Readonly<Partial<Record<LogWriter, number>>>;
  /** Whether the bucket may not be destroyed. Without protection it is emptied and destroyed. */
  readonly protect: boolean;
}

/**
 * The bucket of access logs (document, Monitoring & Compliance). Encrypted by SSE-S3, the only kind that a load
 * balancer writes to, and with ACLs, which CloudFront's delivery needs.
 *
 * Exposes the bucket to the writers, and what must stand before them: a load balancer tests its first write.
 */
export class LogBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly neededToWrite: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);

    this.bucket = new S3Bucket(this, "Bucket", {
      bucket: props.bucketName,
      forceDestroy: !props.protect,
      lifecycle: { ...LET_GO_FIRST, preventDestroy: props.protect },
    });
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: this.bucket.id,
      ...BLOCK_PUBLIC_ACCESS,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: this.bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: this.bucket.id,
      rule: Object.entries(props.expirationDays).map(([writer, days]) => ({
        id: `expire-${writer}`,
        status: "Enabled",
        filter: [{ prefix: `${writer}/` }],
        expiration: [{ days }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      })),
    });
    const policy = new S3BucketPolicy(this, "Policy", {
      bucket: this.bucket.id,
      policy: this.policy(props).json,
      dependsOn: [publicAccessBlock],
    });
    const ownershipControls = new S3BucketOwnershipControls(this, "OwnershipControls", {
      bucket: this.bucket.id,
      rule: { objectOwnership: "BucketOwnerPreferred" },
      dependsOn: [publicAccessBlock, policy],
    });
    this.neededToWrite = [policy, ownershipControls];
  }

  private policy(props: LogBucketProps): DataAwsIamPolicyDocument {
    return new DataAwsIamPolicyDocument(this, "PolicyDocument", {
      statement: [denyInsecureTransport(this.bucket), ...this.loadBalancerWrite(props)],
    });
  }

  private loadBalancerWrite({
    accountId,
    region,
    expirationDays,
  }: LogBucketProps): DataAwsIamPolicyDocumentStatement[] {
    if (expirationDays["load-balancer"] === undefined) return [];
    const principals = [{ type: "Service", identifiers: ["logdelivery.elasticloadbalancing.amazonaws.com"] }];
    if (REGIONS_WITH_ELB_ACCOUNT.includes(region)) {
      const elbAccount = new DataAwsElbServiceAccount(this, "ElbServiceAccount", {});
      principals.push({ type: "AWS", identifiers: [elbAccount.arn] });
    }
    return [
      {
        sid: "LoadBalancerWrite",
        principals,
        actions: ["s3:PutObject"],
        resources: [`${this.bucket.arn}/load-balancer/AWSLogs/${accountId}/*`],
      },
    ];
  }
}
