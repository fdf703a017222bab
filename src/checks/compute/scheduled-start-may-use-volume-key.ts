import type { Check } from "../check";
import { covers, matches, permissionsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, reference, text } from "../../synthesized/synthesized-stack";

/** The keys of the stack with which the volumes of an instance are encrypted. */
function volumeKeys(stack: SynthesizedStack, instance: Block): Block[] {
  return nested(stack.launchTemplateOf(instance)?.body ?? {}, "block_device_mappings")
    .flatMap((mapping) => nested(mapping, "ebs"))
    .flatMap(({ kms_key_id }) => stack.target(kms_key_id) ?? []);
}

const mayAttach = (stack: SynthesizedStack, role: Block, key: Block) =>
  permissionsOf(stack, role).some(
    (statement) =>
      statement.allows &&
      covers(statement, "kms:CreateGrant") &&
      statement.resources.some((pattern) => matches(pattern, reference(key, "arn"))),
  );

export const scheduledStartMayUseVolumeKey: Check = {
  id: "scheduled-start-may-use-volume-key",
  rule: "The role of a schedule that starts an instance may create grants on the customer-managed keys of the instance's volumes.",
  why: "The instance stops on schedule and never starts again: EC2 reports Client.InternalError (AWS, Troubleshoot instance launch issues; Instance Scheduler on AWS, Encrypted EBS volumes).",
  findings: (stack) =>
    stack.resources("aws_scheduler_schedule").flatMap(({ address, body }) =>
      nested(body, "target")
        .filter(({ arn }) => text(arn).endsWith(":ec2:startInstances"))
        .flatMap(({ role_arn, input }) => {
          const role = stack.target(role_arn);
          const instance = stack.target(input);
          if (!role || !instance) return [];
          return volumeKeys(stack, instance)
            .filter((key) => !mayAttach(stack, role, key))
            .map((key) => `${address} starts ${instance.address}, but its role may not use ${key.address}`);
        }),
    ),
};
