import { imageChangesArePlanned } from "../../../src/checks/compute/image-changes-are-planned";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const templateIn = (json: Mutable) => onlyIn(json, "aws_launch_template");

testCheck(imageChangesArePlanned, {
  "careflowai-prod": [
    [
      "an image by a parameter's sensitive value",
      (json) => (templateIn(json).image_id = templateIn(json).image_id.replace("insecure_value", "value")),
      "aws_launch_template.~ takes image ${data.aws_ssm_parameter.~.value}, neither pinned nor a parameter's insecure_value",
    ],
    [
      "an image that AWS resolves at launch",
      (json) => (templateIn(json).image_id = "resolve:ssm:/aws/service/canonical/ubuntu"),
      "aws_launch_template.~ takes image resolve:ssm:/aws/service/canonical/ubuntu, neither pinned nor a parameter's insecure_value",
    ],
  ],
  "careflowai-dev": [
    [
      "an image that a single instance takes past its template",
      (json) => (onlyIn(json, "aws_instance").ami = templateIn(json).image_id),
      "aws_instance.~ takes image ${data.aws_ssm_parameter.~.insecure_value} past its template",
    ],
    [
      "a single instance that each new image replaces",
      (json) => delete templateIn(json).lifecycle,
      "aws_instance.~ is replaced whenever the image of aws_launch_template.~ is new",
    ],
    [
      "a single instance with a pinned image",
      (json) => {
        delete templateIn(json).lifecycle;
        templateIn(json).image_id = "ami-0123456789abcdef0";
      },
    ],
  ],
});
