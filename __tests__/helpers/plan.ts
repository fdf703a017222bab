import { isDeepStrictEqual } from "node:util";
import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import {
  dependsOn,
  lifecycle,
  nested,
  referencesIn,
  stringsIn,
} from "../../src/synthesized/synthesized-stack";

/**
 * What Terraform would do to a deployed stack, as far as the two syntheses tell: which resources go, and which are
 * replaced because an attribute that AWS cannot change differs.
 */

/**
 * Attributes whose change replaces a resource (`ForceNew`, `RequiresReplace`) in version 6.25 of the provider, of
 * those that the stacks set. Not in the table are types of which nothing forces a replacement but their region.
 */
export const FORCES_REPLACEMENT: Readonly<Record<string, readonly string[]>> = {
  aws_acm_certificate: ["domain_name", "validation_method", "region"],
  aws_acm_certificate_validation: ["certificate_arn", "validation_record_fqdns", "region"],
  aws_apigatewayv2_api: ["protocol_type"],
  aws_apigatewayv2_api_mapping: ["domain_name"],
  aws_apigatewayv2_domain_name: ["domain_name"],
  aws_apigatewayv2_integration: ["api_id", "integration_type"],
  aws_apigatewayv2_route: ["api_id"],
  aws_apigatewayv2_stage: ["api_id", "name"],
  aws_apigatewayv2_vpc_link: ["subnet_ids", "security_group_ids"],
  aws_autoscaling_group: ["name"],
  aws_autoscaling_policy: ["name", "autoscaling_group_name"],
  aws_autoscaling_schedule: ["scheduled_action_name", "autoscaling_group_name"],
  aws_cloudfront_distribution: ["staging"],
  aws_cloudfront_function: ["name"],
  aws_cloudfront_origin_access_control: ["origin_access_control_origin_type"],
  aws_cloudwatch_dashboard: ["dashboard_name"],
  aws_cloudwatch_log_group: ["name", "log_group_class"],
  aws_cloudwatch_log_metric_filter: ["name", "log_group_name"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_default_security_group: ["vpc_id"],
  aws_ec2_instance_connect_endpoint: ["subnet_id", "security_group_ids", "preserve_client_ip"],
  aws_eip: ["domain"],
  aws_eip_association: ["allocation_id", "instance_id"],
  aws_flow_log: [
    "vpc_id",
    "log_destination",
    "log_destination_type",
    "iam_role_arn",
    "traffic_type",
    "max_aggregation_interval",
  ],
  aws_iam_instance_profile: ["name"],
  aws_iam_role: ["name"],
  aws_iam_role_policy: ["name", "role"],
  aws_iam_role_policy_attachment: ["role", "policy_arn"],
  aws_instance: ["subnet_id"],
  aws_kms_alias: ["name"],
  aws_launch_template: ["name"],
  aws_lb: ["name", "internal", "load_balancer_type"],
  aws_lb_listener: ["load_balancer_arn"],
  aws_lb_target_group: ["name", "name_prefix", "port", "protocol", "target_type", "vpc_id"],
  aws_nat_gateway: ["subnet_id", "allocation_id", "connectivity_type"],
  aws_route: ["route_table_id", "destination_cidr_block"],
  aws_route53_record: ["zone_id", "name", "set_identifier"],
  aws_route_table: ["vpc_id"],
  aws_route_table_association: ["subnet_id"],
  aws_s3_bucket: ["bucket"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_s3_bucket_website_configuration: ["bucket"],
  aws_scheduler_schedule: ["name"],
  aws_security_group: ["name", "name_prefix", "description", "vpc_id"],
  aws_sns_topic: ["name"],
  aws_sns_topic_policy: ["arn"],
  aws_sns_topic_subscription: ["topic_arn", "protocol", "endpoint"],
  aws_subnet: ["vpc_id", "cidr_block", "availability_zone"],
  aws_vpc: ["cidr_block"],
  aws_vpc_endpoint: ["vpc_id", "service_name", "vpc_endpoint_type"],
  aws_vpc_security_group_egress_rule: ["security_group_id"],
  aws_vpc_security_group_ingress_rule: ["security_group_id"],
  aws_wafv2_web_acl: ["name", "scope", "region"],
};

/** Types of the stacks of which nothing forces a replacement. */
export const NEVER_REPLACED: readonly string[] = [
  "aws_cloudfront_cache_policy",
  "aws_cloudwatch_query_definition",
  "aws_internet_gateway",
  "aws_kms_key",
];

/** What happens to a deployed stack. */
export interface Plan {
  /** Resources that are there no more. */
  readonly gone: readonly Block[];
  /** Resources that are destroyed and made anew, as they are before and after. */
  readonly replaced: readonly { readonly before: Block; readonly after: Block }[];
  /** Resources that stay and change. */
  readonly updated: readonly { readonly before: Block; readonly after: Block }[];
}

export function plan(before: SynthesizedStack, after: SynthesizedStack): Plan {
  const successors = new Map(after.resources().map((block) => [block.address, block]));
  const pairs = before.resources().flatMap((block) => {
    const successor = successors.get(block.address);
    return successor ? [{ before: block, after: successor }] : [];
  });

  // What refers to a replaced resource sees another id, so that one replacement may cause another.
  const replaced = new Set<string>();
  const launched = new Set<string>();
  const differs = (one: Json | undefined, other: Json | undefined) =>
    !isDeepStrictEqual(one, other) || [...referencesIn(other)].some((address) => replaced.has(address));
  const movedRegion = !isDeepStrictEqual(regionOf(before), regionOf(after));
  const isReplaced = (one: Block, other: Block) =>
    movedRegion ||
    (FORCES_REPLACEMENT[one.type] ?? []).some((attribute) =>
      differs(one.body[attribute], other.body[attribute]),
    ) ||
    // An instance follows the newest version of its launch template.
    (one.type === "aws_instance" &&
      [...referencesIn(other.body.launch_template)].some((address) => launched.has(address)));
  const isChanged = (one: Block, other: Block) => differs(settingsOf(one, other), settingsOf(other, other));

  let size = -1;
  while (size !== replaced.size + launched.size) {
    size = replaced.size + launched.size;
    for (const { before: one, after: other } of pairs) {
      if (isReplaced(one, other)) replaced.add(one.address);
      if (one.type === "aws_launch_template" && isChanged(one, other)) launched.add(one.address);
    }
  }
  return {
    gone: before.resources().filter(({ address }) => !successors.has(address)),
    replaced: pairs.filter((pair) => replaced.has(pair.before.address)),
    updated: pairs.filter((pair) => !replaced.has(pair.before.address) && isChanged(pair.before, pair.after)),
  };
}

const regionOf = (stack: SynthesizedStack) => stack.providers().map(({ region }) => region);

/** What a resource asks AWS for: without Terraform's own instructions, and what it is told to leave alone. */
function settingsOf({ body }: Block, { body: { lifecycle: instructions } }: Block): JsonObject {
  const ignored = stringsIn(nested({ instructions }, "instructions")[0]?.ignore_changes);
  return Object.fromEntries(
    Object.entries(body).filter(([key]) => !["depends_on", "lifecycle", ...ignored].includes(key)),
  );
}

/**
 * The resources whose successors stand first: those that say so, and everything that these depend on, by whatever
 * way, because Terraform spreads it to there. Their removal, too, waits for what let go of them.
 */
export function createdBeforeDestroyed(stack: SynthesizedStack): ReadonlySet<string> {
  const all = new Map([...stack.resources(), ...stack.data()].map((block) => [block.address, block]));
  const found = new Set<string>();
  const spread = (address: string) => {
    const block = all.get(address);
    if (!block || found.has(address)) return;
    found.add(address);
    for (const needed of [...referencesIn(block.body), ...dependsOn(block.body)]) spread(needed);
  };
  for (const { address, body } of all.values()) {
    if (lifecycle(body).create_before_destroy === true) spread(address);
  }
  return found;
}

/** Attributes of which AWS takes no two alike in an account and region, or anywhere. Prefixes are safe. */
export const UNIQUE_NAMES: Readonly<Record<string, string>> = {
  aws_apigatewayv2_domain_name: "domain_name",
  aws_autoscaling_group: "name",
  aws_cloudfront_function: "name",
  aws_cloudwatch_dashboard: "dashboard_name",
  aws_cloudwatch_log_group: "name",
  aws_cloudwatch_metric_alarm: "alarm_name",
  aws_iam_instance_profile: "name",
  aws_iam_role: "name",
  aws_kms_alias: "name",
  aws_launch_template: "name",
  aws_lb: "name",
  aws_lb_target_group: "name",
  aws_s3_bucket: "bucket",
  aws_scheduler_schedule: "name",
  aws_security_group: "name",
  aws_sns_topic: "name",
  aws_subnet: "cidr_block",
  aws_wafv2_web_acl: "name",
};

/** What AWS refuses to delete while something that stays refers to it. */
export const REFUSES_TO_GO: readonly string[] = [
  "aws_acm_certificate",
  "aws_apigatewayv2_vpc_link",
  "aws_cloudfront_cache_policy",
  "aws_cloudfront_function",
  "aws_cloudfront_origin_access_control",
  "aws_eip",
  "aws_iam_instance_profile",
  "aws_internet_gateway",
  "aws_launch_template",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_target_group",
  "aws_route_table",
  "aws_security_group",
  "aws_subnet",
  "aws_vpc",
  "aws_wafv2_web_acl",
];
