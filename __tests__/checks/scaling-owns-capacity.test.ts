import { scalingOwnsCapacity } from "../../src/checks/scaling-owns-capacity";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

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
  const findings = findingsAfter(scalingOwnsCapacity, "careflowai-hardened-balanced", (json) => {
    onlyIn(json, "aws_autoscaling_group").lifecycle.ignore_changes = ["desired_capacity"];
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ sets min_size back at each deploy$/),
    expect.stringMatching(/^aws_autoscaling_group\.\S+ sets max_size back at each deploy$/),
  ]);
});
