import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { parseConfig } from "../../src/config/parse";
import type { Block, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { matches, SAMPLE_EVENTS, transform } from "../helpers/events";
import { hardenedStack } from "../helpers/broken";
import { configWith } from "../helpers/config";
import { only, reference, soundStack } from "../helpers/blocks";
import { follow, outputsOf } from "../helpers/follow";
import { synthStack } from "../helpers/synth";
import { exactlyOne } from "../helpers/exactly-one";
import { permissionsOf, policyOf, valuesOf } from "../helpers/policies";

const account = soundStack("careflowai-account");
const stackWith = (settings: object) =>
  synthStack(
    "careflowai-account",
    configWith((config) => Object.assign(config.account, settings)),
  );
const typesOf = (stack: SynthesizedStack) => new Set(stack.resources().map(({ type }) => type));

test("a security event is sent from its rule to every e-mail address", () => {
  const sample = SAMPLE_EVENTS.find(({ what }) => what === "root makes an access key");
  const seeing = account
    .resources("aws_cloudwatch_event_rule")
    .filter(({ body }) => matches(JSON.parse(body.event_pattern as string), sample?.event));
  expect(seeing.map(({ body }) => body.name).sort()).toEqual([
    "careflowai-account-iam-change",
    "careflowai-account-root-use",
  ]);
  const notified = seeing.map((rule) => {
    const target = exactlyOne(account.attached("aws_cloudwatch_event_target", "rule", rule), "target");
    const topic = follow(account, "aws_sns_topic", target.body.arn);
    const key = follow(account, "aws_kms_key", topic.body.kms_master_key_id);
    const policy = exactlyOne(account.attached("aws_sns_topic_policy", "arn", topic), "topic policy");
    const admits = (document: any, action: string) =>
      policyOf(account, document).some(
        ({ Principal, Action, Condition }) =>
          JSON.stringify(Principal).includes('"events.amazonaws.com"') &&
          valuesOf(Action).includes(action) &&
          Condition === undefined,
      );
    return {
      topic: topic.body.name,
      maySend: admits(policy.body.policy, "sns:Publish") && admits(key.body.policy, "kms:GenerateDataKey*"),
      firstLine: transform(target.body.input_transformer, sample?.event).split("\n")[0],
      subscribers: account
        .attached("aws_sns_topic_subscription", "topic_arn", topic)
        .map(({ body }) => `${body.protocol as string}:${body.endpoint as string}`),
    };
  });
  expect(notified).toEqual([
    {
      topic: "careflowai-account-info",
      maySend: true,
      firstLine: '"IAM was changed: CreateAccessKey    ."',
      subscribers: ["email:alerts@example.com"],
    },
    {
      topic: "careflowai-account-critical",
      maySend: true,
      firstLine: '"The root user was used: CreateAccessKey."',
      subscribers: ["email:alerts@example.com"],
    },
  ]);
});

test("denied calls, failed sign-ins and root are counted in the trail's own log group, and are critical", () => {
  const group = follow(
    account,
    "aws_cloudwatch_log_group",
    only(account, Cloudtrail).body.cloud_watch_logs_group_arn,
  );
  const filters = account.resources("aws_cloudwatch_log_metric_filter");
  expect(filters).toHaveLength(3);
  for (const { body } of filters)
    expect(follow(account, "aws_cloudwatch_log_group", body.log_group_name).address).toBe(group.address);
  const ofTrail = account
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ body }) => body.namespace === "CareFlowAI/Account");
  expect(ofTrail).toHaveLength(3);
  for (const { body } of ofTrail)
    expect(
      (body.alarm_actions as string[]).map((arn) => follow(account, "aws_sns_topic", arn).body.name),
    ).toEqual(["careflowai-account-critical"]);
});

test("by default one of each is created, except for what costs money or exists already", () => {
  const types = typesOf(account);
  for (const type of [Cloudtrail, BudgetsBudget, SfnStateMachine]) only(account, type);
  for (const type of [
    "aws_guardduty_detector",
    "aws_ce_anomaly_monitor",
    "aws_ce_anomaly_subscription",
    "aws_iam_openid_connect_provider",
    "aws_iam_policy",
  ])
    expect({ type, made: types.has(type) }).toEqual({ type, made: false });
  expect(only(account, Cloudtrail).body.advanced_event_selector).toBeUndefined();
});

test("a resource that exists already is not created again", () => {
  const stack = stackWith({
    trail: {
      arn: "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization",
      logGroupName: "organization-trail",
    },
    guardDuty: { detectorId: "0123456789abcdef0123456789abcdef" },
    costAnomalies: {
      monitor: { arn: "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef" },
    },
    ci: {
      repository: "my-company/infrastructure",
      oidcProvider: {
        arn: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
      },
    },
  });
  const types = typesOf(stack);
  expect(
    [
      "aws_cloudtrail",
      "aws_guardduty_detector",
      "aws_ce_anomaly_monitor",
      "aws_iam_openid_connect_provider",
    ].filter((type) => types.has(type)),
  ).toEqual([]);
  expect(outputsOf(stack).trail_arn?.value).toBe(
    "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization",
  );
  // Everything that depends on them exists.
  expect(
    stack
      .resources("aws_cloudwatch_log_metric_filter")
      .map(({ body }) => stack.target(body.log_group_name)?.body.name),
  ).toEqual(["organization-trail", "organization-trail", "organization-trail"]);
  const rules = stack.resources("aws_cloudwatch_event_rule").map(({ body }) => body.name);
  expect(new Set(rules).size).toBe(8);
  const { assume_role_policy: trust } = only(stack, IamRole, { name: "careflowai-ci-plan" }).body;
  expect(policyOf(stack, trust).map(({ Principal }) => Principal)).toEqual([
    { Federated: reference(stack, DataAwsIamOpenidConnectProvider, "arn") },
  ]);
});

test("an existing trail without a known log group has the rules, and nothing that would read the group", () => {
  const stack = stackWith({
    trail: { arn: "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization" },
  });
  const types = typesOf(stack);
  expect(types.has("aws_cloudwatch_event_rule")).toBe(true);
  expect(only(stack, CloudwatchMetricAlarm).body.alarm_name).toBe("careflowai-account-undelivered");
  for (const type of ["aws_cloudwatch_log_metric_filter", "aws_sfn_state_machine"])
    expect({ type, made: types.has(type) }).toEqual({ type, made: false });
});

describe("where topics, environments and global services are in three regions", () => {
  const hardened = hardenedStack("careflowai-account");
  const regionsOf = (type: string) =>
    [...new Set(hardened.resources(type).map((block) => hardened.regionOf(block)))].sort();

  test("rules and detectors are in each, and topics, alarms and trail in the account's", () => {
    const all = ["eu-central-1", "eu-west-1", "us-east-1"];
    expect(outputsOf(hardened).watched_regions?.value).toEqual(all);
    const rulesIn = (rules: readonly Block[]) =>
      [...new Set(rules.map((rule) => hardened.regionOf(rule)))].sort();
    const rules = hardened.resources("aws_cloudwatch_event_rule");
    const isSignIn = ({ body }: Block) => body.name === "careflowai-account-failed-sign-in";
    expect(rulesIn(rules.filter((rule) => !isSignIn(rule)))).toEqual(all);
    expect(rulesIn(rules.filter(isSignIn))).toEqual(
      [...all, "ap-southeast-2", "eu-north-1", "us-east-2"].sort(),
    );
    expect(regionsOf("aws_guardduty_detector")).toEqual(all);
    for (const type of ["aws_sns_topic", "aws_kms_key", "aws_cloudwatch_metric_alarm", "aws_cloudtrail"])
      expect({ type, regions: regionsOf(type) }).toEqual({ type, regions: ["eu-central-1"] });
  });

  test("CI's roles are outputs by name", () => {
    const { ci_plan_role, ci_deploy_roles } = outputsOf(hardened);
    const nameOf = (arn: any) => follow(hardened, "aws_iam_role", arn).body.name;
    expect(nameOf(ci_plan_role?.value)).toBe("careflowai-ci-plan");
    const deployRoles = Object.entries(ci_deploy_roles?.value as object);
    expect(Object.fromEntries(deployRoles.map(([name, arn]) => [name, nameOf(arn)]))).toEqual({
      "hardened-single": "careflowai-ci-deploy-hardened-single",
      "hardened-balanced": "careflowai-ci-deploy-hardened-balanced",
    });
  });
});

test("a plan may read the state of every stack in the bucket, whatever its key", () => {
  const input = configWith(({ account: settings, environments }) => {
    settings.ci = { repository: "my-company/infrastructure" };
    environments.prod.stateKey = "elsewhere/prod.tfstate";
  });
  const stack = synthStack("careflowai-account", input);
  const statements = permissionsOf(stack, only(stack, IamRole, { name: "careflowai-ci-plan" }));
  const useState = exactlyOne(
    statements.filter(({ Sid }) => Sid === "UseState"),
    "statement UseState",
  );
  expect(useState.Resource).toEqual(
    ["account/terraform.tfstate", ...parseConfig(input).environments.map(({ stateKey }) => stateKey)].map(
      (key) => `arn:aws:s3:::111122223333-careflowai-tfstate/${key}`,
    ),
  );
});

test("outputs have fixed names", () => {
  expect(Object.keys(outputsOf(account)).sort()).toEqual([
    "critical_topic",
    "info_topic",
    "trail_arn",
    "watched_regions",
  ]);
});
