import {
  admits,
  covers,
  identifiersOf,
  isForEveryone,
  isOnlyFor,
  matches,
  permissionsOf,
  readPolicy,
  statementsOf,
  statementsIn,
} from "../../src/synthesized/policy-documents";
import type { Json, JsonObject } from "../../src/synthesized/synthesized-stack";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";

/** A stack with one role, whose policy is given in the one form or the other. */
function stackWith(policy: Json, statement: Json = []): SynthesizedStack {
  return new SynthesizedStack("test", {
    data: { aws_iam_policy_document: { Document: { statement } } },
    resource: {
      aws_iam_role: { Role: {} },
      aws_iam_policy: { Managed: { policy } },
      aws_iam_role_policy: { Inline: { role: "${aws_iam_role.Role.id}", policy } },
      aws_iam_role_policy_attachment: {
        Attached: { role: "${aws_iam_role.Role.name}", policy_arn: "${aws_iam_policy.Managed.arn}" },
      },
    },
  });
}
const REFERENCE = "${data.aws_iam_policy_document.Document.json}";
const fromData = (statement: Json) => statementsOf(stackWith(REFERENCE, statement), REFERENCE);
const json = (Statement: Json) => JSON.stringify({ Version: "2012-10-17", Statement });
const fromJson = (Statement: Json) => statementsOf(stackWith(""), json(Statement));

const BUCKET = "${aws_s3_bucket.Bucket.arn}";
const NONE = { notActions: [], notResources: [], principals: [], notPrincipals: [], conditions: [] };

test.each<[what: string, data: JsonObject, written: JsonObject, read: object]>([
  [
    "one action on one resource",
    { sid: "Read", actions: ["s3:GetObject"], resources: [`${BUCKET}/*`] },
    { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/*` },
    { sid: "Read", allows: true, actions: ["s3:GetObject"], resources: [`${BUCKET}/*`] },
  ],
  [
    "several actions and resources",
    { effect: "Deny", actions: ["s3:GetObject", "s3:PutObject"], resources: [BUCKET, `${BUCKET}/*`] },
    { Effect: "Deny", Action: ["s3:GetObject", "s3:PutObject"], Resource: [BUCKET, `${BUCKET}/*`] },
    {
      sid: "statement 0",
      allows: false,
      actions: ["s3:GetObject", "s3:PutObject"],
      resources: [BUCKET, `${BUCKET}/*`],
    },
  ],
  [
    "all but some actions, resources and principals",
    {
      effect: "Deny",
      not_actions: ["iam:*"],
      not_resources: [BUCKET],
      not_principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] }],
    },
    {
      Effect: "Deny",
      NotAction: "iam:*",
      NotResource: BUCKET,
      NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" },
    },
    {
      sid: "statement 0",
      allows: false,
      actions: [],
      notActions: ["iam:*"],
      resources: [],
      notResources: [BUCKET],
      notPrincipals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] }],
    },
  ],
  [
    "everyone",
    { actions: ["s3:*"], resources: [BUCKET], principals: [{ type: "*", identifiers: ["*"] }] },
    { Effect: "Allow", Action: "s3:*", Resource: BUCKET, Principal: "*" },
    {
      sid: "statement 0",
      allows: true,
      actions: ["s3:*"],
      resources: [BUCKET],
      principals: [{ type: "*", identifiers: ["*"] }],
    },
  ],
  [
    "principals of several types",
    {
      actions: ["sts:AssumeRole"],
      principals: [
        { type: "Service", identifiers: ["ec2.amazonaws.com", "events.amazonaws.com"] },
        { type: "AWS", identifiers: ["*"] },
        { type: "Federated", identifiers: ["${aws_iam_openid_connect_provider.Ci.arn}"] },
      ],
    },
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: {
        Service: ["ec2.amazonaws.com", "events.amazonaws.com"],
        AWS: "*",
        Federated: "${aws_iam_openid_connect_provider.Ci.arn}",
      },
    },
    {
      sid: "statement 0",
      allows: true,
      actions: ["sts:AssumeRole"],
      resources: [],
      principals: [
        { type: "Service", identifiers: ["ec2.amazonaws.com", "events.amazonaws.com"] },
        { type: "AWS", identifiers: ["*"] },
        { type: "Federated", identifiers: ["${aws_iam_openid_connect_provider.Ci.arn}"] },
      ],
    },
  ],
  [
    "conditions",
    {
      actions: ["sns:Publish"],
      resources: ["*"],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        { test: "StringEquals", variable: "aws:SourceArn", values: ["a", "b"] },
        { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
      ],
    },
    {
      Effect: "Allow",
      Action: "sns:Publish",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceArn": ["a", "b"] },
        Bool: { "aws:SecureTransport": true },
      },
    },
    {
      sid: "statement 0",
      allows: true,
      actions: ["sns:Publish"],
      resources: ["*"],
      conditions: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] },
        { test: "StringEquals", variable: "aws:SourceArn", values: ["a", "b"] },
        { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
      ],
    },
  ],
])("%s is read alike from a data source and from JSON", (_what, data, written, read) => {
  expect(fromData([data])).toEqual([{ ...NONE, ...read }]);
  expect(fromJson([written])).toEqual([{ ...NONE, ...read }]);
});

test("a data source gives the document that Terraform writes", () => {
  const statement = {
    actions: ["s3:GetObject"],
    resources: [BUCKET],
    principals: [{ type: "*", identifiers: ["*"] }],
  };
  const document = readPolicy(stackWith(REFERENCE, [statement]), REFERENCE);
  expect(JSON.stringify(document)).toBe(
    json([{ Effect: "Allow", Action: "s3:GetObject", Resource: BUCKET, Principal: "*" }]),
  );
});

test("one statement may be written without a list, and is counted", () => {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  expect(fromJson(statement)).toHaveLength(1);
  expect(fromJson([statement, statement]).map(({ sid }) => sid)).toEqual(["statement 0", "statement 1"]);
});

test.each([
  undefined,
  null,
  "",
  "null",
  '"text"',
  "{}",
  json([]),
  '${file("policy.json")}',
  "${aws_iam_role.Role.arn}",
  REFERENCE,
])("%j is no policy", (policy) => {
  const stack = stackWith("");
  expect(readPolicy(stack, policy)).toBeUndefined();
  expect(statementsOf(stack, policy)).toEqual([]);
});

test("a JSON policy that refers to one block is read as JSON", () => {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: "${aws_iam_role.Role.arn}" };
  expect(statementsOf(stackWith(""), json([statement]))).toHaveLength(1);
});

test("the statements of a block are found by attribute, and missing ones are an error", () => {
  const stack = stackWith(json([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]));
  const [policy] = stack.resources("aws_iam_role_policy");
  const [role] = stack.resources("aws_iam_role");
  if (!policy || !role) throw new Error("no blocks");
  expect(statementsIn(stack, policy)).toMatchObject([{ actions: ["s3:GetObject"] }]);
  expect(() => statementsIn(stack, role, "assume_role_policy")).toThrow(
    "aws_iam_role.Role has no policy in assume_role_policy",
  );
});

test.each([
  ["JSON", stackWith(json([{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }]))],
  ["a data source", stackWith(REFERENCE, [{ actions: ["s3:GetObject"], resources: ["*"] }])],
])("a role has the permissions of its inline and attached policies in %s", (_form, stack) => {
  const [role] = stack.resources("aws_iam_role");
  expect(role && permissionsOf(stack, role).map(({ actions }) => actions)).toEqual([
    ["s3:GetObject"],
    ["s3:GetObject"],
  ]);
});

test.each([
  ["s3:GetObject", "s3:getobject", true],
  ["s3:Get*", "s3:GetObject", true],
  ["s3:GetObject?", "s3:GetObject", false],
  ["*", "s3:GetObject", true],
  ["s3:GetObject", "s3:GetObjectVersion", false],
])("%s covers %s: %s", (pattern, action, isCovered) => {
  const [statement] = fromJson([{ Effect: "Allow", Action: pattern, Resource: "*" }]);
  expect(statement && covers(statement, action)).toBe(isCovered);
});

test.each<[what: string, statement: JsonObject, isAboutEveryone: boolean]>([
  ["*", { Effect: "Allow", Principal: "*" }, true],
  ["every AWS account", { Effect: "Allow", Principal: { AWS: "*" } }, true],
  ["all but one account", { Effect: "Allow", NotPrincipal: { AWS: "111122223333" } }, true],
  ["one account", { Effect: "Allow", Principal: { AWS: "111122223333" } }, false],
  ["denial to all but one account", { Effect: "Deny", NotPrincipal: { AWS: "111122223333" } }, false],
])("%s is for everyone: %s", (_what, statement, isAboutEveryone) => {
  const [read] = fromJson([{ Action: "s3:*", Resource: "*", ...statement }]);
  expect(read && isForEveryone(read)).toBe(isAboutEveryone);
});

test.each([
  ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/key", true],
  ["arn:aws:s3:::bucket/*", "arn:aws:s3:::Bucket/key", false],
  ["arn:aws:s3:::bucket?", "arn:aws:s3:::bucket", false],
  ["arn:aws:s3:::a.b", "arn:aws:s3:::axb", false],
])("%s matches %s: %s", (pattern, text, isMatch) => {
  expect(matches(pattern, text)).toBe(isMatch);
});

test("a statement admits the principals that it names, and everyone if it allows all but some", () => {
  const [named, others, denied] = fromJson([
    { Effect: "Allow", Principal: { Service: ["a.amazonaws.com", "b.amazonaws.com"], AWS: "111122223333" } },
    { Effect: "Allow", NotPrincipal: { AWS: "111122223333" } },
    { Effect: "Deny", Principal: { Service: "a.amazonaws.com" } },
  ]);
  if (!named || !others || !denied) throw new Error("no statements");
  expect(identifiersOf(named)).toEqual(["a.amazonaws.com", "b.amazonaws.com", "111122223333"]);
  expect(identifiersOf(others)).toEqual(["*"]);
  expect(admits(named, "b.amazonaws.com")).toBe(true);
  expect(admits(named, "c.amazonaws.com")).toBe(false);
  expect(admits(denied, "a.amazonaws.com")).toBe(false);
});

test.each<[what: string, condition: JsonObject, isBound: boolean]>([
  ["the value", { StringEquals: { "aws:SourceAccount": "111122223333" } }, true],
  ["the key in another case", { StringEquals: { "AWS:sourceaccount": "111122223333" } }, true],
  ["two values", { StringEquals: { "aws:SourceAccount": ["111122223333", "444455556666"] } }, false],
  ["a pattern", { StringLike: { "aws:SourceAccount": "111122223333" } }, false],
  ["another key", { StringEquals: { "aws:SourceArn": "111122223333" } }, false],
])("a condition with %s: %j binds the statement: %s", (_what, Condition, isBound) => {
  const [statement] = fromJson([{ Effect: "Allow", Action: "*", Condition }]);
  expect(statement && isOnlyFor(statement, "aws:SourceAccount", "111122223333")).toBe(isBound);
});
