import type { Check } from "./check";
import { ignoresChanges } from "../synthesized/synthesized-stack";

/** Pitfall 2.3-4: a deploy would otherwise set back what scaling, or a schedule, has set since. */
export const scalingOwnsCapacity: Check = {
  id: "2.3-4",
  rule: "Terraform ignores changes of an Auto Scaling group's desired capacity and, where schedules move them, of its smallest and largest size.",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap((group) => {
      const isScheduled =
        stack.attached("aws_autoscaling_schedule", "autoscaling_group_name", group).length > 0;
      return ["desired_capacity", ...(isScheduled ? ["min_size", "max_size"] : [])]
        .filter((size) => !ignoresChanges(group.body, size))
        .map((size) => `${group.address} sets ${size} back at each deploy`);
    }),
};
