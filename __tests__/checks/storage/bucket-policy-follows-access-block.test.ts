import { bucketPolicyFollowsAccessBlock } from "../../../src/checks/storage/bucket-policy-follows-access-block";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

testCheck(bucketPolicyFollowsAccessBlock, {
  "careflowai-prod": [
    [
      "a policy that does not wait",
      (json) => delete onlyIn(json, "aws_s3_bucket_policy").depends_on,
      "aws_s3_bucket_policy.~ does not wait for aws_s3_bucket_public_access_block.~",
    ],
  ],
  "careflowai-state": [
    [
      "ownership controls that wait for the policy alone",
      (json) =>
        (json.resource.aws_s3_bucket_ownership_controls = {
          Added: {
            bucket: `\${${addressIn(json, "aws_s3_bucket")}.id}`,
            depends_on: [addressIn(json, "aws_s3_bucket_policy")],
          },
        }),
      "aws_s3_bucket_ownership_controls.Added does not wait for aws_s3_bucket_public_access_block.Bucket_PublicAccessBlock~",
    ],
  ],
});
