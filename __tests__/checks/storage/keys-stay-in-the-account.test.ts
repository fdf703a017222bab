import { keysStayInTheAccount } from "../../../src/checks/storage/keys-stay-in-the-account";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const encryptVolumes = (json: Mutable) =>
  statementIn(onlyIn(json, "aws_kms_key", "DataKey").policy, "EncryptVolumes");
const FINDING = "aws_kms_key.DataKey_~: EncryptVolumes admits every AWS account";

testCheck(keysStayInTheAccount, {
  "careflowai-hardened-balanced": [
    [
      "a key for everyone",
      (json) => {
        delete encryptVolumes(json).Condition;
      },
      FINDING,
    ],
    [
      "a key for callers of another account",
      (json) => (encryptVolumes(json).Condition.StringEquals["kms:CallerAccount"] = ["999988887777"]),
      FINDING,
    ],
    ["a key that is denied to everyone", (json) => (encryptVolumes(json).Effect = "Deny")],
  ],
});
