import type { Block, JsonObject, SynthesizedStack } from "./synthesized-stack";
import { nested, reference, referencesIn } from "./synthesized-stack";

/** The four settings of a public access block. */
const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

export function accessBlocks(stack: SynthesizedStack, bucket: Block): Block[] {
  return stack.attached("aws_s3_bucket_public_access_block", "bucket", bucket);
}

/** Whether the public access block of a bucket opens or closes it; undefined if it is missing or its settings differ. */
export function exposure(stack: SynthesizedStack, bucket: Block): "public" | "private" | undefined {
  const [accessBlock, ...others] = accessBlocks(stack, bucket);
  if (!accessBlock || others.length > 0) return undefined;
  const settings = BLOCKS.map((setting) => accessBlock.body[setting]);
  if (settings.every((setting) => setting === true)) return "private";
  if (settings.every((setting) => setting === false)) return "public";
  return undefined;
}

export function websitesOf(stack: SynthesizedStack, bucket: Block): Block[] {
  return stack.attached("aws_s3_bucket_website_configuration", "bucket", bucket);
}

export interface BucketOrigin {
  readonly distribution: Block;
  readonly origin: JsonObject;
}

/** The origins of distributions that are a bucket, by its own name or by the name of its website. */
export function originsOf(stack: SynthesizedStack, bucket: Block): BucketOrigin[] {
  const names = [bucket, ...websitesOf(stack, bucket)].map(({ address }) => address);
  return stack.resources("aws_cloudfront_distribution").flatMap((distribution) =>
    nested(distribution.body, "origin")
      .filter(({ domain_name }) => names.some((name) => referencesIn(domain_name).has(name)))
      .map((origin) => ({ distribution, origin })),
  );
}

/** ARN of all objects of a bucket, as a policy names it. */
export function objectsIn(bucket: Block): string {
  return `${reference(bucket, "arn")}/*`;
}
