import type { Check } from "../check";
import { unless } from "../check";
import { nested } from "../../synthesized/synthesized-stack";

export const targetGroupsAttachOneWay: Check = {
  id: "target-groups-attach-one-way",
  rule: "Where a stack has target groups, each Auto Scaling group is attached to them in exactly one way.",
  why: "Two ways to attach a group undo each other: it leaves its target group at every other apply (provider documentation of aws_autoscaling_attachment).",
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
