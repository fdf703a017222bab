import { rolesAreBounded } from "../../src/checks/roles-are-bounded";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn, soundStacks } from "../helpers/broken";

const STACK = "careflowai-hardened-single";
const after = (change: (json: any) => void) => findingsAfter(rolesAreBounded, STACK, change);

const boundaryOf = (stack: string) =>
  `arn:aws:iam::111122223333:policy/careflowai-account/${stack}-permissions-boundary`;

test("every role of an environment that CI deploys is bounded to that environment", () => {
  expect(findingsOnSound(rolesAreBounded)).toEqual([]);
  const environments = hardenedStacks().filter(({ name }) => name.startsWith("careflowai-hardened"));
  expect(environments).toHaveLength(2);
  for (const stack of environments) {
    const bounded = stack.resources("aws_iam_role").map(({ body }) => body.permissions_boundary);
    expect(bounded.length).toBeGreaterThan(1);
    expect(new Set(bounded)).toEqual(new Set([boundaryOf(stack.name)]));
  }
});

test("without CI no role needs a boundary that would not exist", () => {
  const roles = soundStacks().flatMap((stack) => stack.resources("aws_iam_role"));
  expect(roles.length).toBeGreaterThan(3);
  expect(roles.filter(({ body }) => body.permissions_boundary !== undefined)).toEqual([]);
});

test("a role without a boundary, or with another one, is found", () => {
  const expected = [
    expect.stringMatching(
      /^aws_iam_role\.InstanceRole_\w+ does not carry the permissions boundary \S+:policy\/careflowai-account\/careflowai-hardened-single-permissions-boundary of careflowai-account, so CI may not make it$/,
    ),
  ];
  const role = (json: any) => onlyIn(json, "aws_iam_role", "InstanceRole");
  expect(after((json) => delete role(json).permissions_boundary)).toEqual(expected);
  for (const other of ["arn:aws:iam::111122223333:policy/other", boundaryOf("careflowai-hardened-balanced")])
    expect(
      after((json) => {
        role(json).permissions_boundary = other;
      }),
    ).toEqual(expected);
});

test("a boundary where CI does not deploy is found: the environment would depend on the account's stack", () => {
  const findings = findingsAfter(rolesAreBounded, "careflowai-prod", (json) => {
    onlyIn(json, "aws_iam_role", "InstanceRole").permissions_boundary = boundaryOf("careflowai-prod");
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_iam_role\.InstanceRole_\w+ carries a permissions boundary, but CI does not deploy it$/,
    ),
  ]);
});

test("what a role is allowed and the boundary does not cover is found", () => {
  const findings = after((json) => {
    const [statement] = onlyIn(json, "aws_iam_policy_document", "InstanceRole_PolicyDocument").statement;
    statement.actions.push("s3:GetObject");
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_iam_role\.InstanceRole_\w+ is allowed s3:GetObject, which its permissions boundary does not cover$/,
    ),
  ]);
});
