import { targetGroupsAttachOneWay } from "../../src/checks/target-groups-attach-one-way";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const addAttachment = (json: Mutable) => {
  const [group] = Object.keys(json.resource.aws_autoscaling_group);
  json.resource.aws_autoscaling_attachment = {
    Second: { autoscaling_group_name: `\${aws_autoscaling_group.${String(group)}.name}` },
  };
};

test("every group is attached in one way", () => {
  expect(findingsOnSound(targetGroupsAttachOneWay)).toEqual([]);
});

test("a group that is attached in two ways is found", () => {
  expect(findingsAfter(targetGroupsAttachOneWay, "careflowai-prod", addAttachment)).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_group\.\S+ is attached to target groups by target_group_arns and aws_autoscaling_attachment$/,
    ),
  ]);
});

test("a group that is not attached is found", () => {
  const findings = findingsAfter(targetGroupsAttachOneWay, "careflowai-prod", (json) => {
    onlyIn(json, "aws_autoscaling_group").target_group_arns = [];
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ is attached to no target group$/),
  ]);
});

test("a group that is attached by a resource alone is sound", () => {
  const findings = findingsAfter(targetGroupsAttachOneWay, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_autoscaling_group").target_group_arns;
    addAttachment(json);
  });
  expect(findings).toEqual([]);
});
