import { bucketPolicyFollowsAccessBlock } from "../../src/checks/bucket-policy-follows-access-block";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every bucket policy waits for the access block", () => {
  expect(findingsOnSound(bucketPolicyFollowsAccessBlock)).toEqual([]);
});

test("a policy that does not wait is found", () => {
  const findings = findingsAfter(bucketPolicyFollowsAccessBlock, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_s3_bucket_policy").depends_on;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_s3_bucket_policy\.\S+ does not wait for aws_s3_bucket_public_access_block\.\S+$/,
    ),
  ]);
});

test("ownership controls that wait for the policy alone are found", () => {
  const findings = findingsAfter(bucketPolicyFollowsAccessBlock, "careflowai-state", (json) => {
    json.resource.aws_s3_bucket_ownership_controls = {
      Added: { bucket: "${aws_s3_bucket.Bucket.id}", depends_on: ["aws_s3_bucket_policy.Policy"] },
    };
  });
  expect(findings).toEqual([
    "aws_s3_bucket_ownership_controls.Added does not wait for aws_s3_bucket_public_access_block.PublicAccessBlock",
  ]);
});
