import { ciRolesAreBounded } from "../../src/checks/ci-roles-are-bounded";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn } from "../helpers/broken";

const after = (change: (json: any) => void) =>
  findingsAfter(ciRolesAreBounded, "careflowai-account", change, hardenedStacks());
const document = (json: any, name: string) => onlyIn(json, "aws_iam_policy_document", `CiRoles_${name}`);
const statement = (json: any, name: string, sid: string) => {
  const found = document(json, name).statement.filter((one: any) => one.sid === sid);
  if (found.length !== 1) throw new Error(`${String(found.length)} statements ${sid}`);
  return found[0];
};
const PLAN = "aws_iam_role.CiRoles_Plan_EFC5F037";
const DEPLOY = "aws_iam_role.CiRoles_Deploy-hardened-single_FCC288CD";
const IDENTITY = "Deploy-hardened-single-identityPolicyDocument";

test("every role of CI is bounded", () => {
  expect(findingsOnSound(ciRolesAreBounded)).toEqual([]);
});

describe("trust", () => {
  const trust = (json: any) => document(json, "PlanTrustPolicy").statement[0];
  const condition = (json: any, suffix: string) =>
    trust(json).condition.find(({ variable }: any) => variable.endsWith(suffix));

  test.each([
    "repo:my-company/*:ref:refs/heads/main",
    "repo:my-company/careflowai-infrastructure:*",
    "repo:my-company/careflowai-infrastructure:ref:refs/heads/*",
    "*",
  ])("in %s is found", (subject) => {
    const findings = after((json) => {
      condition(json, ":sub").values = [subject];
    });
    expect(findings).toContain(`${PLAN}: trusts ${subject}`);
  });

  test("in every repository is found", () => {
    const findings = after((json) => {
      trust(json).condition = trust(json).condition.filter(({ variable }: any) => !variable.endsWith(":sub"));
    });
    expect(findings).toContain(`${PLAN}: trusts every repository`);
  });

  test("by patterns is found, even if there are none in them", () => {
    const findings = after((json) => {
      condition(json, ":sub").test = "StringLike";
    });
    expect(findings).toContain(`${PLAN}: trusts every repository`);
  });

  test("in tokens for anybody is found", () => {
    const findings = after((json) => {
      condition(json, ":aud").values = ["https://github.com/my-company"];
    });
    expect(findings).toEqual([`${PLAN}: does not ask for tokens made for AWS`]);
  });
});

describe("what a pull request may", () => {
  test("write beside locks is found", () => {
    const findings = after((json) => {
      statement(json, "PlanStatePolicyDocument", "UseState").actions.push("s3:PutObject");
    });
    expect(findings).toContain(
      `${PLAN}: UseState allows s3:PutObject on arn:aws:s3:::111122223333-careflowai-tfstate/account/terraform.tfstate, which is no lock`,
    );
  });

  test("change is found, though a deploy may", () => {
    const findings = after((json) => {
      statement(json, "Read-computePolicyDocument", "ReadEc2").actions.push("ec2:CreateVpc");
    });
    expect(findings).toEqual([`${PLAN}: ReadEc2 allows ec2:CreateVpc, which no plan needs`]);
  });

  test("read of secrets or of the web app is found", () => {
    expect(
      after((json) => void (statement(json, "GuardPolicyDocument", "DenySecrets").resources.length = 1)),
    ).toContain(`${PLAN}: is not denied the parameters under /careflowai`);
    expect(
      after((json) => {
        statement(json, "GuardPolicyDocument", "DenySecrets").actions = ["ssm:GetParameter"];
      }),
    ).toContain(`${PLAN}: is not denied the parameters under /careflowai`);
    expect(
      after((json) => {
        statement(json, "GuardPolicyDocument", "DenyFrontendObjects").effect = "Allow";
      }),
    ).toContain(`${PLAN}: is not denied the objects of 111122223333-careflowai-hardened-single-frontend`);
  });
});

describe("what a deploy may", () => {
  test("do that no type needs is found", () => {
    const findings = after((json) => {
      statement(json, "Deploy-hardened-single-dataPolicyDocument", "Buckets").actions.push("s3:*");
    });
    expect(findings).toEqual([`${DEPLOY}: Buckets allows s3:*, which no type needs`]);
  });

  test("destroy of a state is found", () => {
    const findings = after((json) => {
      statement(json, "Deploy-hardened-singleStatePolicyDocument", "UseState").actions.push(
        "s3:DeleteObject",
      );
    });
    expect(findings).toEqual([
      `${DEPLOY}: UseState allows s3:DeleteObject on arn:aws:s3:::111122223333-careflowai-tfstate/hardened-single/terraform.tfstate, which is no lock`,
    ]);
  });

  test("make of roles without a boundary is found", () => {
    const findings = after((json) => {
      delete statement(json, IDENTITY, "BoundRoles").condition;
    });
    expect(findings).toEqual(
      [
        "AttachRolePolicy",
        "CreateRole",
        "DeleteRolePolicy",
        "DetachRolePolicy",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
      ].map((action) => `${DEPLOY}: BoundRoles allows iam:${action} without a permissions boundary`),
    );
  });

  test("pass of a role to any service is found", () => {
    const findings = after((json) => {
      delete statement(json, IDENTITY, "PassRoles").condition;
    });
    expect(findings).toEqual([`${DEPLOY}: PassRoles allows iam:PassRole to any service`]);
  });

  test.each(["arn:aws:iam::111122223333:role/*", "*", "arn:aws:iam::111122223333:role/careflowai-account/*"])(
    "change of roles %s is found",
    (resource) => {
      const findings = after((json) => {
        statement(json, IDENTITY, "PassRoles").resources = [resource];
      });
      expect(findings).toEqual([`${DEPLOY}: PassRoles allows iam:PassRole on ${resource}`]);
    },
  );
});
