import { logGroupsMayUseTheirKey } from "../../../src/checks/storage/log-groups-may-use-their-key";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const CONTEXT = "kms:EncryptionContext:aws:logs:arn";
const GROUP = "aws_cloudwatch_log_group.BackendLogs_~ has a key whose policy does not allow it";
const FLOW = "aws_cloudwatch_log_group.FlowLogs_LogGroup_~ has a key whose policy does not allow it";
const EVERYTHING =
  "kms:Encrypt, kms:Decrypt, kms:ReEncryptFrom, kms:ReEncryptTo, kms:GenerateDataKey, kms:DescribeKey";
const encryptLogs = (json: Mutable) =>
  statementIn(onlyIn(json, "aws_kms_key", "DataKey").policy, "EncryptLogs");

testCheck(logGroupsMayUseTheirKey, {
  "careflowai-hardened-single": [
    [
      "a key for the other log group only",
      (json) => {
        const { ArnEquals } = encryptLogs(json).Condition;
        ArnEquals[CONTEXT] = ArnEquals[CONTEXT].filter((arn: string) => !arn.endsWith("/backend"));
      },
      `${GROUP} ${EVERYTHING}`,
    ],
    [
      "a key for log groups of another region",
      (json) => (encryptLogs(json).Principal.Service = ["logs.us-east-1.amazonaws.com"]),
      `${GROUP} ${EVERYTHING}`,
      `${FLOW} ${EVERYTHING}`,
    ],
    [
      "a key that CloudWatch Logs cannot decrypt with",
      (json) =>
        (encryptLogs(json).Action = [
          "kms:Encrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:Describe*",
        ]),
      `${GROUP} kms:Decrypt`,
      `${FLOW} kms:Decrypt`,
    ],
    [
      "a key for every log group",
      (json) => {
        delete encryptLogs(json).Condition;
      },
    ],
    [
      "a key whose policy cannot be read",
      (json) =>
        (onlyIn(json, "aws_cloudwatch_log_group", "BackendLogs").kms_key_id =
          "${data.aws_kms_key.Other.arn}"),
      `${GROUP} ${EVERYTHING}`,
    ],
  ],
});
