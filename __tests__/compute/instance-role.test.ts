import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { InstanceRole } from "../../src/compute/instance-role";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/synth";

const stack = synthConstruct((scope) => {
  new InstanceRole(scope, "InstanceRole", {
    name: "careflowai-test-instance",
    accountId: "210987654321",
    region: "eu-west-1",
    logGroup: new CloudwatchLogGroup(scope, "LogGroup", { name: "/careflowai/test/backend" }),
    parameterPath: "/careflowai/test",
  });
});

/** The statements of the policy document that an attribute refers to. */
function statementsOf(expression: unknown) {
  const document = stack.target(expression as string);
  expect(document?.type).toBe(DataAwsIamPolicyDocument.tfResourceType);
  return document?.body.statement;
}

const roleName = reference(stack, IamRole, "name");
const parameters = [
  "arn:aws:ssm:eu-west-1:210987654321:parameter/careflowai/test",
  "arn:aws:ssm:eu-west-1:210987654321:parameter/careflowai/test/*",
];

test("EC2 may assume the role, and nobody else", () => {
  const role = only(stack, IamRole).body;
  expect(role).toEqual({
    name: "careflowai-test-instance",
    description: "CareFlowAI backend instances",
    assume_role_policy: expect.stringMatching(/^\$\{data\.aws_iam_policy_document\.\S+\.json\}$/),
  });
  expect(statementsOf(role.assume_role_policy)).toEqual([
    {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
    },
  ]);
});

test("the role has the document's two managed policies", () => {
  expect(resourcesOf(stack, IamRolePolicyAttachment).map(({ body }) => body)).toEqual(
    ["AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy"].map((policy) => ({
      role: roleName,
      policy_arn: `arn:aws:iam::aws:policy/${policy}`,
    })),
  );
});

test("its own policy writes to its log group, reads its own parameters and invokes CareFlowAI's functions", () => {
  const policy = only(stack, IamRolePolicy).body;
  expect(policy).toMatchObject({ name: "careflowai-test-instance", role: roleName });
  expect(statementsOf(policy.policy)).toEqual([
    {
      sid: "WriteOwnLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      resources: ["${aws_cloudwatch_log_group.LogGroup.arn}", "${aws_cloudwatch_log_group.LogGroup.arn}:*"],
    },
    {
      sid: "ReadOwnParameters",
      actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      resources: parameters,
    },
    {
      sid: "DenyOtherParameters",
      effect: "Deny",
      actions: ["ssm:GetParameter*"],
      not_resources: parameters,
    },
    {
      sid: "DecryptOwnParameters",
      actions: ["kms:Decrypt"],
      resources: ["arn:aws:kms:eu-west-1:210987654321:key/*"],
      condition: [
        { test: "StringEquals", variable: "kms:ViaService", values: ["ssm.eu-west-1.amazonaws.com"] },
        { test: "StringLike", variable: "kms:EncryptionContext:PARAMETER_ARN", values: parameters },
      ],
    },
    {
      sid: "InvokeOwnFunctions",
      actions: ["lambda:InvokeFunction"],
      resources: ["arn:aws:lambda:eu-west-1:210987654321:function:careflowai-*"],
    },
  ]);
});

test("an instance gets the role by the profile of the same name", () => {
  expect(only(stack, IamInstanceProfile).body).toEqual({ name: "careflowai-test-instance", role: roleName });
});
