import type { ConfigFields, LoadBalancedFields } from "../environment";
import { ownerOf } from "../regions";
import type { Field, Rule } from "./rule";
import { fieldsIn, keyOf, rule } from "./rule";

type CreatedTrail = Extract<ConfigFields["account"]["trail"], { create: true }>;

type Arn = Field<string | undefined>;
/** The ARN of a resource that exists, or is missing because the project creates it. */
const arnIn = (existing: object) => (existing as { readonly arn: Arn }).arn;

/** Existing resources are in the configured account, and a trail in its region. */
export function accountRules({ account, environments }: Field<ConfigFields>): Rule[] {
  const { id, region, trail, costAnomalies, ci } = account;
  const { objectLock, expirationDays } = trail as Field<CreatedTrail>;
  const trailArn = arnIn(trail);
  return [
    ...[
      trailArn,
      arnIn(costAnomalies.monitor),
      arnIn(ci.oidcProvider),
      ...fieldsIn(environments).map(
        (environment) => (environment as Field<LoadBalancedFields>).loadBalancer.https.certificateArn,
      ),
    ].map((arn: Arn) =>
      rule(
        arn,
        [id],
        (value, accountId) =>
          value !== undefined &&
          ownerOf(value).accountId !== accountId && {
            allowed: `an ARN of account.id ${accountId}`,
            fix: "take it from that account, or correct account.id",
          },
      ),
    ),
    rule(
      trailArn,
      [region],
      (value, ofAccount) =>
        value !== undefined &&
        ownerOf(value).region !== ofAccount && {
          allowed: `a trail whose home region is account.region ${ofAccount}`,
          fix: "set account.region to the trail's home region, or trail to { create: true }",
        },
    ),
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
