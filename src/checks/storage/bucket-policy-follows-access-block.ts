import { accessBlocks } from "../../synthesized/buckets";
import type { Check } from "../check";
import type { Block } from "../../synthesized/synthesized-stack";
import { dependsOn } from "../../synthesized/synthesized-stack";

export const bucketPolicyFollowsAccessBlock: Check = {
  id: "bucket-policy-follows-access-block",
  rule: "The policy of a bucket waits for its public access block, and its ownership controls wait for both.",
  why: "S3 refuses two such changes at once (409 OperationAborted), and refuses a public policy until the block allows one (provider issues 7628 and 33552).",
  findings: (stack) => {
    const hurries = ({ address, body }: Block, others: readonly Block[]) =>
      others
        .filter((other) => !dependsOn(body).includes(other.address))
        .map((other) => `${address} does not wait for ${other.address}`);
    return stack.resources("aws_s3_bucket").flatMap((bucket) => {
      const blocks = accessBlocks(stack, bucket);
      const policies = stack.attached("aws_s3_bucket_policy", "bucket", bucket);
      const controls = stack.attached("aws_s3_bucket_ownership_controls", "bucket", bucket);
      return [
        ...policies.flatMap((policy) => hurries(policy, blocks)),
        ...controls.flatMap((control) => hurries(control, [...blocks, ...policies])),
      ];
    });
  },
};
