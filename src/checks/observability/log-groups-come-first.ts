import type { Check } from "../check";
import { covers, permissionsOf } from "../../synthesized/policy-documents";
import type { SynthesizedStack } from "../../synthesized/synthesized-stack";
import { dependsOn, referencesIn } from "../../synthesized/synthesized-stack";

/** Addresses of the log groups that instances write to. */
function groupsOfInstances(stack: SynthesizedStack): string[] {
  const statements = stack
    .resources("aws_iam_instance_profile")
    .flatMap(({ body }) => stack.target(body.role) ?? [])
    .flatMap((role) => permissionsOf(stack, role))
    .filter((statement) => statement.allows && covers(statement, "logs:PutLogEvents"));
  const written = referencesIn(statements.flatMap(({ resources }) => resources));
  return stack
    .resources("aws_cloudwatch_log_group")
    .map(({ address }) => address)
    .filter((address) => written.has(address));
}

export const logGroupsComeFirst: Check = {
  id: "log-groups-come-first",
  rule: "Instances wait for the log groups that they write to.",
  why: "An agent that starts first makes the log group itself, without retention, and Terraform then fails because the group exists (AWS, CloudWatch agent configuration: logs).",
  findings: (stack) => {
    const groups = groupsOfInstances(stack);
    const instances = [...stack.resources("aws_autoscaling_group"), ...stack.resources("aws_instance")];
    return instances.flatMap(({ address, body }) =>
      groups
        .filter((group) => !dependsOn(body).includes(group))
        .map((group) => `${address} does not wait for ${group}`),
    );
  },
};
