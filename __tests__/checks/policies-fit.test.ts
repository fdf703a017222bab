import { policiesFit } from "../../src/checks/policies-fit";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn } from "../helpers/broken";

const after = (change: (json: any) => void) =>
  findingsAfter(policiesFit, "careflowai-account", change, hardenedStacks());

test("every policy fits", () => {
  expect(findingsOnSound(policiesFit)).toEqual([]);
});

test.each<[type: string, document: string, characters: number]>([
  ["aws_iam_policy", "CiRoles_Read-computePolicyDocument", 6144],
  ["aws_iam_role", "CiRoles_PlanTrustPolicy", 2048],
  ["aws_iam_role_policy", "CiRoles_PlanStatePolicyDocument", 10_240],
  ["aws_kms_key", "Trail_KeyPolicy", 32_768],
  ["aws_s3_bucket_policy", "Trail_BucketPolicyDocument", 20_480],
  ["aws_sns_topic_policy", "Notifications_Info_PolicyDocument", 30_720],
])("%s may not be longer than AWS allows", (type, document, characters) => {
  const withAction = (length: number) =>
    after((json) => {
      onlyIn(json, "aws_iam_policy_document", document).statement = [
        { effect: "Allow", actions: [`s3:${"x".repeat(length)}`], resources: ["*"], sid: "a b" },
      ];
    });
  // What stands around the action.
  const frame = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "ab", Effect: "Allow", Action: "s3:", Resource: "*" }],
  }).length;
  expect(withAction(characters - frame)).toEqual([]);
  expect(withAction(characters - frame + 1)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${type}\\.\\S+ has a policy of ${String(characters + 1)} characters; AWS allows ${String(characters)}$`,
      ),
    ),
  ]);
});

test("an eleventh managed policy of a role is found", () => {
  const findings = after((json) => {
    const attachments = json.resource.aws_iam_role_policy_attachment;
    const [one] = Object.entries<any>(attachments).filter(([name]) => name.includes("Plan-Read-compute"));
    for (let index = 0; index < 6; index += 1) attachments[`Added${String(index)}`] = one?.[1];
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_iam_role\.CiRoles_Plan_\S+ has 11 managed policies; AWS allows 10$/),
  ]);
});
