import { tagsAreComplete } from "../../src/checks/tags-are-complete";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every stack is tagged", () => {
  expect(findingsOnSound(tagsAreComplete)).toEqual([]);
});

test("a default tag that is missing is found", () => {
  expect(
    findingsAfter(tagsAreComplete, "careflowai-state", (json) => {
      delete json.provider.aws[0].default_tags[0].tags.Project;
    }),
  ).toEqual(["default tags lack Project"]);
});

test("a tag that an Auto Scaling group does not propagate is found", () => {
  const findings = findingsAfter(tagsAreComplete, "careflowai-prod", (json) => {
    onlyIn(json, "aws_autoscaling_group").tag[1].propagate_at_launch = false;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ does not propagate Environment$/),
  ]);
});

test("a tag that a launch template does not give to volumes is found", () => {
  const findings = findingsAfter(tagsAreComplete, "careflowai-dev", (json) => {
    delete onlyIn(json, "aws_launch_template").tag_specifications[1].tags.ManagedBy;
  });
  expect(findings).toEqual([expect.stringMatching(/does not give ManagedBy to each volume$/)]);
});
