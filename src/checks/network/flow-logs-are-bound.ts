import type { Check } from "../check";
import { unless } from "../check";
import { admits, covers, isOnlyFor, permissionsOf, statementsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { reference, text } from "../../synthesized/synthesized-stack";

const SERVICE = "vpc-flow-logs.amazonaws.com";
const WRITES = ["logs:CreateLogStream", "logs:PutLogEvents"];

function faults(stack: SynthesizedStack, { address }: Block, role: Block, group: Block): string[] {
  const trusts = statementsOf(stack, role.body.assume_role_policy).filter((trust) => admits(trust, SERVICE));
  const permissions = permissionsOf(stack, role).filter(
    ({ allows, resources }) => allows && resources.includes(`${reference(group, "arn")}:*`),
  );
  return [
    ...unless(trusts.length > 0, `${role.address} does not trust ${SERVICE}`),
    ...unless(
      trusts.every((trust) => isOnlyFor(trust, "aws:SourceAccount", stack.accountId)),
      `${role.address} writes flow logs of other accounts than ${stack.accountId} too`,
    ),
    ...WRITES.filter((write) => !permissions.some((statement) => covers(statement, write))).map(
      (write) => `${address}: ${role.address} is not allowed ${write} in ${group.address}`,
    ),
    ...unless(Number(group.body.retention_in_days) > 0, `${address} keeps its records indefinitely`),
  ];
}

export const flowLogsAreBound: Check = {
  id: "flow-logs-are-bound",
  rule: "Flow logs go to a log group of the stack with a retention, by a role that may write there and acts for the stack's account only.",
  why: "Without the condition on the account another customer's flow logs can be written with the role (confused deputy), and a group without retention keeps its records, and their cost, indefinitely (AWS, IAM role for publishing flow logs).",
  findings: (stack) =>
    stack.resources("aws_flow_log").flatMap((flowLog) => {
      const { log_destination: destination, iam_role_arn: roleArn } = flowLog.body;
      const group = stack.target(destination);
      const role = stack.target(roleArn);
      if (!group || !stack.isAttribute(destination, "aws_cloudwatch_log_group", "arn"))
        return [`${flowLog.address} writes to ${text(destination)}, not to a log group of the stack`];
      if (!role || !stack.isAttribute(roleArn, "aws_iam_role", "arn"))
        return [`${flowLog.address} writes by ${text(roleArn)}, not by a role of the stack`];
      return faults(stack, flowLog, role, group);
    }),
};
