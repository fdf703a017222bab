import { scheduledStartMayUseVolumeKey } from "../../../src/checks/compute/scheduled-start-may-use-volume-key";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const attachVolume = (json: Mutable) =>
  statementIn(onlyIn(json, "aws_iam_role_policy", "OffHours").policy, "AttachVolume");
const FINDING =
  "aws_scheduler_schedule.SingleInstance_OffHours_Start_~ starts aws_instance.SingleInstance_~, but its role may not use aws_kms_key.DataKey_~";

testCheck(scheduledStartMayUseVolumeKey, {
  "careflowai-hardened-single": [
    [
      "a role that may use another key",
      (json) => (attachVolume(json).Resource = ["arn:aws:kms:eu-west-1:111122223333:key/other"]),
      FINDING,
    ],
    ["a role that may only decrypt", (json) => (attachVolume(json).Action = ["kms:Decrypt"]), FINDING],
    ["a role that is denied the key", (json) => (attachVolume(json).Effect = "Deny"), FINDING],
    [
      "a volume with AWS's key",
      (json) => {
        attachVolume(json).Effect = "Deny";
        delete onlyIn(json, "aws_launch_template").block_device_mappings[0].ebs.kms_key_id;
      },
    ],
  ],
});
