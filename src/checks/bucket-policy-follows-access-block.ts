import { accessBlocks } from "./buckets";
import type { Check } from "./check";
import type { Block } from "../synthesized/synthesized-stack";
import { dependsOn } from "../synthesized/synthesized-stack";

/** Pitfall 2.5-2: S3 refuses two such changes at once, and a public policy before the block allows one. */
export const bucketPolicyFollowsAccessBlock: Check = {
  id: "2.5-2",
  rule: "A bucket's policy waits for its public access block, and its ownership controls wait for both.",
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
