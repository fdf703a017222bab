import type { Block, Json, JsonObject, SynthesizedStack } from "./synthesized-stack";
import { nested, stringsIn, text } from "./synthesized-stack";

/** A statement of a policy document, with lists for what Terraform lets one leave out. */
export interface Statement {
  readonly sid: string;
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly conditions: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** Whether a policy is written as Terraform's own document, which a plan shows and a check can read. */
export function isDocument(stack: SynthesizedStack, policy: Json | undefined): boolean {
  return stack.target(policy)?.type === "aws_iam_policy_document";
}

/** The statements of the policy document that an attribute such as `policy` refers to. */
export function statementsOf(stack: SynthesizedStack, policy: Json | undefined): Statement[] {
  const document = isDocument(stack, policy) ? stack.target(policy) : undefined;
  return nested(document?.body ?? {}, "statement").map(toStatement);
}

function toStatement(body: JsonObject, index: number): Statement {
  return {
    sid: body.sid === undefined ? `statement ${String(index)}` : text(body.sid),
    allows: body.effect !== "Deny",
    actions: stringsIn(body.actions),
    notActions: stringsIn(body.not_actions),
    resources: stringsIn(body.resources),
    notResources: stringsIn(body.not_resources),
    principals: nested(body, "principals").map(({ type, identifiers }) => ({
      type: text(type),
      identifiers: stringsIn(identifiers),
    })),
    conditions: nested(body, "condition").map(({ test, variable, values }) => ({
      test: text(test),
      variable: text(variable),
      values: stringsIn(values),
    })),
  };
}

/** What a role may do by its own policies, inline or attached; AWS's managed policies are not in the stack. */
export function permissionsOf(stack: SynthesizedStack, role: Block): Statement[] {
  const attached = stack
    .attached("aws_iam_role_policy_attachment", "role", role)
    .flatMap(({ body }) => stack.target(body.policy_arn) ?? []);
  return [...stack.attached("aws_iam_role_policy", "role", role), ...attached].flatMap(({ body }) =>
    statementsOf(stack, body.policy),
  );
}

/** Whether one of a statement's actions, wildcards included, covers an action. */
export function covers({ actions }: Statement, action: string): boolean {
  return actions.some((pattern) => {
    const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action);
  });
}

export function isForEverybody({ principals }: Statement): boolean {
  return principals.some(({ identifiers }) => identifiers.includes("*"));
}
