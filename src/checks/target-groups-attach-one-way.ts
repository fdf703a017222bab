import type { Check } from "./check";
import { unless } from "./check";
import { nested } from "../synthesized/synthesized-stack";

/** Pitfall 2.3-6: two ways to attach target groups to one group undo each other at every deploy. */
export const targetGroupsAttachOneWay: Check = {
  id: "2.3-6",
  rule: "Where there are target groups, each Auto Scaling group is attached to them in exactly one way.",
  findings: (stack) =>
    stack.resources("aws_autoscaling_group").flatMap((group) => {
      const ways = [
        ...["target_group_arns", "traffic_source"].filter((key) => nested(group.body, key).length > 0),
        ...["aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment"].filter(
          (type) => stack.attached(type, "autoscaling_group_name", group).length > 0,
        ),
      ];
      const isServed = ways.length > 0 || stack.resources("aws_lb_target_group").length === 0;
      return [
        ...unless(isServed, `${group.address} is attached to no target group`),
        ...unless(ways.length <= 1, `${group.address} is attached to target groups by ${ways.join(" and ")}`),
      ];
    }),
};
