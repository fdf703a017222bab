import { scalingOwnsCapacity } from "../../src/checks/scaling-owns-capacity";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const addSchedule = (json: Mutable) => {
  const [group] = Object.keys(json.resource.aws_autoscaling_group);
  json.resource.aws_autoscaling_schedule = {
    Night: { autoscaling_group_name: `\${aws_autoscaling_group.${String(group)}.name}` },
  };
};

test("no deploy moves a group's capacity", () => {
  expect(findingsOnSound(scalingOwnsCapacity)).toEqual([]);
});

test("a group whose desired capacity is set back is found", () => {
  const findings = findingsAfter(scalingOwnsCapacity, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_autoscaling_group").lifecycle;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ sets desired_capacity back at each deploy$/),
  ]);
});

test("a scheduled group whose other sizes are set back is found", () => {
  expect(findingsAfter(scalingOwnsCapacity, "careflowai-prod", addSchedule)).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ sets min_size back at each deploy$/),
    expect.stringMatching(/^aws_autoscaling_group\.\S+ sets max_size back at each deploy$/),
  ]);
});

test("a scheduled group that ignores changes of all sizes is sound", () => {
  const findings = findingsAfter(scalingOwnsCapacity, "careflowai-prod", (json) => {
    addSchedule(json);
    onlyIn(json, "aws_autoscaling_group").lifecycle.ignore_changes.push("min_size", "max_size");
  });
  expect(findings).toEqual([]);
});
