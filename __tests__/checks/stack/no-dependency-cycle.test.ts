import { noDependencyCycle } from "../../../src/checks/stack/no-dependency-cycle";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

testCheck(noDependencyCycle, {
  "careflowai-state": [
    [
      "a cycle of expressions",
      (json) =>
        (onlyIn(json, "aws_s3_bucket").bucket = `\${${addressIn(json, "aws_s3_bucket_versioning")}.id}`),
      "aws_s3_bucket.Bucket~ -> aws_s3_bucket_versioning.Bucket_Versioning~ -> aws_s3_bucket.Bucket~",
    ],
    [
      "a cycle closed by depends_on",
      (json) =>
        (onlyIn(json, "aws_s3_bucket").depends_on = [addressIn(json, "aws_s3_bucket_public_access_block")]),
      "aws_s3_bucket.Bucket~ -> aws_s3_bucket_public_access_block.Bucket_PublicAccessBlock~ -> aws_s3_bucket.Bucket~",
    ],
    [
      "a cycle closed by a policy in JSON",
      (json) =>
        (onlyIn(json, "aws_s3_bucket").bucket = `\${${addressIn(json, "aws_s3_bucket_policy")}.bucket}`),
      "aws_s3_bucket.Bucket~ -> aws_s3_bucket_policy.Bucket_Policy~ -> aws_s3_bucket.Bucket~",
    ],
  ],
});
