import type { Check } from "../check";
import { unless } from "../check";
import type { Statement } from "../../synthesized/policy-documents";
import { covers, isSessionLogGroup, permissionsOf } from "../../synthesized/policy-documents";
import { text } from "../../synthesized/synthesized-stack";

/** Allows logs and metrics on everything. */
const MANAGED_POLICY = "CloudWatchAgentServerPolicy";

/** A log group of the same stack, or the one of Session Manager's sessions, and the streams in it. */
const isOwnGroup = (arn: string) =>
  /^\$\{aws_cloudwatch_log_group\.[\w-]+\.arn\}(?::\*)?$/.test(arn) || isSessionLogGroup(arn);

const isUnconditional = ({ conditions }: Statement) => conditions.length === 0;
const isOnEverything = ({ resources }: Statement) => resources.includes("*");

/** What AWS's managed policy allows on everything, and how a denial has to limit it. */
const LIMITS: readonly {
  readonly what: string;
  readonly actions: readonly string[];
  readonly limits: (denial: Statement) => boolean;
}[] = [
  {
    what: "to write to log groups of others",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    limits: (denial) =>
      isUnconditional(denial) && denial.notResources.length > 0 && denial.notResources.every(isOwnGroup),
  },
  {
    what: "to create log groups and change their retention",
    actions: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
    limits: (denial) => isUnconditional(denial) && isOnEverything(denial),
  },
  {
    what: "to publish metrics in any namespace",
    actions: ["cloudwatch:PutMetricData"],
    limits: (denial) =>
      isOnEverything(denial) &&
      denial.conditions.length === 1 &&
      denial.conditions.every(
        ({ test, variable, values }) =>
          test === "StringNotEquals" && variable === "cloudwatch:namespace" && values.length === 1,
      ),
  },
];

export const logsAreOwn: Check = {
  id: "logs-are-own",
  rule: "Where AWS's managed policy for the CloudWatch agent would let a role write every log and metric, it is denied all but its stack's log groups, the log group of Session Manager's sessions and one namespace, and may neither create log groups nor change their retention.",
  why: "CloudWatchAgentServerPolicy allows them on every resource of the account: an instance that is taken over could falsify the audit trail and shorten its retention (decision 46).",
  findings: (stack) =>
    stack
      .resources("aws_iam_role")
      .filter((role) =>
        stack
          .attached("aws_iam_role_policy_attachment", "role", role)
          .some(({ body }) => text(body.policy_arn).endsWith(`/${MANAGED_POLICY}`)),
      )
      .flatMap((role) => {
        const denials = permissionsOf(stack, role).filter(({ allows }) => !allows);
        return LIMITS.flatMap(({ what, actions, limits }) =>
          unless(
            denials.some((denial) => limits(denial) && actions.every((action) => covers(denial, action))),
            `${role.address} has ${MANAGED_POLICY}, but is not denied ${what}`,
          ),
        );
      }),
};
