import { flowLogsAreBound } from "../../src/checks/flow-logs-are-bound";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(flowLogsAreBound, "careflowai-hardened-single", change);
const trustIn = (json: Mutable) => onlyIn(json, "aws_iam_policy_document", "FlowLogs_Trust").statement[0];
const permissionIn = (json: Mutable) =>
  onlyIn(json, "aws_iam_policy_document", "FlowLogs_PolicyDocument").statement[0];

const servesOthers = [
  expect.stringMatching(
    /^aws_iam_role\.FlowLogs\S+ writes flow logs of other accounts than 111122223333 too$/,
  ),
];

test("all flow logs are bound", () => {
  expect(findingsOnSound(flowLogsAreBound)).toEqual([]);
});

test("a destination that is no log group of the stack is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_flow_log").log_destination = "arn:aws:s3:::somewhere";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_flow_log\.\S+ writes to arn:aws:s3:::somewhere, not to a log group of the stack$/,
    ),
  ]);
});

test("a role that is not of the stack is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_flow_log").iam_role_arn = "arn:aws:iam::111122223333:role/somebody";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_flow_log\.\S+ writes by \S+, not by a role of the stack$/),
  ]);
});

test("a role that trusts another service is found", () => {
  const findings = after((json) => {
    trustIn(json).principals[0].identifiers = ["ec2.amazonaws.com"];
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_iam_role\.FlowLogs\S+ does not trust vpc-flow-logs\.amazonaws\.com$/),
  ]);
});

test("a role without condition on the account, or on another one, is found", () => {
  const without = after((json) => {
    trustIn(json).condition.shift();
  });
  const forAnother = after((json) => {
    trustIn(json).condition[0].values = ["444455556666"];
  });
  expect(without).toEqual(servesOthers);
  expect(forAnother).toEqual(servesOthers);
});

test("a second statement without the condition is found", () => {
  const findings = after((json) => {
    const { actions, principals } = trustIn(json);
    onlyIn(json, "aws_iam_policy_document", "FlowLogs_Trust").statement.push({ actions, principals });
  });
  expect(findings).toEqual(servesOthers);
});

test.each(["logs:CreateLogStream", "logs:PutLogEvents"])("a role without %s is found", (action) => {
  const findings = after((json) => {
    const permission = permissionIn(json);
    permission.actions = permission.actions.filter((one: string) => one !== action);
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(
        `^aws_flow_log\\.\\S+: aws_iam_role\\.FlowLogs\\S+ is not allowed ${action} in aws_cloudwatch_log_group\\.FlowLogGroup$`,
      ),
    ),
  ]);
});

test("a role that may write to another group only is found", () => {
  const findings = after((json) => {
    const permission = permissionIn(json);
    permission.resources = permission.resources.map((arn: string) => arn.replace("FlowLog", "BackendLog"));
  });
  expect(findings).toHaveLength(2);
});

test("records that are kept for ever are found", () => {
  const findings = after((json) => {
    delete onlyIn(json, "aws_cloudwatch_log_group", "FlowLog").retention_in_days;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_flow_log\.\S+ keeps its records for ever$/)]);
});
