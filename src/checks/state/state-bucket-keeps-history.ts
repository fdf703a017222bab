import type { Check } from "../check";
import { unless } from "../check";
import { covers, isForEveryone, statementsOf } from "../../synthesized/policy-documents";
import { backendOf } from "../../synthesized/state-backend";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { lifecycle, nested } from "../../synthesized/synthesized-stack";

function faults(stack: SynthesizedStack, bucket: Block): string[] {
  const attached = (type: string) => stack.attached(type, "bucket", bucket);
  const isVersioned = attached("aws_s3_bucket_versioning").some(
    ({ body }) => nested(body, "versioning_configuration")[0]?.status === "Enabled",
  );
  const isEncrypted = attached("aws_s3_bucket_server_side_encryption_configuration").length > 0;
  const isProtected = lifecycle(bucket.body).prevent_destroy === true;

  const denials = attached("aws_s3_bucket_policy")
    .flatMap(({ body }) => statementsOf(stack, body.policy))
    .filter((one) => !one.allows && isForEveryone(one) && one.conditions.length === 0);
  const denied = (action: string) => denials.some((statement) => covers(statement, action));
  return [
    ...unless(isVersioned, "keeps no old versions"),
    ...unless(isEncrypted, "is not encrypted"),
    ...unless(isProtected, "is not protected from destroy"),
    ...["s3:DeleteBucket", "s3:DeleteObjectVersion"]
      .filter((action) => !denied(action))
      .map((action) => `does not deny ${action}`),
    // Releasing a lock deletes an object; its versions remain.
    ...unless(!denied("s3:DeleteObject"), "denies s3:DeleteObject, so no lock could be released"),
  ];
}

export const stateBucketKeepsHistory: Check = {
  id: "state-bucket-keeps-history",
  rule: "The bucket of the states is versioned, encrypted and protected, and neither the bucket nor a version can be deleted.",
  why: "A lost state is a resource that no deployment can recreate (Terraform, S3 backend; decision 22).",
  findings: (stack, all) => {
    const used = all.flatMap((other) => backendOf(other, "s3")?.bucket ?? []);
    return stack
      .resources("aws_s3_bucket")
      .filter(({ body }) => body.bucket !== undefined && used.includes(body.bucket))
      .flatMap((bucket) => faults(stack, bucket).map((fault) => `${bucket.address} ${fault}`));
  },
};
