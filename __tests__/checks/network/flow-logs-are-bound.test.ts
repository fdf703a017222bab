import { flowLogsAreBound } from "../../../src/checks/network/flow-logs-are-bound";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const trustIn = (json: Mutable) => onlyIn(json, "aws_iam_role", "FlowLogs").assume_role_policy.Statement;
const permissionIn = (json: Mutable) => onlyIn(json, "aws_iam_role_policy", "FlowLogs").policy.Statement[0];
const SERVES_OTHERS = "aws_iam_role.FlowLogs~ writes flow logs of other accounts than 111122223333 too";
const notAllowed = (action: string) =>
  `aws_flow_log.~: aws_iam_role.FlowLogs~ is not allowed ${action} in aws_cloudwatch_log_group.FlowLogs~`;

testCheck(flowLogsAreBound, {
  "careflowai-hardened-single": [
    [
      "a destination that is no log group of the stack",
      (json) => (onlyIn(json, "aws_flow_log").log_destination = "arn:aws:s3:::somewhere"),
      "aws_flow_log.~ writes to arn:aws:s3:::somewhere, not to a log group of the stack",
    ],
    [
      "a role that is not of the stack",
      (json) => (onlyIn(json, "aws_flow_log").iam_role_arn = "arn:aws:iam::111122223333:role/other"),
      "aws_flow_log.~ writes by ~, not by a role of the stack",
    ],
    [
      "a role that trusts another service",
      (json) => (trustIn(json)[0].Principal.Service = ["ec2.amazonaws.com"]),
      "aws_iam_role.FlowLogs~ does not trust vpc-flow-logs.amazonaws.com",
    ],
    [
      "a role without a condition on the account",
      (json) => delete trustIn(json)[0].Condition.StringEquals["aws:SourceAccount"],
      SERVES_OTHERS,
    ],
    [
      "a role with a condition on another account",
      (json) => (trustIn(json)[0].Condition.StringEquals["aws:SourceAccount"] = ["444455556666"]),
      SERVES_OTHERS,
    ],
    [
      "a second statement without the condition",
      (json) => {
        const [{ Effect, Action, Principal }] = trustIn(json);
        trustIn(json).push({ Effect, Action, Principal });
      },
      SERVES_OTHERS,
    ],
    ...["logs:CreateLogStream", "logs:PutLogEvents"].map((action): Case => [
      `a role without ${action}`,
      (json) =>
        (permissionIn(json).Action = permissionIn(json).Action.filter((one: string) => one !== action)),
      notAllowed(action),
    ]),
    [
      "a role that may write to another group only",
      (json) => {
        const permission = permissionIn(json);
        const own = addressIn(json, "aws_cloudwatch_log_group", "FlowLogs");
        const other = addressIn(json, "aws_cloudwatch_log_group", "BackendLogs");
        permission.Resource = permission.Resource.map((arn: string) => arn.replace(own, other));
      },
      notAllowed("logs:CreateLogStream"),
      notAllowed("logs:PutLogEvents"),
    ],
    [
      "records without a retention",
      (json) => delete onlyIn(json, "aws_cloudwatch_log_group", "FlowLog").retention_in_days,
      "aws_flow_log.~ keeps its records indefinitely",
    ],
  ],
});
