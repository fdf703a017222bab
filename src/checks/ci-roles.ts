import { stackName } from "../config/names";
import type { Statement } from "../synthesized/policy-documents";
import { statementsOf } from "../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../synthesized/synthesized-stack";
import { text } from "../synthesized/synthesized-stack";

/** Who may assume a role by a token of an identity provider, if anybody. */
export function federatedTrust(stack: SynthesizedStack, role: Block): Statement[] {
  return statementsOf(stack, role.body.assume_role_policy).filter(({ principals }) =>
    principals.some(({ type }) => type === "Federated"),
  );
}

/** The roles by which CI works. */
export function ciRoles(stack: SynthesizedStack): Block[] {
  return stack.resources("aws_iam_role").filter((role) => federatedTrust(stack, role).length > 0);
}

/** Whether a policy is one of CI's roles, and of nobody else's. */
export function isOfCi(stack: SynthesizedStack, policy: Block): boolean {
  const roles =
    policy.type === "aws_iam_role_policy"
      ? [policy.body.role]
      : stack.attached("aws_iam_role_policy_attachment", "policy_arn", policy).map(({ body }) => body.role);
  const ofCi = ciRoles(stack).map(({ address }) => address);
  return roles.length > 0 && roles.every((role) => ofCi.includes(stack.target(role)?.address ?? ""));
}

/** The role by which CI deploys a stack, if it does: it trusts the GitHub environment of the same name. */
export function deployRole(account: SynthesizedStack, stack: SynthesizedStack): Block | undefined {
  return ciRoles(account).find((role) =>
    federatedTrust(account, role)
      .flatMap(({ conditions }) => conditions)
      .filter(({ variable }) => variable.endsWith(":sub"))
      .flatMap(({ values }) => values)
      .some((subject) => stackName(/:environment:(.+)$/.exec(subject)?.[1] ?? "") === stack.name),
  );
}

/** Whether an ARN is a policy's, in whatever account. */
export const hasArn = ({ body }: Block, arn: string) =>
  arn === `arn:aws:iam::${arn.split(":")[4] ?? ""}:policy${text(body.path ?? "/")}${text(body.name)}`;

/** The policies of a stack that bound roles of any stack and are attached to none: they grant nothing. */
export function boundaries(stack: SynthesizedStack, all: readonly SynthesizedStack[]): Block[] {
  const bounding = all
    .flatMap((other) => other.resources("aws_iam_role"))
    .map(({ body }) => text(body.permissions_boundary));
  return stack
    .resources("aws_iam_policy")
    .filter(
      (policy) =>
        bounding.some((arn) => hasArn(policy, arn)) &&
        stack.attached("aws_iam_role_policy_attachment", "policy_arn", policy).length === 0,
    );
}
