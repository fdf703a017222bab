import type { Check } from "../check";
import { ignoresChanges } from "../../synthesized/synthesized-stack";

export const scalingOwnsCapacity: Check = {
  id: "scaling-owns-capacity",
  rule: "Terraform ignores changes of the desired capacity of an Auto Scaling group and, if the group has schedules, of its minimum and maximum size.",
  why: "Every deploy would otherwise reset the size that scaling or a schedule has set since (provider documentation of aws_autoscaling_policy; Terraform issue 11798).",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap((group) => {
      const isScheduled =
        stack.attached("aws_autoscaling_schedule", "autoscaling_group_name", group).length > 0;
      return ["desired_capacity", ...(isScheduled ? ["min_size", "max_size"] : [])]
        .filter((size) => !ignoresChanges(group.body, size))
        .map((size) => `${group.address} resets ${size} at each deploy`);
    }),
};
