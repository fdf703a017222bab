import { targetGroupsAttachOneWay } from "../../../src/checks/compute/target-groups-attach-one-way";
import type { Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

const addAttachment = (json: Mutable) => {
  json.resource.aws_autoscaling_attachment = {
    Second: { autoscaling_group_name: `\${${addressIn(json, "aws_autoscaling_group")}.name}` },
  };
};

testCheck(targetGroupsAttachOneWay, {
  "careflowai-prod": [
    [
      "a group that is attached in two ways",
      addAttachment,
      "aws_autoscaling_group.~ is attached to target groups by target_group_arns and aws_autoscaling_attachment",
    ],
    [
      "a group that is not attached",
      (json) => (onlyIn(json, "aws_autoscaling_group").target_group_arns = []),
      "aws_autoscaling_group.~ is attached to no target group",
    ],
    [
      "a group that is attached by a resource alone",
      (json) => {
        delete onlyIn(json, "aws_autoscaling_group").target_group_arns;
        addAttachment(json);
      },
    ],
  ],
});
