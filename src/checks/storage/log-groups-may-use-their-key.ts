import type { Check } from "../check";
import { admits, covers, matches, statementsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { text } from "../../synthesized/synthesized-stack";

/** AWS, Encrypt log data in CloudWatch Logs using AWS KMS. */
const NEEDED = ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey"].map(
  (action) => `kms:${action}`,
);
const CONTEXT = "kms:EncryptionContext:aws:logs:arn";

/** The actions that the policy of a group's key does not allow to CloudWatch Logs for this group. */
function missing(stack: SynthesizedStack, group: Block): string[] {
  const { body } = group;
  const region = stack.regionOf(group);
  const arn = `arn:aws:logs:${region}:${stack.accountId}:log-group:${text(body.name)}`;
  const statements = statementsOf(stack, stack.target(body.kms_key_id)?.body.policy).filter(
    (statement) =>
      admits(statement, `logs.${region}.amazonaws.com`) &&
      statement.conditions.every(
        ({ variable, values }) => variable !== CONTEXT || values.some((value) => matches(value, arn)),
      ),
  );
  return NEEDED.filter((action) => !statements.some((statement) => covers(statement, action)));
}

export const logGroupsMayUseTheirKey: Check = {
  id: "log-groups-may-use-their-key",
  rule: "A log group with a key is in the policy of that key, which lets CloudWatch Logs of the group's region encrypt and decrypt.",
  why: "AWS refuses to create the group, or to encrypt it (AWS, Encrypt log data in CloudWatch Logs using AWS KMS).",
  findings: (stack) =>
    stack
      .resources("aws_cloudwatch_log_group")
      .filter(({ body }) => body.kms_key_id !== undefined)
      .map((group) => [group.address, missing(stack, group)] as const)
      .filter(([, actions]) => actions.length > 0)
      .map(
        ([address, actions]) => `${address} has a key whose policy does not allow it ${actions.join(", ")}`,
      ),
};
