import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { Construct } from "constructs";

/** The page that starts the React app; also the answer to paths that only React Router knows. */
export const INDEX_DOCUMENT = "index.html";

export interface WebsiteProps {
  readonly bucketName: string;
  /** Whether the bucket may not be destroyed. Without protection it is emptied and destroyed. */
  readonly protect: boolean;
}

/**
 * The bucket of the React app as the document has it (section 6): website hosting, public read, versioning
 * suspended. Exposes the bucket to outputs and the website endpoint to CloudFront.
 */
export class Website extends Construct {
  readonly bucket: S3Bucket;
  readonly configuration: S3BucketWebsiteConfiguration;

  constructor(scope: Construct, id: string, props: WebsiteProps) {
    super(scope, id);

    this.bucket = new S3Bucket(this, "Bucket", {
      bucket: props.bucketName,
      forceDestroy: !props.protect,
      lifecycle: { preventDestroy: props.protect },
    });
    this.configuration = new S3BucketWebsiteConfiguration(this, "Configuration", {
      bucket: this.bucket.id,
      indexDocument: { suffix: INDEX_DOCUMENT },
      errorDocument: { key: INDEX_DOCUMENT },
    });
    new S3BucketVersioningA(this, "Versioning", {
      bucket: this.bucket.id,
      versioningConfiguration: { status: "Suspended" },
    });
    // New buckets block public policies; the policy is refused until the block says otherwise.
    const publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: this.bucket.id,
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    });
    const publicRead = new DataAwsIamPolicyDocument(this, "PublicReadDocument", {
      statement: [
        {
          sid: "PublicRead",
          principals: [{ type: "*", identifiers: ["*"] }],
          actions: ["s3:GetObject"],
          resources: [`${this.bucket.arn}/*`],
        },
      ],
    });
    new S3BucketPolicy(this, "PublicRead", {
      bucket: this.bucket.id,
      policy: publicRead.json,
      dependsOn: [publicAccessBlock],
    });
  }
}
