import { rolesAreBounded } from "../../../src/checks/iam/roles-are-bounded";
import type { Case, Mutable } from "../../helpers/broken";
import { hardenedStacks, onlyIn, soundStacks, testCheck } from "../../helpers/broken";

const boundaryOf = (stack: string) =>
  `arn:aws:iam::111122223333:policy/careflowai-account/${stack}-permissions-boundary`;
const role = (json: Mutable) => onlyIn(json, "aws_iam_role", "InstanceRole");
const ROLE = "aws_iam_role.InstanceRole_~";

testCheck(rolesAreBounded, {
  "careflowai-hardened-single": [
    ...[undefined, "arn:aws:iam::111122223333:policy/other", boundaryOf("careflowai-hardened-balanced")].map(
      (boundary): Case => [
        `a role with the boundary ${boundary ?? "null"}`,
        (json) => (role(json).permissions_boundary = boundary),
        `${ROLE} does not have the permissions boundary ${boundaryOf("careflowai-hardened-single")} of careflowai-account, so CI may not make it`,
      ],
    ),
    [
      "an action that the boundary does not cover",
      (json) =>
        onlyIn(json, "aws_iam_role_policy", "InstanceRole").policy.Statement[0].Action.push("s3:GetObject"),
      `${ROLE} is allowed s3:GetObject, which its permissions boundary does not cover`,
    ],
  ],
  "careflowai-prod": [
    [
      "a boundary where CI does not deploy, which ties the environment to the account's stack,",
      (json) => (role(json).permissions_boundary = boundaryOf("careflowai-prod")),
      `${ROLE} has a permissions boundary, but CI does not deploy it`,
    ],
  ],
});

test("every role of an environment that CI deploys has the boundary of that environment", () => {
  const environments = hardenedStacks().filter(({ name }) => name.startsWith("careflowai-hardened"));
  expect(environments).toHaveLength(2);
  for (const stack of environments) {
    const bounded = stack.resources("aws_iam_role").map(({ body }) => body.permissions_boundary);
    expect(bounded.length).toBeGreaterThan(1);
    expect(new Set(bounded)).toEqual(new Set([boundaryOf(stack.name)]));
  }
});

test("without CI no role has a boundary, which would not exist", () => {
  const roles = soundStacks().flatMap((stack) => stack.resources("aws_iam_role"));
  expect(roles.length).toBeGreaterThan(3);
  expect(roles.filter(({ body }) => body.permissions_boundary !== undefined)).toEqual([]);
});
