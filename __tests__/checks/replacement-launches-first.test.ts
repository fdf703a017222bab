import { replacementLaunchesFirst } from "../../src/checks/replacement-launches-first";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterGroup = (change: (group: Mutable) => void) =>
  findingsAfter(replacementLaunchesFirst, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_autoscaling_group"));
  });

test("every group launches before it terminates", () => {
  expect(findingsOnSound(replacementLaunchesFirst)).toEqual([]);
});

test("a group that says nothing is found", () => {
  const findings = afterGroup((group) => {
    delete group.instance_maintenance_policy;
    delete group.instance_refresh.preferences;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_group\.\S+ does not say how many instances stay while it replaces$/,
    ),
  ]);
});

test("a maintenance policy that may terminate first is found", () => {
  const findings = afterGroup((group) => {
    group.instance_maintenance_policy = { min_healthy_percentage: 90, max_healthy_percentage: 120 };
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_autoscaling_group\.\S+ replaces at 90 to 120 percent, which may terminate first$/,
    ),
  ]);
});

test("a refresh with a minimum alone is found", () => {
  const findings = afterGroup((group) => {
    group.instance_refresh.preferences = { min_healthy_percentage: 100 };
  });
  expect(findings).toEqual([
    expect.stringMatching(/ replaces at 100 to null percent, which may terminate first$/),
  ]);
});

test("a refresh that takes the maintenance policy's percentages is sound", () => {
  const findings = afterGroup((group) => {
    group.instance_refresh.preferences = { instance_warmup: "600" };
  });
  expect(findings).toEqual([]);
});
