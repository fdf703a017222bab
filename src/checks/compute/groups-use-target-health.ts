import { stringsIn, text } from "../../synthesized/synthesized-stack";
import type { Check } from "../check";
import { unless } from "../check";

export const groupsUseTargetHealth: Check = {
  id: "groups-use-target-health",
  rule: "An Auto Scaling group with target groups trusts their health checks.",
  why: "With health checks of type EC2 an instance whose application is down stays in the group (AWS, Health checks for instances in an Auto Scaling group).",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap((group) => {
      const { address, body } = group;
      const attachments = stack.attached("aws_autoscaling_attachment", "autoscaling_group_name", group);
      const isBalanced = stringsIn(body.target_group_arns).length + attachments.length > 0;
      return unless(
        !isBalanced || body.health_check_type === "ELB",
        `${address} has health checks ${text(body.health_check_type)}, not those of its target groups (ELB)`,
      );
    }),
};
