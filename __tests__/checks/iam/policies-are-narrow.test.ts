import { policiesAreNarrow } from "../../../src/checks/iam/policies-are-narrow";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, findingsAfter, onlyIn, testCheck } from "../../helpers/broken";

const statementsIn = (json: Mutable) => onlyIn(json, "aws_iam_role_policy", "InstanceRole").policy.Statement;
const trustIn = (json: Mutable) => onlyIn(json, "aws_iam_role", "InstanceRole").assume_role_policy;

/** A statement that is added to the role of instances. */
const adding = (what: string, statement: Mutable, ...faults: string[]): Case => [
  what,
  (json) => statementsIn(json).push({ Sid: "Added", Effect: "Allow", ...statement }),
  ...faults.map((fault) => `aws_iam_role_policy.~: Added ${fault}`),
];
/** A statement by which subjects of an identity provider assume the role of instances. */
const trusting = (what: string, condition: Mutable, ...findings: string[]): Case => [
  what,
  (json) =>
    (trustIn(json).Statement = [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: "${aws_iam_openid_connect_provider.Ci.arn}" },
        Condition: { StringEquals: { "ci.example.com:aud": "sts.amazonaws.com", ...condition } },
      },
    ]),
  ...findings,
];
const DECRYPT = { Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:111122223333:key/*" };

testCheck(policiesAreNarrow, {
  "careflowai-prod": [
    ...["*", "arn:aws:s3:::*", "arn:aws:dynamodb:us-east-1:111122223333:*"].map((Resource) =>
      adding(
        `writing on ${Resource}`,
        { Action: ["s3:GetObject", "s3:PutObject"], Resource },
        `allows s3:PutObject on ${Resource}`,
      ),
    ),
    adding("reading everything", { Action: "ec2:DescribeTags", Resource: "*" }),
    adding("denying everything", { Effect: "Deny", Action: "*", Resource: "*" }),
    adding("every action of a service", { Action: "s3:*", Resource: "*" }, "allows s3:* on *"),
    adding(
      "writing on every resource but some",
      { Action: "s3:PutObject", NotResource: "arn:aws:s3:::kept/*" },
      "allows s3:PutObject on *",
    ),
    adding(
      "every action but some",
      { NotAction: "iam:*", Resource: "arn:aws:s3:::own/*" },
      "allows everything except iam:*",
    ),
    adding(
      "every action, even on one resource,",
      { Action: "*", Resource: "arn:aws:s3:::own/*" },
      "allows every action",
    ),
    adding(
      "writing to other log groups",
      { Action: "logs:PutLogEvents", Resource: "arn:aws:logs:us-east-1:111122223333:log-group:*" },
      "allows logs:PutLogEvents on arn:aws:logs:us-east-1:111122223333:log-group:*, not its own group",
    ),
    adding(
      "invoking every function",
      { Action: "lambda:InvokeFunction", Resource: "arn:aws:lambda:us-east-1:111122223333:function:*" },
      "allows lambda:InvokeFunction on arn:aws:lambda:us-east-1:111122223333:function:*, whatever its name",
    ),
    adding(
      "decrypting with any key",
      DECRYPT,
      "allows kms:Decrypt with any key, and not for one service only",
    ),
    adding("decrypting with any key for one service", {
      ...DECRYPT,
      Condition: { StringEquals: { "kms:ViaService": "ssm.us-east-1.amazonaws.com" } },
    }),
    ...[{ Principal: { AWS: "*" } }, { Principal: "*" }, { NotPrincipal: { AWS: "111122223333" } }].map(
      (principals): Case => [
        `a role for ${JSON.stringify(principals)}`,
        (json) => (trustIn(json).Statement = [{ Effect: "Allow", Action: "sts:AssumeRole", ...principals }]),
        "aws_iam_role.~: statement 0 trusts everyone",
      ],
    ),
    trusting(
      "a role for every subject of an identity provider",
      {},
      "aws_iam_role.~: statement 0 trusts every subject of an identity provider",
    ),
    trusting("a role for one subject of an identity provider", { "ci.example.com:sub": "repo:main" }),
    ...['{"Statement":[]}', '${file("policy.json")}'].map((policy): Case => [
      `the policy ${policy}`,
      (json) => (onlyIn(json, "aws_iam_role_policy").policy = policy),
      "aws_iam_role_policy.~ has no readable policy in policy",
    ]),
    [
      "a policy for administrators",
      (json) =>
        (onlyIn(json, "aws_iam_role_policy_attachment", "CloudWatch").policy_arn =
          "arn:aws:iam::aws:policy/AdministratorAccess"),
      "aws_iam_role_policy_attachment.~ attaches arn:aws:iam::aws:policy/AdministratorAccess",
    ],
  ],
});

test.each([
  ["a policy of CI", "CiRoles_Deploy-hardened-single-dataPolicy", 10],
  ["a boundary, which grants nothing,", "PermissionsBoundary-hardened-single", 5],
])("%s is judged elsewhere, unless another role has it too", (_what, name, atLeast) => {
  const findings = findingsAfter(policiesAreNarrow, "hardened/careflowai-account", (json) => {
    json.resource.aws_iam_role_policy_attachment.Added = {
      role: `\${${addressIn(json, "aws_iam_role", "Trail_")}.name}`,
      policy_arn: `\${${addressIn(json, "aws_iam_policy", name)}.arn}`,
    };
  });
  expect(findings.length).toBeGreaterThan(atLeast);
  for (const one of findings) {
    expect(one).toContain(`aws_iam_policy.${name}`);
    expect(one).toMatch(/: \w+ allows /);
  }
});
