import type { Statement } from "../helpers/policies";
import type { Context } from "./evaluator";
import { accepts, isAllowed } from "./evaluator";

const INSTANCE = "arn:aws:ec2:us-east-1:111122223333:instance/i-1";
const GROUP = "arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:uuid:autoScalingGroupName/web";

const allow = (Action: string, Resource: string, Condition?: Statement["Condition"]): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const decide = (statements: readonly Statement[], action: string, resource: string, context: Context = {}) =>
  isAllowed({ identity: statements }, { action, resource, context });

test("AWS, Permissions boundaries for IAM entities: a boundary limits what an identity policy allows", () => {
  const identity = [allow("iam:CreateUser", "*"), allow("s3:*", "*")];
  const boundary = [allow("s3:*", "*"), allow("cloudwatch:*", "*"), allow("ec2:*", "*")];
  const may = (action: string, resource: string) => isAllowed({ identity, boundary }, { action, resource });
  expect(may("iam:CreateUser", "arn:aws:iam::111122223333:user/x")).toBe(false);
  expect(may("s3:GetObject", "arn:aws:s3:::bucket/key")).toBe(true);
  expect(may("ec2:StopInstances", INSTANCE)).toBe(false);
});

test("AWS, Policy evaluation logic: an explicit deny overrides an allow, in a boundary, too", () => {
  const object = { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key" };
  const deny: Statement = { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::other/*" };
  const all = [allow("*", "*")];
  expect(isAllowed({ identity: all }, object)).toBe(true);
  expect(isAllowed({ identity: [...all, deny] }, object)).toBe(false);
  expect(isAllowed({ identity: all, boundary: [...all, deny] }, object)).toBe(false);
});

test("AWS, Grant permission to tag Amazon EC2 resources during creation", () => {
  const policy = [
    allow("ec2:CreateTags", "arn:aws:ec2:us-east-1:111122223333:*/*", {
      StringEquals: { "ec2:CreateAction": "RunInstances" },
    }),
  ];
  expect(decide(policy, "ec2:CreateTags", INSTANCE, { "ec2:CreateAction": "RunInstances" })).toBe(true);
  expect(decide(policy, "ec2:CreateTags", INSTANCE)).toBe(false);
});

test("AWS, Control access to tags: ForAllValues also holds for a request without values", () => {
  const policy = [
    allow("autoscaling:DeleteTags", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["temporary"] } }),
  ];
  const may = (...keys: string[]) =>
    decide(policy, "autoscaling:DeleteTags", GROUP, keys.length > 0 ? { "aws:TagKeys": keys } : {});
  expect([may("temporary"), may("temporary", "other"), may()]).toEqual([true, false, true]);
});

test("AWS, Null condition operator: tells whether a key is present", () => {
  const policy = [allow("ec2:RunInstances", "*", { Null: { "aws:RequestTag/Owner": "false" } })];
  expect(decide(policy, "ec2:RunInstances", INSTANCE, { "aws:RequestTag/Owner": "x" })).toBe(true);
  expect(decide(policy, "ec2:RunInstances", INSTANCE)).toBe(false);
});

describe("a key that AWS does not report for a type is absent, whatever the resource's tags", () => {
  const tags = { "aws:ResourceTag/Environment": "prod" };
  const under = (operator: string, resource: string, action: string) =>
    decide(
      [allow(action, "*", { [operator]: { "aws:ResourceTag/Environment": "staging" } })],
      action,
      resource,
      tags,
    );

  test.each([
    ["StringEquals", false],
    ["StringEqualsIfExists", true],
    ["StringNotEquals", true],
    ["ForAllValues:StringEquals", true],
    ["ForAnyValue:StringEquals", false],
  ])("%s on a cache policy: %s", (operator, result) => {
    const policy = "arn:aws:cloudfront::111122223333:cache-policy/1";
    expect(under(operator, policy, "cloudfront:UpdateCachePolicy")).toBe(result);
  });

  test("where it is reported, it decides", () => {
    const distribution = "arn:aws:cloudfront::111122223333:distribution/E1";
    expect(under("StringEqualsIfExists", distribution, "cloudfront:UpdateDistribution")).toBe(false);
  });

  test("tags of a request are reported on what it creates, not on what that is created in", () => {
    const policy = [
      allow("ec2:CreateSubnet", "*", { StringEquals: { "aws:RequestTag/Environment": "staging" } }),
    ];
    const may = (resource: string) =>
      decide(policy, "ec2:CreateSubnet", `arn:aws:ec2:us-east-1:111122223333:${resource}`, {
        "aws:RequestTag/Environment": "staging",
      });
    expect([may("subnet/subnet-1"), may("vpc/vpc-1")]).toEqual([true, false]);
  });
});

test("a resource on which AWS does not authorize the action is a mistake of the test", () => {
  expect(() => decide([], "cloudfront:UpdateFunction", INSTANCE)).toThrow(
    `AWS does not authorize cloudfront:UpdateFunction on ${INSTANCE}`,
  );
  expect(() => decide([], "ec2:Nothing", "*")).toThrow("ec2:Nothing is no action of AWS");
});

test("a trust policy accepts its principals only, under its conditions", () => {
  const trust: Statement[] = [
    {
      Effect: "Allow",
      Principal: { Federated: "provider" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:a/b:pull_request" } },
    },
  ];
  const may = (provider: string, subject: string) =>
    accepts(trust, ["Federated", provider], {
      action: "sts:AssumeRoleWithWebIdentity",
      resource: "arn:aws:iam::111122223333:role/x",
      context: { "token.actions.githubusercontent.com:sub": subject },
    });
  expect([
    may("provider", "repo:a/b:pull_request"),
    may("provider", "repo:c/b:pull_request"),
    may("other", "repo:a/b:pull_request"),
  ]).toEqual([true, false, false]);
});
