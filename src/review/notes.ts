import type { Json, JsonObject } from "../synthesized/synthesized-stack";
import { textOf, Unknown } from "./documents";
import type { Plan, Resource } from "./resources";

/** Something that a reviewer should know, and that is no danger. */
type NoteRule = (resource: Resource, plan: Plan) => string | undefined;

/** The price of resources in USD, for those that change a bill noticeably; the figures are those of docs/costs.md. */
export const PRICES: Readonly<Record<string, string>> = {
  aws_nat_gateway: "32.85 per month, and 0.045 per GB",
  aws_eip: "3.65 per month",
  aws_lb: "16.43 per month, and 0.008 per hour and capacity unit",
  aws_wafv2_web_acl: "5.00 per month, 1.00 per rule, and 0.60 per million requests",
  aws_kms_key: "1.00 per month",
  aws_instance: "by the hour, for its type and disk",
  aws_guardduty_detector: "4.00 per million management events, and 1.00 per GB of network traffic",
  aws_cloudtrail: "nothing for the first trail of an account, 2.00 per 100,000 management events for another",
};

/** An instance's price depends on these. */
const SIZES = /^(?:instance_type|min_size|max_size|desired_capacity)$/;

const NOTES: readonly NoteRule[] = [
  ({ type, action, label }) => {
    const price = PRICES[type];
    if (price === undefined) return undefined;
    if (action === "create") return `Costs (USD): ${label} is charged ${price}.`;
    return action === "delete" ? `Costs (USD): ${label} is no longer charged ${price}.` : undefined;
  },
  ({ type, action, leaves, label }) => {
    if (
      !/^aws_(?:instance|autoscaling_group|launch_template)$/.test(type) ||
      action === undefined ||
      action === "create"
    )
      return undefined;
    const sizes = leaves.filter(
      ({ path, before, after }) =>
        SIZES.test(path) && (typeof after === "number" || typeof after === "string") && before !== undefined,
    );
    return sizes.length === 0
      ? undefined
      : `Costs: ${label} changes ${sizes.map(({ path, before, after }) => `${path} from ${textOf(before)} to ${textOf(after)}`).join(", ")}.`;
  },
  refresh,
  ({ type, action, before, label }) =>
    type === "aws_cloudwatch_log_group" &&
    (action === "delete" || action === "replace") &&
    before?.skip_destroy === true
      ? `The log group ${label} leaves Terraform's state, but stays in AWS with its events (skip_destroy).`
      : undefined,
  ({ type, action, after }) =>
    type === "aws_sns_topic_subscription" &&
    (action === "create" || action === "replace") &&
    after?.protocol === "email"
      ? `${textOf(after.endpoint)} receives a request to confirm a subscription, and no message before it is confirmed.`
      : undefined,
];

/** A group that replaces its instances, and how long that takes. */
function refresh({ type, action, leaves, label, after }: Resource, plan: Plan): string | undefined {
  if (type !== "aws_autoscaling_group" || action !== "update" || !after) return undefined;
  const isTemplateKept = plan
    .ofType("aws_launch_template")
    .some((template) => template.action === undefined && template.before?.id === idOf(after.launch_template));
  const changes = leaves.filter(
    ({ path, after: value }) => REFRESHES.test(path) && !(isTemplateKept && value instanceof Unknown),
  );
  if (changes.length === 0) return undefined;
  if (!Array.isArray(after.instance_refresh) || after.instance_refresh.length === 0)
    return `${label} launches new instances as configured now; running instances stay as they are.`;
  const seconds = Number(after.default_instance_warmup) || Number(after.health_check_grace_period) || 0;
  const instances = Number(after.desired_capacity ?? 1);
  return `${label} replaces its ${String(instances)} running ${instances === 1 ? "instance" : "instances"} one by one (rolling refresh). New instances serve before old ones are terminated, so there is no downtime. Expect up to ${String(Math.ceil((instances * seconds) / 60))} minutes.`;
}

const REFRESHES = /^(?:launch_template|mixed_instances_policy|vpc_zone_identifier)(?:[.[]|$)/;

const idOf = (blocks: Json | undefined) =>
  Array.isArray(blocks) ? (blocks[0] as JsonObject | undefined)?.id : undefined;

/** The notes of all changed resources, each once. */
export function notesOf(plan: Plan): string[] {
  const changed = plan.resources.filter(({ action }) => action !== undefined);
  return [...new Set(changed.flatMap((resource) => NOTES.flatMap((note) => note(resource, plan) ?? [])))];
}
