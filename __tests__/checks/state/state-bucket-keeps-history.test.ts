import { stateBucketKeepsHistory } from "../../../src/checks/state/state-bucket-keeps-history";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const denialIn = (json: Mutable) =>
  statementIn(onlyIn(json, "aws_s3_bucket_policy").policy, "DenyDeletingBucketOrVersions");
const DENIED = ["s3:DeleteBucket", "s3:DeleteObjectVersion"];
const notDenied = (action: string) => `aws_s3_bucket.Bucket~ does not deny ${action}`;

testCheck(stateBucketKeepsHistory, {
  "careflowai-state": [
    [
      "suspended versioning",
      (json) => (onlyIn(json, "aws_s3_bucket_versioning").versioning_configuration.status = "Suspended"),
      "aws_s3_bucket.Bucket~ keeps no old versions",
    ],
    [
      "missing encryption",
      (json) => delete json.resource.aws_s3_bucket_server_side_encryption_configuration,
      "aws_s3_bucket.Bucket~ is not encrypted",
    ],
    [
      "missing protection",
      (json) => delete onlyIn(json, "aws_s3_bucket").lifecycle,
      "aws_s3_bucket.Bucket~ is not protected from destroy",
    ],
    ...DENIED.map((action): Case => [
      `${action} that is not denied`,
      (json) => (denialIn(json).Action = denialIn(json).Action.filter((one: string) => one !== action)),
      notDenied(action),
    ]),
    [
      "a Deny for one role only",
      (json) => (denialIn(json).Principal = { AWS: "arn:aws:iam::111122223333:role/ci" }),
      ...DENIED.map(notDenied),
    ],
    [
      "locks that cannot be released",
      (json) => (denialIn(json).Action = ["s3:Delete*"]),
      "aws_s3_bucket.Bucket~ denies s3:DeleteObject, so no lock could be released",
    ],
  ],
});
