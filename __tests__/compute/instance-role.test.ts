import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { InstanceRole } from "../../src/compute/instance-role";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stack = synthConstruct((scope) => {
  new InstanceRole(scope, "InstanceRole", {
    name: "careflowai-test-instance",
    accountId: "210987654321",
    region: "eu-west-1",
    logGroupArns: [new CloudwatchLogGroup(scope, "LogGroup", { name: "/careflowai/test/backend" }).arn],
    parameterPath: "/careflowai/test",
  });
});

const roleName = reference(stack, IamRole, "name");
const parameters = [
  "arn:aws:ssm:eu-west-1:210987654321:parameter/careflowai/test",
  "arn:aws:ssm:eu-west-1:210987654321:parameter/careflowai/test/*",
];

test("only EC2 may assume the role", () => {
  const role = only(stack, IamRole).body;
  expect(role).toEqual({
    name: "careflowai-test-instance",
    description: "CareFlowAI backend instances",
    assume_role_policy: expect.any(String),
  });
  expect(policyOf(stack, role.assume_role_policy)).toEqual([
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
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

const logs = ["${aws_cloudwatch_log_group.LogGroup.arn}", "${aws_cloudwatch_log_group.LogGroup.arn}:*"];

test("its own policy writes to its log group, reads its own parameters and invokes CareFlowAI's functions, and denies what the managed policies allow on others", () => {
  const policy = only(stack, IamRolePolicy).body;
  expect(policy).toMatchObject({ name: "careflowai-test-instance", role: roleName });
  expect(policyOf(stack, policy.policy)).toEqual([
    {
      Sid: "WriteOwnLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: logs,
    },
    {
      Sid: "DenyOtherLogs",
      Effect: "Deny",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      NotResource: logs,
    },
    {
      Sid: "DenyLogSettings",
      Effect: "Deny",
      Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
      Resource: "*",
    },
    {
      Sid: "DenyOtherMetrics",
      Effect: "Deny",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringNotEquals: { "cloudwatch:namespace": "CareFlowAI" } },
    },
    {
      Sid: "ReadOwnParameters",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      Resource: parameters,
    },
    {
      Sid: "DenyOtherParameters",
      Effect: "Deny",
      Action: "ssm:GetParameter*",
      NotResource: parameters,
    },
    {
      Sid: "DecryptOwnParameters",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "arn:aws:kms:eu-west-1:210987654321:key/*",
      Condition: {
        StringEquals: { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:PARAMETER_ARN": parameters },
      },
    },
    {
      Sid: "InvokeOwnFunctions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: "arn:aws:lambda:eu-west-1:210987654321:function:careflowai-*",
    },
  ]);
});

test("an instance gets the role by the profile of the same name", () => {
  expect(only(stack, IamInstanceProfile).body).toEqual({ name: "careflowai-test-instance", role: roleName });
});
