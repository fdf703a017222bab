import type { Check } from "../check";
import { isForEveryone, isOnlyFor, statementsOf } from "../../synthesized/policy-documents";

export const keysStayInTheAccount: Check = {
  id: "keys-stay-in-the-account",
  rule: "A statement of a key policy that allows everyone something holds for callers of this account only.",
  why: "Any AWS account could decrypt what the key encrypts, or use it up to its limits (Security Hub control KMS.5).",
  findings: (stack) =>
    stack.resources("aws_kms_key").flatMap(({ address, body }) =>
      statementsOf(stack, body.policy)
        .filter((statement) => statement.allows && isForEveryone(statement))
        .filter((statement) => !isOnlyFor(statement, "kms:CallerAccount", stack.accountId))
        .map(({ sid }) => `${address}: ${sid} admits every AWS account`),
    ),
};
