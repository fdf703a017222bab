import { PERMISSIONS } from "../../src/account/permissions";
import { everyTypeHasPermissions } from "../../src/checks/every-type-has-permissions";
import { findingsAfter, findingsOnSound, hardenedStacks, soundStacks } from "../helpers/broken";

test("every type of every stack has its row", () => {
  expect(findingsOnSound(everyTypeHasPermissions)).toEqual([]);
});

test.each(["careflowai-prod", "careflowai-account", "careflowai-state"])(
  "a type without a row is found in %s",
  (name) => {
    const findings = findingsAfter(everyTypeHasPermissions, name, (json) => {
      json.resource.aws_db_instance = { Added: {} };
      json.data = { ...json.data, aws_caller_identity: { Added: {} } };
    });
    expect(findings).toEqual([
      "aws_db_instance has no row in src/account/permissions.ts",
      "data.aws_caller_identity has no row in src/account/permissions.ts",
    ]);
  },
);

test("a type that CI may only read is found in an environment, and not in the account's stack", () => {
  const add = (json: any) => {
    json.resource.aws_cloudtrail = { Added: {} };
  };
  expect(findingsAfter(everyTypeHasPermissions, "careflowai-prod", add)).toEqual([
    "aws_cloudtrail has no write actions in src/account/permissions.ts, though an environment has it",
  ]);
  expect(findingsAfter(everyTypeHasPermissions, "careflowai-account", add)).toEqual([]);
});

/** Types that alarms, queries and metrics of environments may have. */
const FOR_OBSERVABILITY = [
  "aws_cloudwatch_composite_alarm",
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_log_anomaly_detector",
  "aws_cloudwatch_log_metric_filter",
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_query_definition",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_sns_topic",
  "aws_sns_topic_policy",
  "aws_sns_topic_subscription",
];
/** What a configuration makes that neither of the two apps has. */
const EXISTING = [
  "data.aws_cloudwatch_log_group",
  "data.aws_guardduty_detector",
  "data.aws_iam_openid_connect_provider",
];

test("no row is of a type that nothing has", () => {
  const types = [...soundStacks(), ...hardenedStacks()].flatMap((stack) => [
    ...stack.resources().map(({ type }) => type),
    ...stack.data().map(({ type }) => `data.${type}`),
  ]);
  const known = new Set([...types, ...FOR_OBSERVABILITY, ...EXISTING]);
  expect(Object.keys(PERMISSIONS).filter((type) => !known.has(type))).toEqual([]);
});
