import {
  accountNames,
  defaultStateKey,
  environmentNames,
  LAMBDA_FUNCTION_PREFIX,
  namesPastLimit,
  stackName,
  standardTags,
  stateBucketName,
  uniqueNames,
} from "../../src/config/names";

const account = { id: "111122223333" };

test("an environment may carry the document's literal names", () => {
  expect(environmentNames(account, { name: "prod", documentNames: true })).toEqual({
    loadBalancer: "careflowai-prod",
    loadBalancerWebAcl: "careflowai-prod-load-balancer",
    targetGroupPrefix: "cfai-",
    resource: "careflowai-prod",
    instanceRole: "careflowai-prod-instance",
    flowLogsRole: "careflowai-prod-flow-logs",
    offHoursRole: "careflowai-prod-off-hours",
    iamPath: "/careflowai/prod/",
    permissionsBoundary: "careflowai-prod-permissions-boundary",
    frontendBucket: "111122223333-careflowai-frontend",
    logBucket: "111122223333-careflowai-logs",
    spaRouterFunction: "careflowai-prod-spa-router",
    backendLogGroup: "/careflowai/backend",
    flowLogGroup: "/careflowai/vpc-flow-logs",
    apiLogGroup: "/aws/apigateway/CareFlowAI",
    frontendWebAclLogGroup: "aws-waf-logs-careflowai-prod-frontend",
    loadBalancerWebAclLogGroup: "aws-waf-logs-careflowai-prod-load-balancer",
    api: "CareFlowAI",
    parameterPath: "/careflowai/prod",
    criticalTopic: "careflowai-prod-critical",
    warningTopic: "careflowai-prod-warning",
    infoTopic: "careflowai-prod-info",
    notificationsKeyAlias: "alias/careflowai-prod-notifications",
    dataKeyAlias: "alias/careflowai-prod-data",
    metricNamespace: "CareFlowAI/prod",
    dashboard: "careflowai-prod",
    alarmPrefix: "careflowai-prod",
  });
});

test("other environments put their own name in", () => {
  expect(environmentNames(account, { name: "staging", documentNames: false })).toEqual({
    loadBalancer: "careflowai-staging",
    loadBalancerWebAcl: "careflowai-staging-load-balancer",
    targetGroupPrefix: "cfai-",
    resource: "careflowai-staging",
    instanceRole: "careflowai-staging-instance",
    flowLogsRole: "careflowai-staging-flow-logs",
    offHoursRole: "careflowai-staging-off-hours",
    iamPath: "/careflowai/staging/",
    permissionsBoundary: "careflowai-staging-permissions-boundary",
    frontendBucket: "111122223333-careflowai-staging-frontend",
    logBucket: "111122223333-careflowai-staging-logs",
    spaRouterFunction: "careflowai-staging-spa-router",
    backendLogGroup: "/careflowai/staging/backend",
    flowLogGroup: "/careflowai/staging/vpc-flow-logs",
    apiLogGroup: "/aws/apigateway/CareFlowAI-staging",
    frontendWebAclLogGroup: "aws-waf-logs-careflowai-staging-frontend",
    loadBalancerWebAclLogGroup: "aws-waf-logs-careflowai-staging-load-balancer",
    api: "CareFlowAI-staging",
    parameterPath: "/careflowai/staging",
    criticalTopic: "careflowai-staging-critical",
    warningTopic: "careflowai-staging-warning",
    infoTopic: "careflowai-staging-info",
    notificationsKeyAlias: "alias/careflowai-staging-notifications",
    dataKeyAlias: "alias/careflowai-staging-data",
    metricNamespace: "CareFlowAI/staging",
    dashboard: "careflowai-staging",
    alarmPrefix: "careflowai-staging",
  });
});

test("only an internet-facing load balancer and its target group have other names, because both exist during a change of scheme", () => {
  const namesWith = (scheme: string) =>
    environmentNames(account, { name: "prod", documentNames: true, loadBalancer: { scheme } });
  const plain = environmentNames(account, { name: "prod", documentNames: true });
  expect(namesWith("internal")).toEqual(plain);
  expect(namesWith("internet-facing")).toEqual({
    ...plain,
    loadBalancer: "careflowai-prod-public",
    targetGroupPrefix: "cfaip-",
  });
});

test("environments share the target group's prefix and no other name", () => {
  const namesOf = (name: string) => environmentNames(account, { name, documentNames: false });
  const [dev, prod] = [namesOf("dev"), namesOf("prod")];
  expect(Object.values(dev).filter((name) => Object.values(prod).includes(name))).toEqual(["cfai-"]);
  expect(uniqueNames(dev)).toEqual(Object.values(dev).filter((name) => name !== "cfai-"));
});

test("names of the account, and those that every environment shares, are fixed", () => {
  expect({
    trailKeyAlias: accountNames(account).trailKeyAlias,
    stack: stackName("prod"),
    stateBucket: stateBucketName(account.id),
    stateKey: defaultStateKey("prod"),
    functions: LAMBDA_FUNCTION_PREFIX,
  }).toEqual({
    trailKeyAlias: "alias/careflowai-trail",
    stack: "careflowai-prod",
    stateBucket: "111122223333-careflowai-tfstate",
    stateKey: "prod/terraform.tfstate",
    functions: "careflowai-",
  });
});

test("every part is tagged with the project, itself and Terraform, and may add tags", () => {
  expect(standardTags("state")).toEqual({
    Project: "CareFlowAI",
    Environment: "state",
    ManagedBy: "Terraform",
  });
  expect(standardTags("prod", { Team: "Care" })).toEqual({
    Project: "CareFlowAI",
    Environment: "prod",
    ManagedBy: "Terraform",
    Team: "Care",
  });
});

type Lengths = readonly (readonly [of: string, maxLength: number, name: string])[];

/** The names that are too long for an environment's name of a given length. */
const tooLong = (length: number, scheme = "internal"): Lengths =>
  namesPastLimit(
    environmentNames(account, { name: "e".repeat(length), documentNames: false, loadBalancer: { scheme } }),
    "load-balanced",
  ).map(({ of, maxLength, name }) => [of, maxLength, name.replace(/e{10,}/, "<name>")]);

test.each<[last: number, added: Lengths]>([
  [21, [["an Application Load Balancer's name", 32, "careflowai-<name>"]]],
  [30, [["an S3 bucket's name", 63, "111122223333-careflowai-<name>-frontend"]]],
  [34, [["an S3 bucket's name", 63, "111122223333-careflowai-<name>-logs"]]],
  [42, [["a CloudFront function's name", 64, "careflowai-<name>-spa-router"]]],
  [
    43,
    [
      ["an IAM role's name", 64, "careflowai-<name>-flow-logs"],
      ["an IAM role's name", 64, "careflowai-<name>-off-hours"],
    ],
  ],
  [44, [["an IAM role's name", 64, "careflowai-<name>-instance"]]],
  [96, [["an IAM policy's name", 128, "careflowai-<name>-permissions-boundary"]]],
  [
    117,
    [
      ["a launch template's name", 128, "careflowai-<name>"],
      ["an API Gateway API's name", 128, "CareFlowAI-<name>"],
    ],
  ],
  [219, [["the beginning of a CloudWatch alarm's name", 230, "careflowai-<name>"]]],
  [225, [["a KMS alias", 256, "alias/careflowai-<name>-notifications"]]],
  [236, [["an SNS topic's name", 256, "careflowai-<name>-critical"]]],
  [485, [["a CloudWatch Logs group's name", 512, "/aws/apigateway/CareFlowAI-<name>"]]],
  [486, [["a CloudWatch Logs group's name", 512, "/careflowai/<name>/vpc-flow-logs"]]],
  [492, [["a CloudWatch Logs group's name", 512, "/careflowai/<name>/backend"]]],
  [999, [["a Parameter Store path", 1011, "/careflowai/<name>"]]],
])(
  "an environment's name of %d characters is the last for which these are not too long: %j",
  (last, added) => {
    const before = tooLong(last);
    const after = tooLong(last + 1);
    expect(after.filter((name) => !JSON.stringify(before).includes(JSON.stringify(name)))).toEqual(added);
    expect(after).toHaveLength(before.length + added.length);
  },
);

test("names are too long for these reasons only", () => {
  expect(tooLong(21)).toEqual([]);
  expect(tooLong(1000)).toHaveLength(26);
});

test("an internet-facing load balancer leaves 14 characters", () => {
  expect(tooLong(14, "internet-facing")).toEqual([]);
  expect(tooLong(15, "internet-facing")).toEqual([
    ["an Application Load Balancer's name", 32, "careflowai-<name>-public"],
  ]);
});

test("limits of a load balancer and an API do not bind the other topology", () => {
  const names = environmentNames(account, { name: "e".repeat(30), documentNames: false });
  expect(namesPastLimit(names, "single-instance")).toEqual([]);
  expect(namesPastLimit(names, "load-balanced")).toHaveLength(1);
});
