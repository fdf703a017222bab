import type { Check } from "./check";
import { boundaries, ciRoles } from "./ci-roles";
import { covers, permissionsOf, statementsOf } from "./policy-documents";
import { text } from "./synthesized-stack";

/** Decision 37: a deploy by CI may make no role without the boundary, and a role does no more than the boundary says. */
export const rolesAreBounded: Check = {
  id: "roles-are-bounded",
  rule: "Where CI may deploy, every role of an environment carries the permissions boundary of the account's stack, which covers what the role is allowed.",
  findings: (stack, all) => {
    const account = all.find((other) => ciRoles(other).length > 0);
    if (!account || account === stack) return [];
    const [boundary] = boundaries(account, all);
    const limits = boundary ? statementsOf(account, boundary.body.policy) : [];
    return stack.resources("aws_iam_role").flatMap((role) => {
      if (!boundary || !text(role.body.permissions_boundary).endsWith(`/${text(boundary.body.name)}`))
        return [`${role.address} does not carry the permissions boundary, so CI may not make it`];
      return permissionsOf(stack, role)
        .filter(({ allows }) => allows)
        .flatMap(({ actions }) => actions)
        .filter((action) => !limits.some((limit) => covers(limit, action)))
        .map(
          (action) => `${role.address} is allowed ${action}, which its permissions boundary does not cover`,
        );
    });
  },
};
