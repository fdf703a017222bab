import type { Check } from "./check";
import { unless } from "./check";
import { nested, stringsIn, text } from "../synthesized/synthesized-stack";

/** What Terraform lets one leave out of a launch: an instance then has no role, the image's few GiB, or stays though it is sick. */
export const launchIsComplete: Check = {
  id: "launch-is-complete",
  rule: "A launch template gives an instance profile of the stack and the size of each volume, and a group with target groups trusts their health checks.",
  findings: (stack) => [
    ...stack.resources("aws_launch_template").flatMap(({ address, body }) => {
      const mappings = nested(body, "block_device_mappings");
      return [
        ...unless(
          nested(body, "iam_instance_profile").some(
            ({ arn, name }) =>
              stack.isAttribute(arn, "aws_iam_instance_profile", "arn") ||
              stack.isAttribute(name, "aws_iam_instance_profile", "name"),
          ),
          `${address} gives no instance profile of the stack`,
        ),
        ...mappings
          .filter((mapping) => !nested(mapping, "ebs").some(({ volume_size }) => Number(volume_size) > 0))
          .map(({ device_name }) => `${address} does not size ${text(device_name)}`),
      ];
    }),
    ...stack.resources("aws_autoscaling_group").flatMap((group) => {
      const { address, body } = group;
      const attachments = stack.attached("aws_autoscaling_attachment", "autoscaling_group_name", group);
      const isBalanced = stringsIn(body.target_group_arns).length + attachments.length > 0;
      return unless(
        !isBalanced || body.health_check_type === "ELB",
        `${address} has health checks ${text(body.health_check_type)}, not those of its target groups (ELB)`,
      );
    }),
  ],
};
