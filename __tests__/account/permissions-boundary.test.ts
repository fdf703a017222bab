import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { PermissionsBoundary } from "../../src/account/permissions-boundary";
import { permissionsBoundaryArn } from "../../src/config/names";
import { only } from "../helpers/blocks";
import { hardenedStack } from "../helpers/broken";
import { synthConstruct } from "../helpers/construct";
import { allows, policyOf, valuesOf } from "../helpers/policies";

const stack = synthConstruct((scope) => {
  new PermissionsBoundary(scope, "PermissionsBoundary", {
    name: "careflowai-staging-permissions-boundary",
    accountId: "111122223333",
    environment: "staging",
    parameterPath: "/careflowai/staging",
    logGroups: ["/careflowai/staging/backend"],
  });
});
const boundary = only(stack, IamPolicy).body;
const statements = policyOf(stack, boundary.policy);

test("it has the ARN that the environment sets on its roles", () => {
  const { path, name } = boundary as { path: string; name: string };
  expect(permissionsBoundaryArn({ id: "111122223333" }, { name: "staging", documentNames: false })).toBe(
    `arn:aws:iam::111122223333:policy${path}${name}`,
  );
});

test.each([
  ["iam:CreateRole", "arn:aws:iam::111122223333:role/careflowai-prod-instance"],
  ["iam:PassRole", "arn:aws:iam::111122223333:role/admin"],
  ["sts:AssumeRole", "arn:aws:iam::111122223333:role/admin"],
  ["s3:GetObject", "arn:aws:s3:::111122223333-careflowai-tfstate/prod/terraform.tfstate"],
  ["ssm:GetParameter", "arn:aws:ssm:us-east-1:111122223333:parameter/another/secret"],
  ["ssm:GetParameter", "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/prod/database"],
  ["ssm:GetParametersByPath", "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/prod"],
  ["ssm:GetParametersByPath", "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai"],
  ["ssm:GetParameter", "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/staging-2/database"],
  ["ssm:SendCommand", "*"],
  ["ec2:RunInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"],
  ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:another"],
  [
    "logs:PutLogEvents",
    "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/account/trail:log-stream:a",
  ],
  [
    "logs:PutLogEvents",
    "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/prod/backend:log-stream:a",
  ],
  [
    "logs:PutLogEvents",
    "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/staging/backend-2:log-stream:a",
  ],
  ["logs:CreateLogGroup", "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/staging/backend"],
  ["logs:PutRetentionPolicy", "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/staging/backend"],
  ["kms:PutKeyPolicy", "arn:aws:kms:us-east-1:111122223333:key/1"],
])("no role can ever do %s on %s", (action, resource) => {
  expect(allows(statements, action, resource)).toBe(false);
});

test.each(["ec2:StopInstances", "ec2:StartInstances"])(
  "no role can ever do %s on an instance of another environment",
  (action) => {
    expect(
      statements
        .filter(({ Action }) => valuesOf(Action).includes(action))
        .map(({ Resource, Condition }) => ({ Resource, Condition })),
    ).toEqual([
      {
        Resource: "arn:aws:ec2:*:111122223333:instance/*",
        Condition: { StringEquals: { "ec2:ResourceTag/Environment": "staging" } },
      },
    ]);
  },
);

test("no role can ever publish metrics in another namespace than the agent's", () => {
  expect(statements.filter(({ Action }) => valuesOf(Action).includes("cloudwatch:PutMetricData"))).toEqual([
    {
      Sid: "WriteMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "CareFlowAI" } },
    },
  ]);
});

test.each([
  [
    "logs:PutLogEvents",
    "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/staging/backend:log-stream:a",
  ],
  ["logs:CreateLogStream", "arn:aws:logs:us-east-1:111122223333:log-group:/careflowai/staging/backend"],
  ["ssm:GetParametersByPath", "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/staging"],
  ["ssm:GetParameter", "arn:aws:ssm:us-east-1:111122223333:parameter/careflowai/staging/database"],
  ["ec2:StopInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"],
  ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:careflowai-report"],
])("a role can be allowed %s on %s", (action, resource) => {
  expect(allows(statements, action, resource)).toBe(true);
});

/**
 * Version 2 of https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html, less
 * ssm:GetParameter and ssm:GetParameters.
 */
const SESSION_MANAGER = [
  "ssm:DescribeAssociation",
  "ssm:GetDeployablePatchSnapshotForInstance",
  "ssm:GetDocument",
  "ssm:DescribeDocument",
  "ssm:GetManifest",
  "ssm:ListAssociations",
  "ssm:ListInstanceAssociations",
  "ssm:PutInventory",
  "ssm:PutComplianceItems",
  "ssm:PutConfigurePackageResult",
  "ssm:UpdateAssociationStatus",
  "ssm:UpdateInstanceAssociationStatus",
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "ec2messages:AcknowledgeMessage",
  "ec2messages:DeleteMessage",
  "ec2messages:FailMessage",
  "ec2messages:GetEndpoint",
  "ec2messages:GetMessages",
  "ec2messages:SendReply",
];

test("Session Manager can manage an instance, without access to all parameters", () => {
  expect(SESSION_MANAGER.filter((action) => !allows(statements, action, "*"))).toEqual([]);
});

describe.each(["hardened-single", "hardened-balanced"])("the boundary of %s", (environment) => {
  const account = hardenedStack("careflowai-account");
  const own = policyOf(
    account,
    only(account, IamPolicy, { name: `careflowai-${environment}-permissions-boundary` }).body.policy,
  );

  test("allows the environment's parameters, and to stop and start instances with its tag", () => {
    const allowing = (action: string) => own.find(({ Action }) => valuesOf(Action).includes(action));
    expect(allowing("ssm:GetParameter")?.Resource).toEqual([
      `arn:aws:ssm:*:111122223333:parameter/careflowai/${environment}`,
      `arn:aws:ssm:*:111122223333:parameter/careflowai/${environment}/*`,
    ]);
    expect(allowing("ec2:StopInstances")?.Condition).toEqual({
      StringEquals: { "ec2:ResourceTag/Environment": environment },
    });
    const { tag_specifications } = only(hardenedStack(`careflowai-${environment}`), LaunchTemplate).body;
    expect(tag_specifications).toContainEqual({
      resource_type: "instance",
      tags: expect.objectContaining({ Environment: environment }),
    });
  });
});

test("keys are for parameters, and for the volumes of the environment's instances", () => {
  const withKeys = statements.filter(({ Action }) =>
    valuesOf(Action).some((action) => action.startsWith("kms:")),
  );
  expect(withKeys).toEqual([
    expect.objectContaining({
      Action: "kms:Decrypt",
      Condition: { StringLike: { "kms:ViaService": "ssm.*.amazonaws.com" } },
    }),
    expect.objectContaining({
      Action: "kms:CreateGrant",
      Resource: "arn:aws:kms:*:111122223333:key/*",
      Condition: {
        StringEquals: { "aws:ResourceTag/Environment": "staging" },
        StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
        Bool: { "kms:GrantIsForAWSResource": "true" },
      },
    }),
  ]);
});
