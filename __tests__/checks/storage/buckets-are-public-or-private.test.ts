import { bucketsArePublicOrPrivate } from "../../../src/checks/storage/buckets-are-public-or-private";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const BLOCK = "aws_s3_bucket_public_access_block";
const DISTRIBUTION = "aws_cloudfront_distribution.~";
const DISAGREES = "aws_s3_bucket.~ has no public access block whose four settings agree";
const UNSIGNED = `${DISTRIBUTION} has no origin access control that signs every request to aws_s3_bucket.Frontend_Website_Bucket~`;

const originIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").origin[0];
const accessControlIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_origin_access_control");

testCheck(bucketsArePublicOrPrivate, {
  // A public website.
  "careflowai-prod": [
    [
      "a bucket without a public access block",
      (json) => Reflect.deleteProperty(json.resource, BLOCK),
      DISAGREES,
    ],
    ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].flatMap(
      (setting) =>
        [true, undefined].map((value): Case => [
          `a public access block with ${setting} ${String(value)}`,
          (json) => (onlyIn(json, BLOCK)[setting] = value),
          DISAGREES,
        ]),
    ),
    [
      "a public bucket that is no website",
      (json) => delete json.resource.aws_s3_bucket_website_configuration,
      "aws_s3_bucket.~ is public, but no website",
    ],
    [
      "a public bucket that no distribution serves",
      (json) => delete json.resource.aws_cloudfront_distribution,
      "aws_s3_bucket.~ is public, but no distribution serves it",
    ],
    [
      "a distribution that uses a public bucket's own name",
      (json) => {
        originIn(json).domain_name = `\${${addressIn(json, "aws_s3_bucket")}.bucket_regional_domain_name}`;
      },
      `${DISTRIBUTION} does not use the website endpoint of aws_s3_bucket.~`,
    ],
    [
      "HTTPS to a website endpoint",
      (json) => (originIn(json).custom_origin_config.origin_protocol_policy = "https-only"),
      `${DISTRIBUTION} does not use http-only for aws_s3_bucket.~; websites know no TLS`,
    ],
    [
      "origin access control for a public bucket",
      (json) =>
        (originIn(json).origin_access_control_id = "${aws_cloudfront_origin_access_control.Added.id}"),
      `${DISTRIBUTION} has an origin access control for aws_s3_bucket.~, which is public`,
    ],
  ],
  "careflowai-state": [
    [
      "a private bucket that is a website",
      (json) =>
        (json.resource.aws_s3_bucket_website_configuration = {
          Added: { bucket: `\${${addressIn(json, "aws_s3_bucket")}.id}` },
        }),
      "aws_s3_bucket_website_configuration.Added is of aws_s3_bucket.Bucket~, which is private",
    ],
  ],
  "careflowai-hardened-single": [
    [
      "a private bucket without origin access control",
      (json) => delete originIn(json).origin_access_control_id,
      UNSIGNED,
    ],
    [
      "an origin access control that does not exist",
      (json) =>
        (originIn(json).origin_access_control_id = "${aws_cloudfront_origin_access_control.Other.id}"),
      UNSIGNED,
    ],
    [
      "an origin access control for functions",
      (json) => (accessControlIn(json).origin_access_control_origin_type = "lambda"),
      UNSIGNED,
    ],
    [
      "an origin access control that signs nothing",
      (json) => (accessControlIn(json).signing_behavior = "never"),
      UNSIGNED,
    ],
    [
      "a private bucket by another name than its regional one",
      (json) => {
        const origin = originIn(json);
        origin.domain_name = origin.domain_name.replace("bucket_regional_domain_name", "bucket_domain_name");
      },
      `${DISTRIBUTION} does not use the regional domain name of aws_s3_bucket.~`,
    ],
    ...["custom_origin_config", "s3_origin_config"].map((config): Case => [
      `a ${config} for a private bucket`,
      (json) => (originIn(json)[config] = {}),
      `${DISTRIBUTION} has a ${config} for aws_s3_bucket.~, which is private`,
    ]),
  ],
});
