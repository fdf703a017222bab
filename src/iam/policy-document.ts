/** One value, or several of which any may match. */
type OneOrMore = string | readonly string[];

/** A statement in IAM's own JSON (AWS, IAM JSON policy elements reference). Values may hold Terraform references. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** In resource and trust policies only. */
  readonly Principal?: "*" | Readonly<Partial<Record<"AWS" | "Federated" | "Service", OneOrMore>>>;
  readonly Action: OneOrMore;
  /** Left out in trust policies. */
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  /** Operator to condition key to values. */
  readonly Condition?: PolicyCondition;
}

export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;

/**
 * Returns the JSON of a policy, for the attribute of a resource. A plan shows each statement that changes; a
 * `data.aws_iam_policy_document` is unknown in every plan that changes anything it refers to (decision 39).
 */
export function policyDocument(...statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
