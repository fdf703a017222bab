import { bucketsArePublicOrPrivate } from "../../src/checks/buckets-are-public-or-private";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(bucketsArePublicOrPrivate, "careflowai-prod", change);
const afterPrivate = (change: (json: Mutable) => void) =>
  findingsAfter(bucketsArePublicOrPrivate, "careflowai-hardened-single", change);
const accessControlIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_origin_access_control");
const originIn = (json: Mutable) => onlyIn(json, "aws_cloudfront_distribution").origin[0];

test("every bucket is one or the other", () => {
  expect(findingsOnSound(bucketsArePublicOrPrivate)).toEqual([]);
});

test("a bucket without public access block is found", () => {
  const findings = after((json) => {
    delete json.resource.aws_s3_bucket_public_access_block;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+ has no public access block whose four settings agree$/),
  ]);
});

test.each(["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"])(
  "a public access block whose %s differs, or is left to AWS, is found",
  (setting) => {
    const message = expect.stringMatching(/ has no public access block whose four settings agree$/);
    const withSetting = (value: boolean | undefined) =>
      after((json) => {
        onlyIn(json, "aws_s3_bucket_public_access_block")[setting] = value;
      });
    expect(withSetting(true)).toEqual([message]);
    expect(withSetting(undefined)).toEqual([message]);
  },
);

test("a public bucket that is no website is found", () => {
  const findings = after((json) => {
    delete json.resource.aws_s3_bucket_website_configuration;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_s3_bucket\.\S+ is public, but no website$/)]);
});

test("a public bucket that no distribution serves is found", () => {
  const findings = after((json) => {
    delete json.resource.aws_cloudfront_distribution;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+ is public, but no distribution serves it$/),
  ]);
});

test("a distribution that uses a public bucket's own name is found", () => {
  const findings = after((json) => {
    const [name] = Object.keys(json.resource.aws_s3_bucket);
    originIn(json).domain_name = `\${aws_s3_bucket.${String(name)}.bucket_regional_domain_name}`;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ does not use the website endpoint of aws_s3_bucket\.\S+$/,
    ),
  ]);
});

test("HTTPS to a website endpoint is found", () => {
  const findings = after((json) => {
    originIn(json).custom_origin_config.origin_protocol_policy = "https-only";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ does not use http-only for aws_s3_bucket\.\S+; websites know no TLS$/,
    ),
  ]);
});

test("origin access control for a public bucket is found", () => {
  const findings = after((json) => {
    originIn(json).origin_access_control_id = "${aws_cloudfront_origin_access_control.Added.id}";
  });
  expect(findings).toEqual([
    expect.stringMatching(/ has an origin access control for aws_s3_bucket\.\S+, which is public$/),
  ]);
});

test("a private bucket that is a website is found", () => {
  const findings = findingsAfter(bucketsArePublicOrPrivate, "careflowai-state", (json) => {
    json.resource.aws_s3_bucket_website_configuration = { Added: { bucket: "${aws_s3_bucket.Bucket.id}" } };
  });
  expect(findings).toEqual([
    "aws_s3_bucket_website_configuration.Added is of aws_s3_bucket.Bucket, which is private",
  ]);
});

test.each<[string, (json: Mutable) => void]>([
  ["without origin access control", (json) => delete originIn(json).origin_access_control_id],
  [
    "with one that does not exist",
    (json) => (originIn(json).origin_access_control_id = "${aws_cloudfront_origin_access_control.Other.id}"),
  ],
  ["with one for functions", (json) => (accessControlIn(json).origin_access_control_origin_type = "lambda")],
  ["with one that signs nothing", (json) => (accessControlIn(json).signing_behavior = "never")],
])("a private bucket %s is found", (_, change) => {
  expect(afterPrivate(change)).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ has no origin access control that signs every request to aws_s3_bucket\.Website\S+$/,
    ),
  ]);
});

test("a private bucket by another name than its regional one is found", () => {
  const findings = afterPrivate((json) => {
    const origin = originIn(json);
    origin.domain_name = origin.domain_name.replace(".bucket_regional_domain_name}", ".bucket_domain_name}");
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_cloudfront_distribution\.\S+ does not use the regional domain name of aws_s3_bucket\.\S+$/,
    ),
  ]);
});

test.each(["custom_origin_config", "s3_origin_config"])("a %s for a private bucket is found", (config) => {
  const findings = afterPrivate((json) => {
    originIn(json)[config] = {};
  });
  expect(findings).toEqual([
    expect.stringMatching(new RegExp(` has a ${config} for aws_s3_bucket\\.\\S+, which is private$`)),
  ]);
});
