import type { Condition, Statement } from "../../synthesized/policy-documents";
import { matches, statementsOf } from "../../synthesized/policy-documents";
import type { AuthorizedType } from "../../synthesized/service-authorization";
import { actionsMatching, authorizedTypes, reports } from "../../synthesized/service-authorization";
import type { Check } from "../check";
import { unless } from "../check";

/** Policies that are about many resources. The policy of a bucket, a topic or a key is about one. */
const POLICIES = ["aws_iam_policy", "aws_iam_role_policy"];

/** Whether a condition holds where a key is absent (AWS, IAM JSON policy elements: Condition operators). */
function holdsWithoutKey({ test, values }: Condition): boolean {
  if (test === "Null") return values.includes("true");
  return /IfExists$|^ForAllValues:/.test(test) || /^\w+Not/.test(test);
}

/** Service and resource of an ARN, up to the first wildcard. */
const beginningOf = (arn: string) => {
  const [, , service = "", , , ...resource] = arn.split(":");
  return `${service}:${resource.join(":")}`.replace(/[*?].*$/s, "");
};

/** Whether a resource of a statement can be one of a type. */
function canBe(resource: string, arn: string): boolean {
  if (resource === "*" || resource.includes("${")) return true;
  if (!/[*?]/.test(resource)) return matches(arn, resource);
  const [ours, theirs] = [beginningOf(resource), beginningOf(arn)];
  return ours.startsWith(theirs) || theirs.startsWith(ours);
}

/** The types on which a statement can act by an action. */
function typesOf({ resources }: Statement, action: string): AuthorizedType[] {
  const types = authorizedTypes(action).filter(
    ({ arns }) =>
      resources.length === 0 || resources.some((resource) => arns.some((arn) => canBe(resource, arn))),
  );
  // An action that a request may use without a resource is judged by its resources.
  const named = types.filter(({ name }) => name !== "*");
  return named.length > 0 ? named : types;
}

function faultsOf(statement: Statement): string[] {
  const { allows, actions, conditions } = statement;
  return actions
    .filter((pattern) => pattern !== "*")
    .flatMap((pattern) => {
      const known = actionsMatching(pattern);
      return [
        ...unless(known.length > 0, `names ${pattern}, which is no action of AWS`),
        ...known.flatMap((action) =>
          conditions.flatMap((condition) =>
            faultsOfCondition(condition, allows, action, typesOf(statement, action)),
          ),
        ),
      ];
    });
}

function faultsOfCondition(
  condition: Condition,
  allows: boolean,
  action: string,
  types: readonly AuthorizedType[],
): string[] {
  const { test, variable } = condition;
  const without = types.filter((type) => !reports(type, variable)).map(({ name }) => name);
  const decidesNothing = holdsWithoutKey(condition) === allows;
  if (decidesNothing && without.length > 0)
    return [
      `${allows ? "allows" : "does not deny"} ${action} on every ${without.join(", ")}: AWS does not report ${variable} there, for which ${test} ${allows ? "holds" : "fails"}`,
    ];
  if (!decidesNothing && allows && without.length === types.length)
    return [`never allows ${action}: AWS does not report ${variable}, for which ${test} fails`];
  return [];
}

export const conditionKeysAreReported: Check = {
  id: "condition-keys-are-reported",
  rule: "A condition names only keys that AWS reports for the action and the type of resource.",
  why: "AWS treats a key that it does not report as absent: StringEqualsIfExists on the tag of a type without tags allows every resource of that type, and StringEquals allows none (AWS, Service authorization reference; decision 45).",
  findings: (stack) =>
    POLICIES.flatMap((type) =>
      stack
        .resources(type)
        .flatMap(({ address, body }) =>
          statementsOf(stack, body.policy).flatMap((statement) =>
            faultsOf(statement).map((fault) => `${address}: ${statement.sid} ${fault}`),
          ),
        ),
    ),
};
