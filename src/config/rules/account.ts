import type { ConfigFields } from "../environment";
import type { Field, Rule } from "./rule";
import { fieldsIn, keyOf, rule } from "./rule";

type CreatedTrail = Extract<ConfigFields["account"]["trail"], { create: true }>;

export function accountRules({ account, environments }: Field<ConfigFields>): Rule[] {
  const { objectLock, expirationDays } = account.trail as Field<CreatedTrail>;
  return [
    // An expired file becomes an old version, which its lock outlives.
    rule(
      objectLock.retentionDays,
      [expirationDays],
      (retention, expiration) =>
        retention !== undefined &&
        retention > expiration && {
          allowed: `at most account.trail.expirationDays ${String(expiration)}`,
          fix: "raise expirationDays, or lower retentionDays",
        },
    ),
    ...fieldsIn(environments).map((environment) =>
      rule(
        account.safeguards.blockPublicBuckets,
        [environment.frontend.bucketAccess, keyOf(environment)],
        (isBlocked, access, name) =>
          isBlocked &&
          access === "public-website" && {
            allowed: `false while environments.${name}.frontend.bucketAccess is public-website, a website that it would close`,
            fix: "set and deploy bucketAccess: private first, or set this to false",
          },
      ),
    ),
  ];
}
