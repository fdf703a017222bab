import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { PermissionsBoundary } from "../../src/account/permissions-boundary";
import { statementsOf } from "../../src/checks/policy-documents";
import { permissionsBoundaryArn } from "../../src/config/names";
import { allows } from "../helpers/iam";
import { only, synthConstruct } from "../helpers/synth";

const stack = synthConstruct((scope) => {
  new PermissionsBoundary(scope, "PermissionsBoundary", {
    name: "careflowai-permissions-boundary",
    accountId: "111122223333",
  });
});
const boundary = only(stack, IamPolicy);
const statements = statementsOf(stack, boundary.policy);

test("it has the ARN that environments give their roles", () => {
  const { path, name } = boundary as { path: string; name: string };
  expect(permissionsBoundaryArn({ id: "111122223333" })).toBe(
    `arn:aws:iam::111122223333:policy${path}${name}`,
  );
});

test.each([
  ["iam:CreateRole", "arn:aws:iam::111122223333:role/careflowai-prod-instance"],
  ["iam:PassRole", "arn:aws:iam::111122223333:role/admin"],
  ["sts:AssumeRole", "arn:aws:iam::111122223333:role/admin"],
  ["s3:GetObject", "arn:aws:s3:::111122223333-careflowai-tfstate/prod/terraform.tfstate"],
  ["ssm:GetParameter", "arn:aws:ssm:us-east-1:111122223333:parameter/another/secret"],
  ["ssm:SendCommand", "*"],
  ["ec2:RunInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"],
  ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:another"],
  ["kms:PutKeyPolicy", "arn:aws:kms:us-east-1:111122223333:key/1"],
])("no role can ever do %s on %s", (action, resource) => {
  expect(allows(statements, action, resource)).toBe(false);
});

test("keys are for parameters only", () => {
  const [decrypt, ...others] = statements.filter(({ actions }) =>
    actions.some((action) => action.startsWith("kms:")),
  );
  expect(others).toEqual([]);
  expect(decrypt).toMatchObject({
    actions: ["kms:Decrypt"],
    conditions: [{ test: "StringLike", variable: "kms:ViaService", values: ["ssm.*.amazonaws.com"] }],
  });
});
