import type { Check } from "../check";
import { boundaries, ciRoles, deployRole, hasArn } from "../../synthesized/ci-roles";
import { covers, permissionsOf, statementsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";

/** The boundary that a role of CI must give to each role that it makes. */
function boundaryAskedBy(account: SynthesizedStack, deploy: Block): string {
  return permissionsOf(account, deploy)
    .flatMap(({ conditions }) => conditions)
    .filter(({ variable }) => variable === "iam:PermissionsBoundary")
    .flatMap(({ values }) => values)
    .join();
}

export const rolesAreBounded: Check = {
  id: "roles-are-bounded",
  rule: "Every role of an environment that CI deploys has the permissions boundary of that environment, made by the account's stack, which covers what the role is allowed; where CI does not deploy, no role depends on the account's stack.",
  why: "CI may make no role without the boundary, so the deploy is refused; an action outside the boundary is denied at run time (decision 37).",
  findings: (stack, all) => {
    const account = all.find((other) => ciRoles(other).length > 0);
    if (account === stack) return [];
    const deploy = account && deployRole(account, stack);
    const roles = stack.resources("aws_iam_role");
    if (!deploy) {
      return roles
        .filter(({ body }) => body.permissions_boundary !== undefined)
        .map(({ address }) => `${address} has a permissions boundary, but CI does not deploy it`);
    }
    const arn = boundaryAskedBy(account, deploy);
    const boundary = boundaries(account, all).find((policy) => hasArn(policy, arn));
    const limits = boundary ? statementsOf(account, boundary.body.policy) : [];
    return roles.flatMap((role) =>
      boundary && role.body.permissions_boundary === arn
        ? permissionsOf(stack, role)
            .filter(({ allows }) => allows)
            .flatMap(({ actions }) => actions)
            .filter((action) => !limits.some((limit) => covers(limit, action)))
            .map(
              (action) =>
                `${role.address} is allowed ${action}, which its permissions boundary does not cover`,
            )
        : [
            `${role.address} does not have the permissions boundary ${arn} of ${account.name}, so CI may not make it`,
          ],
    );
  },
};
