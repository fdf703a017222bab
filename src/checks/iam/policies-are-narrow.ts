import type { Check } from "../check";
import { boundaries, isOfCi } from "../../synthesized/ci-roles";
import { unless } from "../check";
import type { Statement } from "../../synthesized/policy-documents";
import { isForEveryone, isSessionLogGroup, statementsOf } from "../../synthesized/policy-documents";
import type { SynthesizedStack } from "../../synthesized/synthesized-stack";
import { text } from "../../synthesized/synthesized-stack";

const READ = /^[\w-]+:(?:BatchGet|Describe|Filter|Get|List|Lookup|Query|Search|StartQuery)/;
/** "*", or an ARN that says no more than the service, the region and the account. */
const EVERYTHING = /^(?:\*|arn:[^:]*(?::[^:]*){3}:\*(?::\*)*)$/;
const NAMED_FUNCTION = /:function:[\w-]{2,}\*?$/;
/** AWS's policies for administrators. */
const SWEEPING = /\/(?:Administrator|PowerUser|\w*Full)Access$/;

function tooWide(statement: Statement, stack: SynthesizedStack): string[] {
  const { notActions, notResources, conditions } = statement;
  const writes = statement.actions.filter((action) => !READ.test(action));
  const of = (service: string) => writes.filter((action) => action.startsWith(`${service}:`));
  const isForOneService = conditions.some(({ variable }) => variable === "kms:ViaService");
  const resources = notResources.length > 0 ? ["*"] : statement.resources;
  return [
    ...unless(!statement.actions.includes("*"), "allows every action"),
    ...unless(notActions.length === 0, `allows everything except ${notActions.join(", ")}`),
    ...resources
      .filter((resource) => EVERYTHING.test(resource))
      .flatMap((resource) => writes.map((action) => `allows ${action} on ${resource}`)),
    ...resources
      .filter(
        (resource) =>
          stack.target(resource)?.type !== "aws_cloudwatch_log_group" && !isSessionLogGroup(resource),
      )
      .flatMap((resource) =>
        of("logs").map((action) => `allows ${action} on ${resource}, not its own group`),
      ),
    ...resources
      .filter((resource) => !NAMED_FUNCTION.test(resource))
      .flatMap((resource) =>
        of("lambda").map((action) => `allows ${action} on ${resource}, whatever its name`),
      ),
    ...resources
      .filter((resource) => resource.endsWith(":key/*") && !isForOneService)
      .flatMap(() =>
        of("kms").map((action) => `allows ${action} with any key, and not for one service only`),
      ),
  ];
}

function tooTrusting(statement: Statement): string[] {
  const { principals, conditions } = statement;
  const isFederated = principals.some(({ type }) => type === "Federated");
  const namesSubject = conditions.some(({ variable }) => variable.endsWith(":sub"));
  return [
    ...unless(!isForEveryone(statement), "trusts everyone"),
    ...unless(!isFederated || namesSubject, "trusts every subject of an identity provider"),
  ];
}

/** The attributes that hold policies, with the faults of their statements. */
const POLICIES = [
  { type: "aws_iam_policy", attribute: "policy", faults: tooWide },
  { type: "aws_iam_role_policy", attribute: "policy", faults: tooWide },
  { type: "aws_iam_role", attribute: "assume_role_policy", faults: tooTrusting },
  // bucket-policies-are-narrow judges its statements.
  { type: "aws_s3_bucket_policy", attribute: "policy", faults: () => [] },
];

export const policiesAreNarrow: Check = {
  id: "policies-are-narrow",
  rule: "No policy allows writing on every resource; logs go to the stack's own groups, functions are invoked by a prefix of their name, keys are used through one service, and roles are assumed by named principals. The policies of CI's roles and permissions boundaries have checks of their own.",
  why: "A stolen instance role could change everything that its policy reaches (AWS, Grant least privilege; decision 10).",
  findings: (stack, all) => [
    ...POLICIES.flatMap(({ type, attribute, faults }) => {
      const judgedElsewhere = [
        ...boundaries(stack, all),
        ...stack.resources(type).filter((policy) => isOfCi(stack, policy)),
      ].map(({ address }) => address);
      return stack.resources(type).flatMap(({ address, body }) => {
        if (judgedElsewhere.includes(address)) return [];
        const statements = statementsOf(stack, body[attribute]);
        if (statements.length === 0) return [`${address} has no readable policy in ${attribute}`];
        return statements
          .filter(({ allows }) => allows)
          .flatMap((statement) =>
            faults(statement, stack).map((fault) => `${address}: ${statement.sid} ${fault}`),
          );
      });
    }),
    ...stack
      .resources("aws_iam_role_policy_attachment")
      .filter(({ body }) => SWEEPING.test(text(body.policy_arn)))
      .map(({ address, body }) => `${address} attaches ${text(body.policy_arn)}`),
  ],
};
