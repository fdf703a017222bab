import type { Check } from "../check";
import { unless } from "../check";
import { covers, isForEveryone, statementsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { lifecycle, nested } from "../../synthesized/synthesized-stack";

const DELETES = ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"];

function denies(stack: SynthesizedStack, policies: readonly Block[], action: string): boolean {
  return policies
    .flatMap(({ body }) => statementsOf(stack, body.policy))
    .some((one) => !one.allows && isForEveryone(one) && one.conditions.length === 0 && covers(one, action));
}

function faults(stack: SynthesizedStack, trail: Block, bucket: Block): string[] {
  const key = stack.target(trail.body.kms_key_id);
  const policies = stack.attached("aws_s3_bucket_policy", "bucket", bucket);
  const isVersioned = stack
    .attached("aws_s3_bucket_versioning", "bucket", bucket)
    .some(({ body }) => nested(body, "versioning_configuration")[0]?.status === "Enabled");
  const isProtected = lifecycle(bucket.body).prevent_destroy === true;
  const undenied = [
    ...DELETES.filter((action) => !denies(stack, policies, action)),
    ...["kms:DisableKey", "kms:ScheduleKeyDeletion"].filter((action) => key && !denies(stack, [key], action)),
  ];
  return [
    ...unless(isVersioned, `${bucket.address} keeps no old versions`),
    ...(isProtected
      ? undenied.map((action) => `${trail.address}: ${action} is not denied`)
      : // Terraform could not empty it.
        unless(undenied.length > 0, `${bucket.address} is to be destroyed, but denies deletes`)),
  ];
}

export const trailBucketKeepsEvidence: Check = {
  id: "trail-bucket-keeps-evidence",
  rule: "The bucket of a trail is versioned; while it is protected, no principal may delete it or a file in it, or disable or delete the trail's key.",
  why: "An attacker who can delete or overwrite log files, or make them unreadable, leaves no evidence (AWS, Security best practices in AWS CloudTrail; decision 47).",
  findings: (stack) =>
    stack.resources("aws_cloudtrail").flatMap((trail) => {
      const bucket = stack.target(trail.body.s3_bucket_name);
      return bucket?.type === "aws_s3_bucket" ? faults(stack, trail, bucket) : [];
    }),
};
