import { latestTemplateIsLaunched } from "../../src/checks/latest-template-is-launched";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every group and instance launches the latest version of its template", () => {
  expect(findingsOnSound(latestTemplateIsLaunched)).toEqual([]);
});

test.each([
  ["careflowai-prod", "aws_autoscaling_group"],
  ["careflowai-dev", "aws_instance"],
])("in %s an %s that launches $Latest is found", (stack, type) => {
  const findings = findingsAfter(latestTemplateIsLaunched, stack, (json) => {
    onlyIn(json, type).launch_template.version = "$Latest";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${type}\\.\\S+ launches version \\$Latest of \\$\\{aws_launch_template\\.\\S+\\.id\\}, not its latest_version$`,
      ),
    ),
  ]);
});

test("a version of another template is found", () => {
  const findings = findingsAfter(latestTemplateIsLaunched, "careflowai-prod", (json) => {
    json.resource.aws_launch_template.Other = {};
    onlyIn(json, "aws_autoscaling_group").launch_template.version =
      "${aws_launch_template.Other.latest_version}";
  });
  expect(findings).toEqual([
    expect.stringMatching(/ launches version \$\{aws_launch_template\.Other\.latest_version\} of /),
  ]);
});

test("an instance without template is found", () => {
  const findings = findingsAfter(latestTemplateIsLaunched, "careflowai-dev", (json) => {
    delete onlyIn(json, "aws_instance").launch_template;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_instance\.\S+ launches version null of null, not its latest_version$/),
  ]);
});

test("a group that does not refresh is found", () => {
  const findings = findingsAfter(latestTemplateIsLaunched, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_autoscaling_group").instance_refresh;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_autoscaling_group\.\S+ does not refresh its instances to a new version$/),
  ]);
});
