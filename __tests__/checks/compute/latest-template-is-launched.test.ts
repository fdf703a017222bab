import { latestTemplateIsLaunched } from "../../../src/checks/compute/latest-template-is-launched";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(latestTemplateIsLaunched, {
  "careflowai-prod": [
    [
      "a group that launches $Latest",
      (json) => (onlyIn(json, "aws_autoscaling_group").launch_template.version = "$Latest"),
      "aws_autoscaling_group.~ launches version $Latest of ${aws_launch_template.~.id}, not its latest_version",
    ],
    [
      "a version of another template",
      (json) => {
        json.resource.aws_launch_template.Other = {};
        onlyIn(json, "aws_autoscaling_group").launch_template.version =
          "${aws_launch_template.Other.latest_version}";
      },
      "aws_autoscaling_group.~ launches version ${aws_launch_template.Other.latest_version} of ${aws_launch_template.~.id}, not its latest_version",
    ],
    [
      "a group that does not refresh",
      (json) => delete onlyIn(json, "aws_autoscaling_group").instance_refresh,
      "aws_autoscaling_group.~ does not refresh its instances to a new version",
    ],
  ],
  "careflowai-dev": [
    [
      "an instance that launches $Latest",
      (json) => (onlyIn(json, "aws_instance").launch_template.version = "$Latest"),
      "aws_instance.~ launches version $Latest of ${aws_launch_template.~.id}, not its latest_version",
    ],
    [
      "an instance without a template",
      (json) => delete onlyIn(json, "aws_instance").launch_template,
      "aws_instance.~ launches version null of null, not its latest_version",
    ],
  ],
});
