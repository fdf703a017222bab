import type { ConfigFields } from "../environment";
import type { Field, Rule } from "./rule";
import { fieldsIn, keyOf, keysOf, rule } from "./rule";

export function ciRules({ account, environments }: Field<ConfigFields>): Rule[] {
  const deployed = fieldsIn(account.ci.deployEnvironments);
  return [
    ...deployed.map((deploy) =>
      rule(
        deploy,
        [keysOf(environments)],
        (name, names) =>
          // Without any environment, that is the problem to report.
          names.length > 0 &&
          !names.includes(name) && { allowed: names, fix: "correct the spelling, or remove the name" },
      ),
    ),
    // A role that deploys may change every resource whose name begins with its environment's and a hyphen (decision 37).
    ...deployed.flatMap((deploy) =>
      fieldsIn(environments).map((environment) =>
        rule(
          deploy,
          [keyOf(environment)],
          (name, other) =>
            other.startsWith(`${name}-`) && {
              allowed: `an environment whose name does not begin another's; the role could also change environments.${other}`,
              fix: "rename one of them, or let people deploy this one",
            },
        ),
      ),
    ),
  ];
}
