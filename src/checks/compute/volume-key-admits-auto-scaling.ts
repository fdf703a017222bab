import type { Check } from "../check";
import type { Json, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { identifiersOf, statementsOf } from "../../synthesized/policy-documents";
import { nested, text } from "../../synthesized/synthesized-stack";

const SERVICE_LINKED_ROLE = "AWSServiceRoleForAutoScaling";

/** Whether a key's policy allows something to the role. */
const admits = (stack: SynthesizedStack, keyId: Json | undefined) =>
  statementsOf(stack, stack.target(keyId)?.body.policy).some(
    (statement) =>
      statement.allows && identifiersOf(statement).some((one) => one.endsWith(`/${SERVICE_LINKED_ROLE}`)),
  );

export const volumeKeyAdmitsAutoScaling: Check = {
  id: "volume-key-admits-auto-scaling",
  rule: "The volumes of an Auto Scaling group are encrypted with AWS's key, or with one whose policy admits the service-linked role of Auto Scaling.",
  why: "Auto Scaling cannot launch an instance whose volume it may not encrypt (AWS, Required KMS key policy for use with encrypted volumes).",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap((group) => {
      const template = stack.launchTemplateOf(group);
      if (!template) return [];
      return nested(template.body, "block_device_mappings")
        .flatMap((mapping) => nested(mapping, "ebs"))
        .filter(({ kms_key_id }) => kms_key_id !== undefined && !admits(stack, kms_key_id))
        .map(
          ({ kms_key_id }) =>
            `${template.address} encrypts with ${text(kms_key_id)}, whose policy does not name ${SERVICE_LINKED_ROLE}`,
        );
    }),
};
