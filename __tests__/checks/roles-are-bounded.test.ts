import { rolesAreBounded } from "../../src/checks/roles-are-bounded";
import { findingsAfter, findingsOnSound, hardenedStacks, onlyIn, soundStacks } from "../helpers/broken";

const STACK = "careflowai-hardened-single";
const after = (change: (json: any) => void) => findingsAfter(rolesAreBounded, STACK, change);

test("every role of an environment that CI deploys is bounded", () => {
  expect(findingsOnSound(rolesAreBounded)).toEqual([]);
  const bounded = hardenedStacks()
    .filter(({ name }) => name.startsWith("careflowai-hardened"))
    .flatMap((stack) => stack.resources("aws_iam_role"))
    .map(({ body }) => body.permissions_boundary);
  expect(bounded.length).toBeGreaterThan(3);
  expect(new Set(bounded)).toEqual(
    new Set(["arn:aws:iam::111122223333:policy/careflowai-account/careflowai-permissions-boundary"]),
  );
});

test("without CI no role needs a boundary that would not exist", () => {
  const roles = soundStacks().flatMap((stack) => stack.resources("aws_iam_role"));
  expect(roles.length).toBeGreaterThan(3);
  expect(roles.filter(({ body }) => body.permissions_boundary !== undefined)).toEqual([]);
});

test("a role without a boundary, or with another one, is found", () => {
  const expected = [
    expect.stringMatching(
      /^aws_iam_role\.InstanceRole_\w+ does not carry the permissions boundary, so CI may not make it$/,
    ),
  ];
  const role = (json: any) => onlyIn(json, "aws_iam_role", "InstanceRole");
  expect(after((json) => delete role(json).permissions_boundary)).toEqual(expected);
  expect(
    after((json) => {
      role(json).permissions_boundary = "arn:aws:iam::111122223333:policy/other";
    }),
  ).toEqual(expected);
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
