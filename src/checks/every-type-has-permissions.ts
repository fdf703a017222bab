import { PERMISSIONS } from "../account/permissions";
import { stackName } from "../config/names";
import type { Check } from "./check";

/** Stacks that CI plans, and that only people deploy. */
const PLANNED_ONLY = ["account", "state"].map(stackName);

/** Decision 37: a type without its row is a plan or a deploy by CI that AWS refuses half way. */
export const everyTypeHasPermissions: Check = {
  id: "every-type-has-permissions",
  rule: "Each type of resource and data source has its row in the table of permissions, with what it takes to deploy where environments have it.",
  findings: (stack) => {
    const types = new Set([
      ...stack.resources().map(({ type }) => type),
      ...stack.data().map(({ type }) => `data.${type}`),
    ]);
    return [...types].flatMap((type) => {
      const row = PERMISSIONS[type];
      if (row === undefined) return [`${type} has no row in src/account/permissions.ts`];
      const isDeployed = !PLANNED_ONLY.includes(stack.name) && !type.startsWith("data.");
      return isDeployed && row.write === undefined
        ? [`${type} has no write actions in src/account/permissions.ts, though an environment has it`]
        : [];
    });
  },
};
