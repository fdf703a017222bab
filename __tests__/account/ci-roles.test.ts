import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { CiRoles } from "../../src/account/ci-roles";
import { PERMISSIONS } from "../../src/account/permissions";
import { environmentNames } from "../../src/config/names";
import { only, reference, resourcesOf } from "../helpers/blocks";
import { hardenedStack, hardenedStacks, soundStacks } from "../helpers/broken";
import { synthConstruct } from "../helpers/construct";
import { allows, permissionsOf, policyOf, valuesOf } from "../helpers/policies";

const account = { id: "111122223333" };
const BUCKET = "arn:aws:s3:::111122223333-careflowai-tfstate";

const stack = synthConstruct((scope) => {
  new CiRoles(scope, "CiRoles", {
    accountId: account.id,
    oidcProvider: {
      arn: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    },
    repository: "my-company/infrastructure",
    repositoryId: "123456789",
    repositoryOwnerId: "987654321",
    branch: "trunk",
    name: "careflowai-ci",
    stateBucket: "111122223333-careflowai-tfstate",
    stateKeys: ["account/terraform.tfstate", "prod/terraform.tfstate", "frontend/terraform.tfstate"],
    bucketPrefix: "111122223333-careflowai-",
    frontendBuckets: ["111122223333-careflowai-frontend", "111122223333-careflowai-frontend-frontend"],
    deploys: [
      {
        environment: "prod",
        accountId: account.id,
        region: "eu-west-1",
        names: environmentNames(account, { name: "prod", documentNames: true }),
        hostedZoneId: undefined,
        domainNames: [],
        keyName: undefined,
        stateKey: "prod/terraform.tfstate",
        permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/careflowai-account/boundary",
      },
    ],
  });
});
const role = (name: string) => only(stack, IamRole, { name: `careflowai-ci-${name}` });
const statements = (name: string) => permissionsOf(stack, role(name));

describe("from the token of a job to its permissions", () => {
  test.each([
    [
      "plan",
      ["repo:my-company/infrastructure:pull_request", "repo:my-company/infrastructure:ref:refs/heads/trunk"],
    ],
    ["deploy-prod", "repo:my-company/infrastructure:environment:prod"],
  ])("%s accepts only tokens issued to AWS for %j", (name, subjects) => {
    expect(policyOf(stack, role(name).body.assume_role_policy)).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: reference(stack, DataAwsIamOpenidConnectProvider, "arn") },
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": subjects,
            ...(name !== "plan" && { "token.actions.githubusercontent.com:ref": "refs/heads/trunk" }),
            "token.actions.githubusercontent.com:repository_id": "123456789",
            "token.actions.githubusercontent.com:repository_owner_id": "987654321",
          },
        },
      }),
    ]);
  });

  test("there are no other roles, and their path is not an environment's", () => {
    expect(
      resourcesOf(stack, IamRole)
        .map(({ body }) => body)
        .map(({ name, path }) => [name, path]),
    ).toEqual([
      ["careflowai-ci-deploy-prod", "/careflowai-account/"],
      ["careflowai-ci-plan", "/careflowai-account/"],
    ]);
    expect(
      resourcesOf(stack, IamPolicy)
        .map(({ body }) => body)
        .filter(({ path }) => path !== "/careflowai-account/"),
    ).toEqual([]);
  });

  test("each role has the shared read and guard policies, and a deploy role its own policies too", () => {
    const policiesOf = (name: string) =>
      stack
        .attached("aws_iam_role_policy_attachment", "role", role(name))
        .map(({ body }) => stack.target(body.policy_arn)?.body.name)
        .sort();
    const parts = ["compute", "data", "identity", "logs", "network", "traffic"];
    const shared = ["careflowai-ci-guard", "careflowai-ci-read-serving", "careflowai-ci-read-watching"];
    expect(policiesOf("plan")).toEqual(shared);
    expect(policiesOf("deploy-prod")).toEqual([
      ...parts.map((part) => `careflowai-ci-deploy-prod-${part}`),
      ...shared,
    ]);
  });
});

describe("state", () => {
  const stateOf = (name: string) =>
    stack
      .attached("aws_iam_role_policy", "role", role(name))
      .flatMap(({ body }) => policyOf(stack, body.policy))
      .map(({ Action, Resource }) => ({ Action, Resource }));
  const LOCK = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

  test("a plan reads every state, and stores plans of environments that CI deploys", () => {
    const keys = ["account", "prod", "frontend"].map((part) => `${BUCKET}/${part}/terraform.tfstate`);
    expect(stateOf("plan")).toEqual([
      { Action: "s3:ListBucket", Resource: BUCKET },
      { Action: "s3:GetObject", Resource: keys },
      { Action: "s3:PutObject", Resource: `${BUCKET}/prod/terraform.tfstate.tfplan` },
    ]);
  });

  test("a deploy reads and writes its own state only, and reads its own plan", () => {
    const key = `${BUCKET}/prod/terraform.tfstate`;
    expect(stateOf("deploy-prod")).toEqual([
      { Action: "s3:ListBucket", Resource: BUCKET },
      { Action: ["s3:GetObject", "s3:PutObject"], Resource: key },
      { Action: LOCK, Resource: `${key}.tflock` },
      { Action: "s3:GetObject", Resource: `${key}.tfplan` },
    ]);
    expect(resourcesOf(stack, IamRolePolicy)).toHaveLength(2);
  });
});

describe("data that no CI role may read", () => {
  test.each(["plan", "deploy-prod"])("%s is denied secrets and the web app's files", (name) => {
    const secret = "arn:aws:ssm:eu-west-1:111122223333:parameter/careflowai/prod/database";
    for (const action of ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"])
      expect(allows(statements(name), action, secret)).toBe(false);
    for (const bucket of ["111122223333-careflowai-frontend", "111122223333-careflowai-frontend-frontend"])
      expect(allows(statements(name), "s3:GetObject", `arn:aws:s3:::${bucket}/index.html`)).toBe(false);
  });

  test("the denials are explicit, so that no policy attached later allows it", () => {
    const denials = statements("plan").filter(({ Effect }) => Effect === "Deny");
    expect(denials.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }))).toEqual([
      {
        Action: "ssm:GetParameter*",
        Resource: [
          "arn:aws:ssm:*:111122223333:parameter/careflowai",
          "arn:aws:ssm:*:111122223333:parameter/careflowai/*",
        ],
      },
      {
        Action: "s3:GetObject*",
        Resource: [
          "arn:aws:s3:::111122223333-careflowai-frontend/*",
          "arn:aws:s3:::111122223333-careflowai-frontend-frontend/*",
        ],
      },
    ]);
  });

  test("states are not among these files, even for an environment named frontend", () => {
    const state = (key: string) => allows(statements("plan"), "s3:GetObject", `${BUCKET}/${key}`);
    expect(state("frontend/terraform.tfstate")).toBe(true);
  });

  test("the image's public parameter may be read, which every plan does", () => {
    const image =
      "arn:aws:ssm:eu-west-1::parameter/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id";
    expect(allows(statements("plan"), "ssm:GetParameter", image)).toBe(true);
  });
});

const accountStack = hardenedStack("careflowai-account");
/** Types whose first resource in an account makes AWS create a service-linked role, by its service. */
const SERVICE_LINKED: Readonly<Record<string, string>> = {
  aws_apigatewayv2_vpc_link: "ops.apigateway.amazonaws.com",
  aws_autoscaling_group: "autoscaling.amazonaws.com",
  aws_ec2_instance_connect_endpoint: "ec2-instance-connect.amazonaws.com",
  aws_lb: "elasticloadbalancing.amazonaws.com",
};

describe("services", () => {
  const allowed = (name: string, variable: string) =>
    permissionsOf(accountStack, only(accountStack, IamRole, { name: `careflowai-ci-deploy-${name}` }))
      .flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((test) => valuesOf(test[variable])))
      .sort();

  test.each(["hardened-single", "hardened-balanced"])(
    "a deploy of %s passes roles only to the services that the roles trust",
    (environment) => {
      const trusted = [...soundStacks(), ...hardenedStacks()]
        .filter(({ name }) => !/-(?:account|state)$/.test(name))
        .flatMap((one) =>
          one
            .resources("aws_iam_role")
            .flatMap(({ body }) => policyOf(one, body.assume_role_policy))
            .flatMap(({ Principal = {} }) => Object.values(Principal).flatMap(valuesOf)),
        );
      expect(allowed(environment, "iam:PassedToService")).toEqual([...new Set(trusted)].sort());
    },
  );

  test("the service-linked roles that AWS may create are those that the types need", () => {
    expect(allowed("hardened-balanced", "iam:AWSServiceName")).toEqual(Object.values(SERVICE_LINKED).sort());
    expect(
      Object.entries(PERMISSIONS)
        .filter(([, { write = [] }]) => write.includes("iam:CreateServiceLinkedRole"))
        .map(([type]) => type)
        .sort(),
    ).toEqual(Object.keys(SERVICE_LINKED).sort());
  });
});
