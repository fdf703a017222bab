import type { BucketOrigin } from "../../synthesized/buckets";
import { exposure, originsOf, websitesOf } from "../../synthesized/buckets";
import type { Check } from "../check";
import { unless } from "../check";
import type { Block, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference } from "../../synthesized/synthesized-stack";

function hasAccessControl(stack: SynthesizedStack, { origin_access_control_id: id }: JsonObject): boolean {
  const body = stack.target(id)?.body;
  return (
    stack.isAttribute(id, "aws_cloudfront_origin_access_control", "id") &&
    body?.origin_access_control_origin_type === "s3" &&
    body.signing_behavior === "always"
  );
}

function faultsOfPrivate(stack: SynthesizedStack, bucket: Block): string[] {
  const faults = ({ distribution, origin }: BucketOrigin) => [
    ...unless(
      origin.domain_name === reference(bucket, "bucket_regional_domain_name"),
      `${distribution.address} does not use the regional domain name of ${bucket.address}`,
    ),
    ...unless(
      hasAccessControl(stack, origin),
      `${distribution.address} has no origin access control that signs every request to ${bucket.address}`,
    ),
    ...["custom_origin_config", "s3_origin_config"]
      .filter((config) => nested(origin, config).length > 0)
      .map((config) => `${distribution.address} has a ${config} for ${bucket.address}, which is private`),
  ];
  return [
    ...websitesOf(stack, bucket).map(({ address }) => `${address} is of ${bucket.address}, which is private`),
    ...originsOf(stack, bucket).flatMap(faults),
  ];
}

function faultsOfPublic(stack: SynthesizedStack, bucket: Block): string[] {
  const [website] = websitesOf(stack, bucket);
  if (!website) return [`${bucket.address} is public, but no website`];

  const faults = ({ distribution, origin }: BucketOrigin) => [
    ...unless(
      origin.domain_name === reference(website, "website_endpoint"),
      `${distribution.address} does not use the website endpoint of ${bucket.address}`,
    ),
    ...unless(
      nested(origin, "custom_origin_config")[0]?.origin_protocol_policy === "http-only",
      `${distribution.address} does not use http-only for ${bucket.address}; websites know no TLS`,
    ),
    ...unless(
      origin.origin_access_control_id === undefined,
      `${distribution.address} has an origin access control for ${bucket.address}, which is public`,
    ),
  ];
  const origins = originsOf(stack, bucket);
  return origins.length > 0
    ? origins.flatMap(faults)
    : [`${bucket.address} is public, but no distribution serves it`];
}

export const bucketsArePublicOrPrivate: Check = {
  id: "buckets-are-public-or-private",
  rule: "A bucket is either a public website that CloudFront reads by its website endpoint, or private, and then CloudFront reads it with origin access control; all four public access blocks agree on which.",
  why: "A bucket that is half public and half private either refuses every visitor or shows every object to the internet (AWS, Restrict access to an Amazon S3 origin; Security Hub control S3.8).",
  findings: (stack) =>
    stack.resources("aws_s3_bucket").flatMap((bucket) => {
      switch (exposure(stack, bucket)) {
        case "private":
          return faultsOfPrivate(stack, bucket);
        case "public":
          return faultsOfPublic(stack, bucket);
        default:
          return [`${bucket.address} has no public access block whose four settings agree`];
      }
    }),
};
