import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { Construct } from "constructs";
import { BLOCK_PUBLIC_ACCESS, denyInsecureTransport, EVERYBODY } from "../storage/bucket";

/** The page that starts the React app; also the answer to paths that only React Router knows. */
export const INDEX_DOCUMENT = "index.html";

export interface WebsiteProps {
  readonly bucketName: string;
  readonly access: "public-website" | "private";
  readonly versioning: "Suspended" | "Enabled";
  /** How long old versions are kept. */
  readonly oldVersionsExpirationDays: number;
  readonly intelligentTiering: boolean;
  /** Whether the bucket may not be destroyed. Without protection it is emptied and destroyed. */
  readonly protect: boolean;
}

/**
 * The bucket of the React app (document, section 6): website hosting and public read, or closed to everybody but
 * the distribution. Exposes the bucket, and the website endpoint where it has one, to the distribution.
 */
export class Website extends Construct {
  readonly bucket: S3Bucket;
  /** Website hosting; undefined where the bucket is private, and the distribution has to be admitted. */
  readonly hosting: S3BucketWebsiteConfiguration | undefined;

  constructor(scope: Construct, id: string, props: WebsiteProps) {
    super(scope, id);

    this.bucket = new S3Bucket(this, "Bucket", {
      bucket: props.bucketName,
      forceDestroy: !props.protect,
      lifecycle: { preventDestroy: props.protect },
    });
    const versioning = new S3BucketVersioningA(this, "Versioning", {
      bucket: this.bucket.id,
      versioningConfiguration: { status: props.versioning },
    });
    this.lifecycle(props, versioning);
    this.hosting = props.access === "private" ? undefined : this.host();
  }

  /** Lets one distribution read a private bucket; nobody else, and nobody unencrypted. */
  admitDistribution(distributionArn: string): void {
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: this.bucket.id,
      ...BLOCK_PUBLIC_ACCESS,
    });
    const policy = new DataAwsIamPolicyDocument(this, "DistributionReadDocument", {
      statement: [
        {
          sid: "DistributionRead",
          principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
          actions: ["s3:GetObject"],
          resources: [`${this.bucket.arn}/*`],
          condition: [{ test: "StringEquals", variable: "aws:SourceArn", values: [distributionArn] }],
        },
        denyInsecureTransport(this.bucket),
      ],
    });
    this.policy(policy, publicAccessBlock);
  }

  private host(): S3BucketWebsiteConfiguration {
    // New buckets block public policies; the policy is refused until the block says otherwise.
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: this.bucket.id,
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    });
    const policy = new DataAwsIamPolicyDocument(this, "PublicReadDocument", {
      statement: [
        {
          sid: "PublicRead",
          principals: EVERYBODY,
          actions: ["s3:GetObject"],
          resources: [`${this.bucket.arn}/*`],
        },
      ],
    });
    this.policy(policy, publicAccessBlock);
    return new S3BucketWebsiteConfiguration(this, "Configuration", {
      bucket: this.bucket.id,
      indexDocument: { suffix: INDEX_DOCUMENT },
      errorDocument: { key: INDEX_DOCUMENT },
    });
  }

  private policy(document: DataAwsIamPolicyDocument, publicAccessBlock: S3BucketPublicAccessBlock): void {
    new S3BucketPolicy(this, "Policy", {
      bucket: this.bucket.id,
      policy: document.json,
      dependsOn: [publicAccessBlock],
    });
  }

  /** Old versions expire where versioning is suspended, too: there are those of a time when it was enabled. */
  private lifecycle(props: WebsiteProps, versioning: S3BucketVersioningA): void {
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: this.bucket.id,
      rule: [
        {
          id: "expire-old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: props.oldVersionsExpirationDays }],
        },
        ...(props.intelligentTiering
          ? [
              {
                id: "intelligent-tiering",
                status: "Enabled",
                filter: [{ prefix: "" }],
                transition: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }],
              },
            ]
          : []),
      ],
      dependsOn: [versioning],
    });
  }
}
