import {
  defaultStateKey,
  environmentNames,
  LAMBDA_FUNCTION_PREFIX,
  namesPastLimit,
  stackName,
  standardTags,
  stateBucketName,
} from "../../src/config/names";

const accountId = "111122223333";

test("an environment may carry the document's literal names", () => {
  expect(environmentNames({ accountId, environment: "prod", documentNames: true })).toEqual({
    resource: "careflowai-prod",
    instanceRole: "careflowai-prod-instance",
    frontendBucket: "111122223333-careflowai-frontend",
    spaRouterFunction: "careflowai-prod-spa-router",
    backendLogGroup: "/careflowai/backend",
    apiLogGroup: "/aws/apigateway/CareFlowAI",
    api: "CareFlowAI",
    parameterPath: "/careflowai/prod",
  });
});

test("other environments put their own name in", () => {
  expect(environmentNames({ accountId, environment: "staging", documentNames: false })).toEqual({
    resource: "careflowai-staging",
    instanceRole: "careflowai-staging-instance",
    frontendBucket: "111122223333-careflowai-staging-frontend",
    spaRouterFunction: "careflowai-staging-spa-router",
    backendLogGroup: "/careflowai/staging/backend",
    apiLogGroup: "/aws/apigateway/CareFlowAI-staging",
    api: "CareFlowAI-staging",
    parameterPath: "/careflowai/staging",
  });
});

test("what belongs to the account or to every environment has a fixed name", () => {
  expect({
    stack: stackName("prod"),
    stateBucket: stateBucketName(accountId),
    stateKey: defaultStateKey("prod"),
    functions: LAMBDA_FUNCTION_PREFIX,
  }).toEqual({
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

/** The longest environment's name that each kind of name has room for. */
const limits: [of: string, maxLength: number, longestEnvironment: number][] = [
  ["an Application Load Balancer's name", 32, 21],
  ["an S3 bucket's name", 63, 30],
  ["a CloudFront function's name", 64, 42],
  ["an IAM role's name", 64, 44],
  ["an API Gateway API's name", 128, 117],
  ["a Parameter Store path", 1011, 999],
];

test.each(limits)("%s has at most %d characters", (of, maxLength, longest) => {
  const tooLong = (length: number) =>
    namesPastLimit(
      environmentNames({ accountId, environment: "e".repeat(length), documentNames: false }),
    ).filter((name) => name.of === of);
  expect(tooLong(longest)).toEqual([]);
  expect(tooLong(longest + 1)).toEqual([
    { of, maxLength, name: expect.stringMatching(new RegExp(`^.{${String(maxLength + 1)}}$`)) },
  ]);
});

test("both log groups have at most 512 characters", () => {
  const tooLong = (length: number) =>
    namesPastLimit(environmentNames({ accountId, environment: "e".repeat(length), documentNames: false }))
      .filter(({ of, maxLength }) => of === "a CloudWatch Logs group's name" && maxLength === 512)
      .map(({ name }) => name.length);
  expect([tooLong(485), tooLong(486), tooLong(492), tooLong(493)]).toEqual([[], [513], [519], [513, 520]]);
});
