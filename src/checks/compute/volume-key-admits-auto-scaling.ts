import type { Check } from "../check";
import { covers, identifiersOf, isForEveryone, statementsOf } from "../../synthesized/policy-documents";
import type { Statement } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

const SERVICE_LINKED_ROLE = "AWSServiceRoleForAutoScaling";
/** AWS, Required AWS KMS key policy for use with encrypted volumes. */
const NEEDED = ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKeyWithoutPlaintext"]
  .concat(["ReEncryptFrom", "ReEncryptTo"])
  .map((action) => `kms:${action}`);

const isRole = (arn: string) => arn.endsWith(`/${SERVICE_LINKED_ROLE}`);

/** Whether a statement allows something to the role, named as principal or in a condition on everyone. */
const admits = (statement: Statement) =>
  statement.allows &&
  (identifiersOf(statement).some(isRole) ||
    (isForEveryone(statement) &&
      statement.conditions.some(
        ({ variable, values }) => variable === "aws:PrincipalArn" && values.some(isRole),
      )));

/** The actions that a key's policy does not allow to the role. */
function missing(stack: SynthesizedStack, key: Block | undefined): string[] {
  const statements = statementsOf(stack, key?.body.policy).filter(admits);
  return NEEDED.filter((action) => !statements.some((statement) => covers(statement, action)));
}

export const volumeKeyAdmitsAutoScaling: Check = {
  id: "volume-key-admits-auto-scaling",
  rule: "The volumes of an Auto Scaling group are encrypted with AWS's key, or with one whose policy lets the service-linked role of Auto Scaling encrypt and attach volumes.",
  why: "Auto Scaling cannot launch an instance whose volume it may not encrypt (AWS, Required AWS KMS key policy for use with encrypted volumes).",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap((group) => {
      const template = stack.launchTemplateOf(group);
      if (!template) return [];
      return nested(template.body, "block_device_mappings")
        .flatMap((mapping) => nested(mapping, "ebs"))
        .filter(({ kms_key_id }) => kms_key_id !== undefined)
        .map(({ kms_key_id }) => [text(kms_key_id), missing(stack, stack.target(kms_key_id))] as const)
        .filter(([, actions]) => actions.length > 0)
        .map(
          ([key, actions]) =>
            `${template.address} encrypts with ${key}, whose policy does not allow ${SERVICE_LINKED_ROLE} ${actions.join(", ")}`,
        );
    }),
};
