import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import type { PolicyStatement } from "../iam/policy-document";
import { policyDocument } from "../iam/policy-document";
import { CREATE_BEFORE_DESTROY } from "../terraform";

/** S3 lists no part of an upload that was never completed, and charges for it. */
const ABORT_INCOMPLETE_UPLOADS: S3BucketLifecycleConfigurationRule = {
  id: "abort-incomplete-uploads",
  status: "Enabled",
  filter: [{ prefix: "" }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
};

export interface BucketProps {
  readonly bucketName: string;
  /**
   * "private": public access is blocked, and requests must use TLS. "public-read": anyone may read objects, also by
   * plain HTTP, as a website endpoint needs.
   */
  readonly access: "private" | "public-read";
  /** Default: never versioned. Once enabled, versioning can be suspended but not removed. */
  readonly versioning?: "Enabled" | "Suspended";
  /** Rules in addition to the one that aborts incomplete uploads. */
  readonly lifecycleRules: readonly S3BucketLifecycleConfigurationRule[];
  /** Whether Terraform refuses to destroy the bucket. Without protection, destroy empties the bucket first. */
  readonly protect: boolean;
  /** Whether a writer's reference must change before the bucket is destroyed. Default: false. */
  readonly createBeforeDestroy?: boolean;
}

/**
 * An S3 bucket with the settings that all buckets of the project share: public access blocked or opened explicitly,
 * encryption by SSE-S3, lifecycle rules, and one policy, which refuses requests to a private bucket without TLS. One
 * construct for private and public buckets, because the frontend bucket changes between the two and must keep its
 * Terraform address (decision 40).
 *
 * Exposes the bucket, and its policy, public access block and versioning to resources that must wait for them.
 */
export class Bucket extends Construct {
  readonly resource: S3Bucket;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly policy: S3BucketPolicy;
  /** Undefined if the bucket was never versioned. */
  readonly versioning: S3BucketVersioningA | undefined;
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { bucketName, versioning, lifecycleRules, protect, createBeforeDestroy } = props;
    const isPrivate = props.access === "private";

    this.resource = new S3Bucket(this, "Resource", {
      bucket: bucketName,
      forceDestroy: !protect,
      lifecycle: { ...(createBeforeDestroy && CREATE_BEFORE_DESTROY), preventDestroy: protect },
    });
    this.publicAccessBlock = new S3BucketPublicAccessBlock(this, "PublicAccessBlock", {
      bucket: this.resource.id,
      blockPublicAcls: isPrivate,
      blockPublicPolicy: isPrivate,
      ignorePublicAcls: isPrivate,
      restrictPublicBuckets: isPrivate,
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: this.resource.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    this.versioning =
      versioning &&
      new S3BucketVersioningA(this, "Versioning", {
        bucket: this.resource.id,
        versioningConfiguration: { status: versioning },
      });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: this.resource.id,
      rule: [ABORT_INCOMPLETE_UPLOADS, ...lifecycleRules],
      ...(this.versioning && { dependsOn: [this.versioning] }),
    });
    if (isPrivate) this.addToPolicy(this.denyInsecureTransport());
    this.policy = new S3BucketPolicy(this, "Policy", {
      bucket: this.resource.id,
      policy: Lazy.stringValue({ produce: () => policyDocument(...this.statements) }),
      // S3 refuses a public policy until the block allows it, and two writes at once conflict.
      dependsOn: [this.publicAccessBlock],
    });
  }

  /** Adds statements to the bucket's policy. They may refer to resources that are created later. */
  addToPolicy(...statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements);
  }

  private denyInsecureTransport(): PolicyStatement {
    const { arn } = this.resource;
    return {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
  }
}
