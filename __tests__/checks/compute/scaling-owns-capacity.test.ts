import { scalingOwnsCapacity } from "../../../src/checks/compute/scaling-owns-capacity";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(scalingOwnsCapacity, {
  "careflowai-prod": [
    [
      "a group whose desired capacity is reset",
      (json) => delete onlyIn(json, "aws_autoscaling_group").lifecycle,
      "aws_autoscaling_group.~ resets desired_capacity at each deploy",
    ],
  ],
  "careflowai-hardened-balanced": [
    [
      "a group with schedules whose other sizes are reset",
      (json) => (onlyIn(json, "aws_autoscaling_group").lifecycle.ignore_changes = ["desired_capacity"]),
      "aws_autoscaling_group.~ resets min_size at each deploy",
      "aws_autoscaling_group.~ resets max_size at each deploy",
    ],
  ],
});
