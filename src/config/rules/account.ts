import type { ConfigFields } from "../environment";
import type { Field, Rule } from "./rule";
import { rule } from "./rule";

type CreatedTrail = Extract<ConfigFields["account"]["trail"], { create: true }>;

export function accountRules({ account }: Field<ConfigFields>): Rule[] {
  const { objectLock, expirationDays } = account.trail as Field<CreatedTrail>;
  return [
    // An expired file becomes an old version, which its lock outlives.
    rule(
      objectLock.retentionDays as Field<number | undefined>,
      [expirationDays],
      (retention, expiration) =>
        retention !== undefined &&
        retention > expiration && {
          allowed: `at most account.trail.expirationDays ${String(expiration)}`,
          fix: "raise expirationDays, or lower retentionDays",
        },
    ),
  ];
}
