import type { Check } from "../check";
import { unless } from "../check";
import type { Block, JsonObject, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { dependsOn, nested, reference, text } from "../../synthesized/synthesized-stack";

/** Object ownership with which a bucket accepts ACLs, and owns the objects that others put there. */
const OWNERSHIP = "BucketOwnerPreferred";
/** Regions that every account has; CloudFront delivers no such logs to opt-in regions (AWS, Configure standard logging). */
const TAKES_LOGS =
  /^(?:ap-northeast-[123]|ap-south-1|ap-southeast-[12]|ca-central-1|eu-central-1|eu-north-1|eu-west-[123]|sa-east-1|us-(?:east|west)-[12])$/;

function faults(stack: SynthesizedStack, { address, body }: Block, settings: JsonObject): string[] {
  const bucket = stack.target(settings.bucket);
  if (bucket?.type !== "aws_s3_bucket" || settings.bucket !== reference(bucket, "bucket_domain_name"))
    return [`${address} logs to ${text(settings.bucket)}, which is no bucket of the stack by domain name`];

  const controls = stack.attached("aws_s3_bucket_ownership_controls", "bucket", bucket);
  const region = stack.regionOf(bucket);
  return [
    ...unless(
      controls.some((control) => nested(control.body, "rule")[0]?.object_ownership === OWNERSHIP),
      `${bucket.address} is not ${OWNERSHIP}, so it accepts no ACLs`,
    ),
    ...controls
      .filter((control) => !dependsOn(body).includes(control.address))
      .map((control) => `${address} does not wait for ${control.address}`),
    ...unless(
      TAKES_LOGS.test(region),
      `${bucket.address} is in ${region}, where CloudFront delivers no logs`,
    ),
  ];
}

export const distributionMayWriteItsLogs: Check = {
  id: "distribution-may-write-its-logs",
  rule: "A distribution logs to a bucket that accepts ACLs, in a region that CloudFront delivers to, and waits until the bucket does.",
  why: "CloudFront puts an ACL on the log bucket when logs are turned on, and new buckets refuse ACLs (AWS, Configure standard logging).",
  findings: (stack) =>
    stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) =>
        nested(distribution.body, "logging_config").flatMap((settings) =>
          faults(stack, distribution, settings),
        ),
      ),
};
