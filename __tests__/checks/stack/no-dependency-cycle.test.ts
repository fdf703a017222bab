import { noDependencyCycle } from "../../../src/checks/stack/no-dependency-cycle";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(noDependencyCycle, {
  "careflowai-state": [
    [
      "a cycle of expressions",
      (json) => (onlyIn(json, "aws_s3_bucket").bucket = "${aws_s3_bucket_versioning.Versioning.id}"),
      "aws_s3_bucket.Bucket -> aws_s3_bucket_versioning.Versioning -> aws_s3_bucket.Bucket",
    ],
    [
      "a cycle closed by depends_on",
      (json) =>
        (onlyIn(json, "aws_s3_bucket").depends_on = ["aws_s3_bucket_public_access_block.PublicAccessBlock"]),
      "aws_s3_bucket.Bucket -> aws_s3_bucket_public_access_block.PublicAccessBlock -> aws_s3_bucket.Bucket",
    ],
    [
      "a cycle closed by a policy in JSON",
      (json) => (onlyIn(json, "aws_s3_bucket").bucket = "${aws_s3_bucket_policy.Policy.bucket}"),
      "aws_s3_bucket.Bucket -> aws_s3_bucket_policy.Policy -> aws_s3_bucket.Bucket",
    ],
  ],
});
