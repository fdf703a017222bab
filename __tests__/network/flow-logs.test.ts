import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { FlowLogs } from "../../src/network/flow-logs";
import { only, reference } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";
import { policyOf } from "../helpers/policies";

const stack = synthConstruct((scope) => {
  new FlowLogs(scope, "FlowLogs", {
    roleName: "careflowai-test-flow-logs",
    accountId: "210987654321",
    region: "eu-west-1",
    vpc: new Vpc(scope, "Vpc", {}),
    logGroupName: "/careflowai/test/vpc-flow-logs",
    retentionDays: 60,
    protect: true,
  });
});

test("the log group keeps records for the configured time and outlives its setting", () => {
  expect(only(stack, CloudwatchLogGroup).body).toEqual({
    name: "/careflowai/test/vpc-flow-logs",
    retention_in_days: 60,
    skip_destroy: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("all traffic of the VPC, accepted and rejected, is recorded in the log group, once the role may write", () => {
  expect(only(stack, FlowLog).body).toEqual({
    vpc_id: reference(stack, Vpc, "id"),
    traffic_type: "ALL",
    log_destination_type: "cloud-watch-logs",
    log_destination: reference(stack, CloudwatchLogGroup, "arn"),
    iam_role_arn: reference(stack, IamRole, "arn"),
    max_aggregation_interval: 600,
    tags: { Name: "careflowai-test-flow-logs" },
    depends_on: [only(stack, IamRolePolicy).address],
  });
});

test("only the service may assume the role, for flow logs of this account and region", () => {
  const role = only(stack, IamRole).body;
  expect(role).toEqual({
    name: "careflowai-test-flow-logs",
    description: "Writes VPC flow logs",
    assume_role_policy: expect.any(String),
  });
  expect(policyOf(stack, role.assume_role_policy)).toEqual([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "210987654321" },
        ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:210987654321:vpc-flow-log/*" },
      },
    },
  ]);
});

test("the role may write to that log group only", () => {
  const policy = only(stack, IamRolePolicy).body;
  expect(policy).toEqual({
    name: "careflowai-test-flow-logs",
    role: reference(stack, IamRole, "name"),
    policy: expect.any(String),
  });
  const logGroup = reference(stack, CloudwatchLogGroup, "arn");
  expect(policyOf(stack, policy.policy)).toEqual([
    {
      Sid: "WriteOwnLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      Resource: [logGroup, `${logGroup}:*`],
    },
    {
      Sid: "FindLogGroup",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: "arn:aws:logs:eu-west-1:210987654321:log-group:*",
    },
  ]);
});
