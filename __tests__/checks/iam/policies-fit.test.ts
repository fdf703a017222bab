import { policiesFit } from "../../../src/checks/iam/policies-fit";
import type { Case } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const LIMITS: readonly (readonly [type: string, name: string, characters: number])[] = [
  ["aws_iam_policy", "CiRoles_Read-serving", 6144],
  ["aws_iam_role", "CiRoles_Plan", 2048],
  ["aws_iam_role_policy", "CiRoles_Plan", 10_240],
  ["aws_kms_key", "Trail_Key", 32_768],
  ["aws_s3_bucket_policy", "Trail_", 20_480],
  ["aws_sns_topic_policy", "Notifications_Info", 30_720],
];

/** A policy of so many characters, white space aside. */
function policyOf(characters: number): string {
  const policy = (action: string) =>
    JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [{ Sid: "Long", Effect: "Allow", Action: action, Resource: "*" }],
      },
      null,
      2,
    );
  return policy(`s3:${"x".repeat(characters - policy("s3:").replaceAll(/\s/g, "").length)}`);
}

testCheck(policiesFit, {
  "hardened/careflowai-account": [
    ...LIMITS.flatMap(([type, name, characters]): Case[] => {
      const attribute = type === "aws_iam_role" ? "assume_role_policy" : "policy";
      return [
        [
          `${type} of ${String(characters)} characters`,
          (json) => (onlyIn(json, type, name)[attribute] = policyOf(characters)),
        ],
        [
          `${type} of one character more`,
          (json) => (onlyIn(json, type, name)[attribute] = policyOf(characters + 1)),
          `${type}.~ has a policy of ${String(characters + 1)} characters; AWS allows ${String(characters)}`,
        ],
      ];
    }),
    [
      "an eleventh managed policy of a role",
      (json) => {
        const attachments = json.resource.aws_iam_role_policy_attachment;
        const one = onlyIn(json, "aws_iam_role_policy_attachment", "Plan-Read-serving");
        for (let index = 0; index < 8; index += 1) attachments[`Added${String(index)}`] = one;
      },
      "aws_iam_role.CiRoles_Plan_~ has 11 managed policies; AWS allows 10",
    ],
  ],
});
