import { statementsIn } from "../../src/synthesized/policy-documents";
import { PERMISSIONS } from "../../src/account/permissions";
import { hardenedStacks, soundStacks } from "../helpers/broken";

const writes = (type: string) => PERMISSIONS[type]?.write;

test.each([
  ["description", "iam:UpdateRoleDescription"],
  ["assume_role_policy", "iam:UpdateAssumeRolePolicy"],
  ["permissions_boundary", "iam:PutRolePermissionsBoundary"],
  ["tags", "iam:TagRole"],
  ["tags", "iam:UntagRole"],
])("a changed %s of a role takes %s", (_, action) => {
  expect(writes("aws_iam_role")).toContain(action);
});

test.each(["ec2:RunInstances", "ec2:CreateTags", "iam:PassRole"] as const)(
  "creating a group from a launch template needs %s",
  (action) => {
    expect(writes("aws_autoscaling_group")).toContain(action);
  },
);

/** The types of every stack with the name of the stack, `data.` before those of data sources. */
const types = [...soundStacks(), ...hardenedStacks()].flatMap((stack) =>
  [...stack.resources().map(({ type }) => type), ...stack.data().map(({ type }) => `data.${type}`)].map(
    (type) => ({ type, part: stack.part }),
  ),
);

test("every type of every stack has a row", () => {
  expect(types.length).toBeGreaterThan(500);
  expect(types.filter(({ type }) => !(type in PERMISSIONS))).toEqual([]);
});

test("every type of an environment has write actions", () => {
  const ofEnvironments = types.filter(
    ({ type, part }) => !["account", "state"].includes(part) && !type.startsWith("data."),
  );
  expect(ofEnvironments.length).toBeGreaterThan(400);
  expect(ofEnvironments.filter(({ type }) => !writes(type))).toEqual([]);
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
/** Types of configurations that neither app has. */
const OF_OTHER_CONFIGURATIONS = [
  "data.aws_cloudwatch_log_group",
  "data.aws_guardduty_detector",
  "data.aws_iam_openid_connect_provider",
];

test("no row is of a type that no stack has", () => {
  const known = new Set([...types.map(({ type }) => type), ...FOR_OBSERVABILITY, ...OF_OTHER_CONFIGURATIONS]);
  expect(Object.keys(PERMISSIONS).filter((type) => !known.has(type))).toEqual([]);
});

test("the roles of CI are allowed nothing that no type needs", () => {
  const known = new Set<string>(
    Object.values(PERMISSIONS).flatMap(({ read, write = [] }) => [...read, ...write]),
  );
  const policies = hardenedStacks()
    .filter(({ part }) => part === "account")
    .flatMap((stack) =>
      stack
        .resources("aws_iam_policy")
        .filter(({ address }) => address.includes("CiRoles_"))
        .flatMap((policy) => statementsIn(stack, policy)),
    );
  const allowed = policies.filter(({ allows }) => allows).flatMap(({ actions }) => actions);
  expect(allowed.length).toBeGreaterThan(200);
  expect(allowed.filter((action) => !known.has(action))).toEqual([]);
});

test("a plan is allowed nothing that only a deploy needs", () => {
  const reads = new Set<string>(Object.values(PERMISSIONS).flatMap(({ read }) => read));
  const shared = hardenedStacks()
    .filter(({ part }) => part === "account")
    .flatMap((stack) =>
      stack
        .resources("aws_iam_policy")
        .filter(({ address }) => address.includes("CiRoles_Read-"))
        .flatMap((policy) => statementsIn(stack, policy).flatMap(({ actions }) => actions)),
    );
  expect(shared.length).toBeGreaterThan(50);
  expect(shared.filter((action) => !reads.has(action))).toEqual([]);
});
