import { namesAreUnique } from "../../../src/checks/stack/names-are-unique";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const useAnotherRegion = (json: Mutable) => {
  json.provider.aws[0].region = "eu-central-1";
};
const shared = (stack: string, type: string, other: string, name: string) =>
  `careflowai-${stack}/${type}.~ and careflowai-${other}/${type}.~ are both named ${name}`;

/** A stack that takes a name of another one, in the same region and in another. */
const sharing = (
  [stack, other]: readonly [string, string],
  type: string,
  attribute: string,
  name: string,
  { part = "", inAnyRegion = true } = {},
): Case[] => {
  const share = (json: Mutable) => {
    onlyIn(json, type, part)[attribute] = name;
  };
  const findings = [shared(stack, type, other, name)];
  return [
    [`the ${attribute} of an ${type} of ${other}`, share, ...findings],
    [
      `the ${attribute} of an ${type} of ${other} in another region`,
      (json) => {
        useAnotherRegion(json);
        share(json);
      },
      ...(inAnyRegion ? findings : []),
    ],
  ];
};

const LOG_GROUP = "aws_cloudwatch_log_group";
const STAGING = ["staging", "prod"] as const;
const SINGLE = ["hardened-single", "hardened-balanced"] as const;

testCheck(namesAreUnique, {
  "careflowai-staging": [
    ...sharing(STAGING, "aws_s3_bucket", "bucket", "111122223333-careflowai-frontend"),
    ...sharing(["staging", "dev"], "aws_iam_role", "name", "careflowai-dev-instance"),
    ...sharing(STAGING, LOG_GROUP, "name", "/careflowai/backend", { part: "Backend", inAnyRegion: false }),
    ...sharing(STAGING, "aws_cloudwatch_metric_alarm", "alarm_name", "careflowai-prod-high-cpu", {
      part: "high-cpu",
    }),
    ...sharing(STAGING, "aws_cloudwatch_dashboard", "dashboard_name", "careflowai-prod"),
    ...sharing(STAGING, "aws_sns_topic", "name", "careflowai-prod-critical", {
      part: "Critical",
      inAnyRegion: false,
    }),
    ...sharing(STAGING, "aws_kms_alias", "name", "alias/careflowai-prod-notifications", {
      inAnyRegion: false,
    }),
    ...sharing(STAGING, "aws_cloudwatch_query_definition", "name", "careflowai-prod/boot-steps", {
      part: "boot-steps",
      inAnyRegion: false,
    }),
  ],
  "careflowai-prod": [
    [
      "one name of two resources of a stack",
      (json) => (onlyIn(json, LOG_GROUP, "Api").name = "/careflowai/backend"),
      ...[1, 2].map(() => shared("prod", LOG_GROUP, "prod", "/careflowai/backend")),
    ],
  ],
  "careflowai-hardened-single": [
    ...sharing(SINGLE, "aws_cloudfront_cache_policy", "name", "careflowai-hardened-balanced-cached-paths"),
    ...sharing(SINGLE, "aws_cloudfront_origin_access_control", "name", "careflowai-hardened-balanced"),
    [
      "the name of an aws_wafv2_web_acl in another region of the stack",
      (json) => {
        useAnotherRegion(json);
        onlyIn(json, "aws_wafv2_web_acl").name = "careflowai-hardened-balanced";
      },
      shared("hardened-single", "aws_wafv2_web_acl", "hardened-balanced", "careflowai-hardened-balanced"),
    ],
    [
      "the domain of another stack's site",
      (json) => onlyIn(json, "aws_cloudfront_distribution").aliases.push("app.example.com"),
      shared("hardened-single", "aws_cloudfront_distribution", "hardened-balanced", "app.example.com"),
    ],
    [
      "the domain of another stack's API",
      (json) => (json.resource.aws_apigatewayv2_domain_name = { Added: { domain_name: "api.example.com" } }),
      shared("hardened-single", "aws_apigatewayv2_domain_name", "hardened-balanced", "api.example.com"),
    ],
    [
      "one name of two schedules",
      (json) =>
        (onlyIn(json, "aws_scheduler_schedule", "Stop").name = "careflowai-hardened-single-off-hours-start"),
      ...[1, 2].map(() =>
        shared(
          "hardened-single",
          "aws_scheduler_schedule",
          "hardened-single",
          "careflowai-hardened-single-off-hours-start",
        ),
      ),
    ],
  ],
});
