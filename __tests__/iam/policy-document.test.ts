import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { PolicyStatement } from "../../src/iam/policy-document";
import { policyDocument } from "../../src/iam/policy-document";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const READ: PolicyStatement = {
  Sid: "Read",
  Effect: "Allow",
  Action: ["s3:GetObject", "s3:GetObjectVersion"],
  Resource: "arn:aws:s3:::test/*",
  Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
};

test("a policy has the current version of the language and its statements as they are", () => {
  expect(JSON.parse(policyDocument(READ, { ...READ, Effect: "Deny" }))).toEqual({
    Version: "2012-10-17",
    Statement: [READ, { ...READ, Effect: "Deny" }],
  });
});

test("a reference stays inside the text of the policy, where a plan resolves it", () => {
  const stack = synthConstruct((scope) => {
    const { arn } = new S3Bucket(scope, "Bucket", {});
    new IamPolicy(scope, "Policy", { policy: policyDocument({ ...READ, Resource: [arn, `${arn}/*`] }) });
  });
  const arn = reference(stack, S3Bucket, "arn");
  expect(JSON.parse(only(stack, IamPolicy).body.policy as string)).toEqual({
    Version: "2012-10-17",
    Statement: [{ ...READ, Resource: [arn, `${arn}/*`] }],
  });
});
