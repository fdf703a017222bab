import { groupsUseTargetHealth } from "../../../src/checks/compute/groups-use-target-health";
import type { Case, Mutable } from "../../helpers/broken";
import { addressIn, onlyIn, testCheck } from "../../helpers/broken";

/** Takes the group off its target groups, and adds attachments. */
const attachFromOutside = (json: Mutable, attachments: (group: string) => object) => {
  const group = onlyIn(json, "aws_autoscaling_group");
  delete group.target_group_arns;
  group.health_check_type = "EC2";
  json.resource.aws_autoscaling_attachment = attachments(
    `\${${addressIn(json, "aws_autoscaling_group")}.name}`,
  );
};

testCheck(groupsUseTargetHealth, {
  "careflowai-prod": [
    ...[undefined, "EC2"].map((type): Case => [
      `a group with target groups and health checks ${type ?? "null"}`,
      (json) => (onlyIn(json, "aws_autoscaling_group").health_check_type = type),
      `aws_autoscaling_group.~ has health checks ${type ?? "null"}, not those of its target groups (ELB)`,
    ]),
    [
      "a group without target groups",
      (json) => {
        attachFromOutside(json, () => ({}));
      },
    ],
    [
      "a group that another resource attaches",
      (json) => {
        attachFromOutside(json, (group) => ({ Added: { autoscaling_group_name: group } }));
      },
      "aws_autoscaling_group.~ has health checks EC2, not those of its target groups (ELB)",
    ],
  ],
});
