import { volumeKeyAdmitsAutoScaling } from "../../../src/checks/compute/volume-key-admits-auto-scaling";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, statementIn, testCheck } from "../../helpers/broken";

const ROLE =
  "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

const encryptWith = (json: Mutable, policy: string) => {
  json.resource.aws_kms_key = { Volumes: { policy } };
  onlyIn(json, "aws_launch_template").block_device_mappings[0].ebs.kms_key_id = "${aws_kms_key.Volumes.arn}";
};
const policyFor = (role: string, effect = "Allow") =>
  JSON.stringify({ Statement: [{ Effect: effect, Principal: { AWS: role }, Action: "kms:*" }] });
const UNNAMED =
  "aws_launch_template.~ encrypts with ${aws_kms_key.Volumes.arn}, whose policy does not allow AWSServiceRoleForAutoScaling kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKeyWithoutPlaintext, kms:ReEncryptFrom, kms:ReEncryptTo";
const KEY = "${aws_kms_key.DataKey_~.arn}";
/** A statement of the policy of the hardened environment's key. */
const statement = (json: Mutable, sid: string) =>
  statementIn(onlyIn(json, "aws_kms_key", "DataKey").policy, sid);

testCheck(volumeKeyAdmitsAutoScaling, {
  "careflowai-prod": [
    [
      "a key with an empty policy",
      (json) => {
        encryptWith(json, '{"Statement":[]}');
      },
      UNNAMED,
    ],
    [
      "a key that admits another role",
      (json) => {
        encryptWith(json, policyFor("arn:aws:iam::111122223333:role/other"));
      },
      UNNAMED,
    ],
    [
      "a key that denies the service-linked role",
      (json) => {
        encryptWith(json, policyFor(ROLE, "Deny"));
      },
      UNNAMED,
    ],
    [
      "a key that admits the service-linked role",
      (json) => {
        encryptWith(json, policyFor(ROLE));
      },
    ],
    [
      "a key whose policy document admits the service-linked role",
      (json) => {
        json.data.aws_iam_policy_document = {
          Volumes: {
            statement: [{ actions: ["kms:*"], principals: [{ type: "AWS", identifiers: [ROLE] }] }],
          },
        };
        encryptWith(json, "${data.aws_iam_policy_document.Volumes.json}");
      },
    ],
  ],
  "careflowai-hardened-balanced": [
    [
      "a key that Auto Scaling may not grant",
      (json) => (statement(json, "AttachVolumes").Action = ["kms:DescribeKey"]),
      `aws_launch_template.~ encrypts with ${KEY}, whose policy does not allow AWSServiceRoleForAutoScaling kms:CreateGrant`,
    ],
    [
      "a key that admits another role by condition",
      (json) =>
        (statement(json, "EncryptVolumes").Condition.StringEquals["aws:PrincipalArn"] = [
          "arn:aws:iam::111122223333:role/other",
        ]),
      `aws_launch_template.~ encrypts with ${KEY}, whose policy does not allow AWSServiceRoleForAutoScaling kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKeyWithoutPlaintext, kms:ReEncryptFrom, kms:ReEncryptTo`,
    ],
  ],
  "careflowai-dev": [
    [
      "a single instance, which Auto Scaling does not launch, with any key",
      (json) => {
        encryptWith(json, '{"Statement":[]}');
      },
    ],
  ],
});
