import { policiesAreNarrow } from "../../src/checks/policies-are-narrow";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(policiesAreNarrow, "careflowai-prod", change);
const afterAdding = (statement: Mutable) =>
  after((json) => {
    onlyIn(json, "aws_iam_policy_document", "InstanceRole_PolicyDocument").statement.push({
      sid: "Added",
      ...statement,
    });
  });
const added = (fault: RegExp) => [
  expect.stringMatching(new RegExp(`^aws_iam_role_policy\\.\\S+: Added ${fault.source}$`)),
];

test("every policy is narrow", () => {
  expect(findingsOnSound(policiesAreNarrow)).toEqual([]);
});

test.each(["*", "arn:aws:s3:::*", "arn:aws:dynamodb:us-east-1:111122223333:*"])(
  "writing on %s is found",
  (resource) => {
    const findings = afterAdding({ actions: ["s3:GetObject", "s3:PutObject"], resources: [resource] });
    expect(findings).toEqual(added(/allows s3:PutObject on \S+/));
  },
);

test("reading everything, and denying it, is allowed", () => {
  expect(afterAdding({ actions: ["ec2:DescribeTags"], resources: ["*"] })).toEqual([]);
  expect(afterAdding({ effect: "Deny", actions: ["*"], resources: ["*"] })).toEqual([]);
});

test("every action of a service counts as writing", () => {
  expect(afterAdding({ actions: ["s3:*"], resources: ["*"] })).toEqual(added(/allows s3:\* on \*/));
});

test("writing on every resource but some is found", () => {
  expect(afterAdding({ actions: ["s3:PutObject"], not_resources: ["arn:aws:s3:::kept/*"] })).toEqual(
    added(/allows s3:PutObject on \*/),
  );
});

test("every action but some is found", () => {
  expect(afterAdding({ not_actions: ["iam:*"], resources: ["arn:aws:s3:::own/*"] })).toEqual(
    added(/allows everything but iam:\*/),
  );
});

test("every action is found, even on one resource", () => {
  expect(afterAdding({ actions: ["*"], resources: ["arn:aws:s3:::own/*"] })).toEqual(
    added(/allows every action/),
  );
});

test("writing to other log groups is found", () => {
  const resources = ["arn:aws:logs:us-east-1:111122223333:log-group:*"];
  expect(afterAdding({ actions: ["logs:PutLogEvents"], resources })).toEqual(
    added(/allows logs:PutLogEvents on \S+, not its own group/),
  );
});

test("invoking every function is found", () => {
  const resources = ["arn:aws:lambda:us-east-1:111122223333:function:*"];
  expect(afterAdding({ actions: ["lambda:InvokeFunction"], resources })).toEqual(
    added(/allows lambda:InvokeFunction on \S+, whatever its name/),
  );
});

test("decrypting with any key is found, unless it is for one service", () => {
  const statement = {
    actions: ["kms:Decrypt"],
    resources: ["arn:aws:kms:us-east-1:111122223333:key/*"],
  };
  const condition = [
    { test: "StringEquals", variable: "kms:ViaService", values: ["ssm.us-east-1.amazonaws.com"] },
  ];
  expect(afterAdding(statement)).toEqual(
    added(/allows kms:Decrypt with any key, and not for one service only/),
  );
  expect(afterAdding({ ...statement, condition })).toEqual([]);
});

test("a role that everybody may assume is found", () => {
  const findings = after((json) => {
    const [statement] = onlyIn(json, "aws_iam_policy_document", "TrustPolicy").statement;
    statement.principals = [{ type: "AWS", identifiers: ["*"] }];
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_iam_role\.\S+: statement 0 trusts everybody$/)]);
});

test("a role that every subject of an identity provider may assume is found", () => {
  const trusting = (condition: Mutable) =>
    after((json) => {
      onlyIn(json, "aws_iam_policy_document", "TrustPolicy").statement = [
        {
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: [{ type: "Federated", identifiers: ["${aws_iam_openid_connect_provider.Ci.arn}"] }],
          condition,
        },
      ];
    });
  const audience = { test: "StringEquals", variable: "ci.example.com:aud", values: ["sts.amazonaws.com"] };
  const subject = { test: "StringEquals", variable: "ci.example.com:sub", values: ["repo:main"] };
  expect(trusting([audience])).toEqual([
    expect.stringMatching(/: statement 0 trusts everybody whom an identity provider knows$/),
  ]);
  expect(trusting([audience, subject])).toEqual([]);
});

test("a policy that no check can read is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_iam_role_policy").policy = '{"Statement":[]}';
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_iam_role_policy\.\S+ has no readable policy in policy$/),
  ]);
});

test("a policy for administrators is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_iam_role_policy_attachment", "CloudWatch").policy_arn =
      "arn:aws:iam::aws:policy/AdministratorAccess";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_iam_role_policy_attachment\.\S+ attaches arn:aws:iam::aws:policy\/AdministratorAccess$/,
    ),
  ]);
});

describe("what CI may", () => {
  const inAccount = (change: (json: Mutable) => void) =>
    findingsAfter(policiesAreNarrow, "careflowai-account", change, hardenedStacks());
  const isOf = (name: string) =>
    expect.stringMatching(new RegExp(`^aws_iam_policy\\.${name}\\w+: \\w+ allows `));

  test("is judged elsewhere, unless a role that is not CI's may it too", () => {
    const findings = inAccount((json) => {
      const attachments = json.resource.aws_iam_role_policy_attachment;
      const [, attachment] =
        Object.entries<Mutable>(attachments).find(([name]) =>
          name.includes("Deploy-hardened-single-Deploy-hardened-single-data"),
        ) ?? [];
      const [trail] = Object.keys(json.resource.aws_iam_role).filter((name) => name.startsWith("Trail_"));
      attachments.Added = { ...attachment, role: `\${aws_iam_role.${trail ?? ""}.name}` };
    });
    expect(findings.length).toBeGreaterThan(10);
    expect(findings).toEqual(findings.map(() => isOf("CiRoles_Deploy-hardened-single-dataPolicy")));
  });

  test("is bounded by what grants nothing, unless that is attached to a role", () => {
    const findings = inAccount((json) => {
      const attachments = json.resource.aws_iam_role_policy_attachment;
      const [boundary] = Object.keys(json.resource.aws_iam_policy).filter((name) =>
        name.startsWith("PermissionsBoundary-hardened-single"),
      );
      const [trail] = Object.keys(json.resource.aws_iam_role).filter((name) => name.startsWith("Trail_"));
      attachments.Added = {
        role: `\${aws_iam_role.${trail ?? ""}.name}`,
        policy_arn: `\${aws_iam_policy.${boundary ?? ""}.arn}`,
      };
    });
    expect(findings.length).toBeGreaterThan(5);
    expect(findings).toEqual(findings.map(() => isOf("PermissionsBoundary-hardened-single_Policy")));
  });
});
