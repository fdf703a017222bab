import type { Check } from "../check";
import type { SynthesizedStack } from "../../synthesized/synthesized-stack";
import { stringsIn } from "../../synthesized/synthesized-stack";

/** Where AWS wants a name only once: in all accounts and regions, in one account, or in one region of it. */
type Scope = "global" | "account" | "region";

/** Types whose physical name must be unique, with the attribute that holds it, or several. */
const NAMED: Readonly<Record<string, { readonly attribute: string; readonly scope: Scope }>> = {
  aws_apigatewayv2_domain_name: { attribute: "domain_name", scope: "global" },
  aws_autoscaling_group: { attribute: "name", scope: "region" },
  aws_budgets_budget: { attribute: "name", scope: "account" },
  aws_cloudfront_cache_policy: { attribute: "name", scope: "account" },
  aws_cloudfront_distribution: { attribute: "aliases", scope: "global" },
  aws_cloudfront_function: { attribute: "name", scope: "account" },
  aws_cloudfront_origin_access_control: { attribute: "name", scope: "account" },
  aws_cloudtrail: { attribute: "name", scope: "region" },
  aws_cloudwatch_event_rule: { attribute: "name", scope: "region" },
  aws_cloudwatch_dashboard: { attribute: "dashboard_name", scope: "account" },
  aws_cloudwatch_log_group: { attribute: "name", scope: "region" },
  // AWS allows one in every region; a notification would not say which.
  aws_cloudwatch_metric_alarm: { attribute: "alarm_name", scope: "account" },
  aws_cloudwatch_query_definition: { attribute: "name", scope: "region" },
  aws_iam_instance_profile: { attribute: "name", scope: "account" },
  aws_iam_policy: { attribute: "name", scope: "account" },
  aws_iam_role: { attribute: "name", scope: "account" },
  aws_kms_alias: { attribute: "name", scope: "region" },
  aws_launch_template: { attribute: "name", scope: "region" },
  aws_lb: { attribute: "name", scope: "region" },
  aws_s3_bucket: { attribute: "bucket", scope: "global" },
  aws_scheduler_schedule: { attribute: "name", scope: "region" },
  aws_sfn_state_machine: { attribute: "name", scope: "region" },
  aws_sns_topic: { attribute: "name", scope: "region" },
  aws_wafv2_web_acl: { attribute: "name", scope: "region" },
};

interface PhysicalName {
  readonly owner: string;
  /** Equal for two resources that AWS would not allow together. */
  readonly key: string;
  readonly name: string;
}

function physicalNames(stack: SynthesizedStack): PhysicalName[] {
  return Object.entries(NAMED).flatMap(([type, { attribute, scope }]) =>
    stack.resources(type).flatMap((resource) =>
      stringsIn(resource.body[attribute]).map((name) => ({
        owner: `${stack.name}/${resource.address}`,
        key: [type, name, scope === "region" ? stack.regionOf(resource) : ""].join("|"),
        name,
      })),
    ),
  );
}

export const namesAreUnique: Check = {
  id: "names-are-unique",
  rule: "No two resources of the account claim the same physical name.",
  why: "AWS refuses the second at apply, or, for a log group or an alarm, the two environments share it (decision 5).",
  findings: (stack, all) => {
    const claimed = all.flatMap(physicalNames);
    return physicalNames(stack).flatMap(({ owner, key, name }) =>
      claimed
        .filter((other) => other.key === key && other.owner !== owner)
        .map((other) => `${owner} and ${other.owner} are both named ${name}`),
    );
  },
};
