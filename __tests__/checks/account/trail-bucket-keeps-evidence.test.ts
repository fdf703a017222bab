import { trailBucketKeepsEvidence } from "../../../src/checks/account/trail-bucket-keeps-evidence";
import type { Case } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const BUCKET = "aws_s3_bucket.Trail_Bucket_~";
const TRAIL = "aws_cloudtrail.Trail_~";
const DELETES = ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"];

testCheck(trailBucketKeepsEvidence, {
  "careflowai-account": [
    [
      "suspended versioning",
      (json) => (onlyIn(json, "aws_s3_bucket_versioning").versioning_configuration.status = "Suspended"),
      `${BUCKET} keeps no old versions`,
    ],
    ...DELETES.map((action): Case => [
      `${action} that is not denied`,
      (json) => {
        const denial = statementIn(onlyIn(json, "aws_s3_bucket_policy").policy, "DenyDeletingFiles");
        denial.Action = denial.Action.filter((one: string) => one !== action);
      },
      `${TRAIL}: ${action} is not denied`,
    ]),
    [
      "a key that can be disabled",
      (json) =>
        (statementIn(onlyIn(json, "aws_kms_key", "Trail").policy, "DenyDisablingKey").Action = [
          "kms:ScheduleKeyDeletion",
        ]),
      `${TRAIL}: kms:DisableKey is not denied`,
    ],
    [
      "a bucket to be destroyed that denies it",
      (json) => (onlyIn(json, "aws_s3_bucket").lifecycle.prevent_destroy = false),
      `${BUCKET} is to be destroyed, but denies deletes`,
    ],
  ],
});
