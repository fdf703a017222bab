import { tagsAreComplete } from "../../../src/checks/stack/tags-are-complete";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(tagsAreComplete, {
  "careflowai-state": [
    [
      "a missing default tag",
      (json) => delete json.provider.aws[0].default_tags[0].tags.Project,
      "default tags lack Project",
    ],
  ],
  "careflowai-prod": [
    [
      "a tag that an Auto Scaling group does not propagate",
      (json) => (onlyIn(json, "aws_autoscaling_group").tag[1].propagate_at_launch = false),
      "aws_autoscaling_group.~ does not propagate Environment",
    ],
  ],
  "careflowai-dev": [
    [
      "a tag that a launch template does not give to volumes",
      (json) => delete onlyIn(json, "aws_launch_template").tag_specifications[2].tags.ManagedBy,
      "aws_launch_template.~ does not give ManagedBy to each volume",
    ],
  ],
});
