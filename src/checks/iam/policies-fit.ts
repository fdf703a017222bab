import type { Check } from "../check";
import type { Json, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { readPolicy } from "../../synthesized/policy-documents";

/** AWS's limits of a policy, in characters without white space (IAM and STS quotas; the services' own for resources). */
const LIMITS: Readonly<Record<string, { readonly attribute: string; readonly characters: number }>> = {
  aws_iam_policy: { attribute: "policy", characters: 6144 },
  aws_iam_role: { attribute: "assume_role_policy", characters: 2048 },
  aws_iam_role_policy: { attribute: "policy", characters: 10_240 },
  aws_kms_key: { attribute: "policy", characters: 32_768 },
  aws_s3_bucket_policy: { attribute: "policy", characters: 20_480 },
  aws_sns_topic_policy: { attribute: "policy", characters: 30_720 },
};
/** How many managed policies AWS attaches to a role unless asked for more. */
const POLICIES_OF_A_ROLE = 10;

/** The size of the document, references as they are. */
const sizeOf = (stack: SynthesizedStack, policy: Json | undefined) =>
  JSON.stringify(readPolicy(stack, policy) ?? {}).replaceAll(/\s/g, "").length;

export const policiesFit: Check = {
  id: "policies-fit",
  rule: "No policy is longer than AWS allows, and no role has more than 10 managed policies.",
  why: "AWS refuses a longer policy at apply (AWS, IAM and AWS STS quotas).",
  findings: (stack) => [
    ...Object.entries(LIMITS).flatMap(([type, { attribute, characters }]) =>
      stack
        .resources(type)
        .map(({ address, body }) => ({ address, size: sizeOf(stack, body[attribute]) }))
        .filter(({ size }) => size > characters)
        .map(
          ({ address, size }) =>
            `${address} has a policy of ${String(size)} characters; AWS allows ${String(characters)}`,
        ),
    ),
    ...stack
      .resources("aws_iam_role")
      .map((role) => ({
        role,
        count: stack.attached("aws_iam_role_policy_attachment", "role", role).length,
      }))
      .filter(({ count }) => count > POLICIES_OF_A_ROLE)
      .map(({ role, count }) => `${role.address} has ${String(count)} managed policies; AWS allows 10`),
  ],
};
