import type { Statement } from "./policy-documents";
import { statementsOf } from "./policy-documents";
import type { Block, SynthesizedStack } from "./synthesized-stack";
import { text } from "./synthesized-stack";

/** The statements that let a job assume a role with the token of an identity provider. */
export function federatedTrust(stack: SynthesizedStack, role: Block): Statement[] {
  return statementsOf(stack, role.body.assume_role_policy).filter(({ principals }) =>
    principals.some(({ type }) => type === "Federated"),
  );
}

/** The roles that CI assumes. */
export function ciRoles(stack: SynthesizedStack): Block[] {
  return stack.resources("aws_iam_role").filter((role) => federatedTrust(stack, role).length > 0);
}

/** Whether only roles of CI have a policy. */
export function isOfCi(stack: SynthesizedStack, policy: Block): boolean {
  const roles =
    policy.type === "aws_iam_role_policy"
      ? [policy.body.role]
      : stack.attached("aws_iam_role_policy_attachment", "policy_arn", policy).map(({ body }) => body.role);
  const addresses = ciRoles(stack).map(({ address }) => address);
  return roles.length > 0 && roles.every((role) => addresses.includes(stack.target(role)?.address ?? ""));
}

/** The role with which CI deploys a stack, if it does: it trusts the GitHub environment of the same name. */
export function deployRole(account: SynthesizedStack, stack: SynthesizedStack): Block | undefined {
  return ciRoles(account).find((role) =>
    federatedTrust(account, role)
      .flatMap(({ conditions }) => conditions)
      .filter(({ variable }) => variable.endsWith(":sub"))
      .flatMap(({ values }) => values)
      .some((subject) => /:environment:(.+)$/.exec(subject)?.[1] === stack.part),
  );
}

/** Whether an ARN is that of a policy, in any account. */
export const hasArn = ({ body }: Block, arn: string) =>
  arn === `arn:aws:iam::${arn.split(":")[4] ?? ""}:policy${text(body.path ?? "/")}${text(body.name)}`;

/** The permissions boundaries of roles in any stack that are attached to no role, and so grant nothing. */
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
