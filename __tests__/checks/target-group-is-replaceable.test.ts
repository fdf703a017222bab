import { targetGroupIsReplaceable } from "../../src/checks/target-group-is-replaceable";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterTargetGroup = (change: (targetGroup: Mutable) => void) =>
  findingsAfter(targetGroupIsReplaceable, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_lb_target_group"));
  });

test("every target group can be replaced", () => {
  expect(findingsOnSound(targetGroupIsReplaceable)).toEqual([]);
});

test("a target group with a fixed name is found", () => {
  const findings = afterTargetGroup((targetGroup) => {
    targetGroup.name = "careflowai";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb_target_group\.\S+ has the fixed name careflowai$/),
  ]);
});

test.each(["", "careflowai-"])('a target group with the prefix "%s" is found', (prefix) => {
  const findings = afterTargetGroup((targetGroup) => {
    targetGroup.name_prefix = prefix;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(`^aws_lb_target_group\\.\\S+ has name_prefix "${prefix}", not 1 to 6 characters$`),
    ),
  ]);
});

test("a target group that is destroyed first is found", () => {
  const findings = afterTargetGroup((targetGroup) => {
    targetGroup.lifecycle.create_before_destroy = false;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb_target_group\.\S+ is destroyed before its successor is created$/),
  ]);
});

test("a load balancer with too long a name is found", () => {
  const findings = findingsAfter(targetGroupIsReplaceable, "careflowai-prod", (json) => {
    onlyIn(json, "aws_lb").name = "a".repeat(33);
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb\.\S+ has a name of 33 characters, more than 32$/),
  ]);
});
