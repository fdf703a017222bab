import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { Construct } from "constructs";
import { Bucket } from "../storage/bucket";

/** The page that starts the React app; also the answer to paths that only React Router knows. */
export const INDEX_DOCUMENT = "index.html";

export interface WebsiteProps {
  readonly bucketName: string;
  readonly access: "public-website" | "private";
  readonly versioning: "Suspended" | "Enabled";
  /** Days that old versions are kept. */
  readonly oldVersionsExpirationDays: number;
  readonly intelligentTiering: boolean;
  /** Whether Terraform refuses to destroy the bucket. Without protection, destroy empties it first. */
  readonly protect: boolean;
}

/**
 * The bucket of the React app (document, section 6): with website hosting and public read, or readable by the
 * distribution alone. Exposes the bucket, and the website endpoint where it has one, to the distribution.
 */
export class Website extends Construct {
  readonly bucket: Bucket;
  /** Website hosting; undefined where the bucket is private and {@link admitDistribution} must be called. */
  readonly hosting: S3BucketWebsiteConfiguration | undefined;

  constructor(scope: Construct, id: string, props: WebsiteProps) {
    super(scope, id);

    this.bucket = new Bucket(this, "Bucket", {
      bucketName: props.bucketName,
      access: props.access === "private" ? "private" : "public-read",
      versioning: props.versioning,
      lifecycleRules: lifecycleRules(props),
      protect: props.protect,
    });
    this.hosting = props.access === "private" ? undefined : this.host();
  }

  /** Lets one distribution, and no other principal, read a private bucket. */
  admitDistribution(distributionArn: string): void {
    this.bucket.addToPolicy({
      Sid: "DistributionRead",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: `${this.bucket.resource.arn}/*`,
      Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
    });
  }

  private host(): S3BucketWebsiteConfiguration {
    this.bucket.addToPolicy({
      Sid: "PublicRead",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `${this.bucket.resource.arn}/*`,
    });
    return new S3BucketWebsiteConfiguration(this, "Configuration", {
      bucket: this.bucket.resource.id,
      indexDocument: { suffix: INDEX_DOCUMENT },
      errorDocument: { key: INDEX_DOCUMENT },
    });
  }
}

/** Old versions also expire where versioning is suspended: some remain from a time when it was enabled. */
function lifecycleRules({ oldVersionsExpirationDays, intelligentTiering }: WebsiteProps) {
  return [
    {
      id: "expire-old-versions",
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays: oldVersionsExpirationDays }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
    ...(intelligentTiering
      ? [
          {
            id: "intelligent-tiering",
            status: "Enabled",
            filter: [{ prefix: "" }],
            transition: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }],
          },
        ]
      : []),
  ];
}
