import { imageChangesArePlanned } from "../../src/checks/image-changes-are-planned";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every change of image is planned", () => {
  expect(findingsOnSound(imageChangesArePlanned)).toEqual([]);
});

test("an image by a parameter's sensitive value is found", () => {
  const findings = findingsAfter(imageChangesArePlanned, "careflowai-prod", (json) => {
    const template = onlyIn(json, "aws_launch_template");
    template.image_id = template.image_id.replace("insecure_value", "value");
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_launch_template\.\S+ takes image \$\{data\.aws_ssm_parameter\.\S+\.value\}, neither pinned nor a parameter's insecure_value$/,
    ),
  ]);
});

test("an image that AWS resolves at launch is found", () => {
  const findings = findingsAfter(imageChangesArePlanned, "careflowai-prod", (json) => {
    onlyIn(json, "aws_launch_template").image_id = "resolve:ssm:/aws/service/canonical/ubuntu";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_launch_template\.\S+ takes image resolve:ssm:\/aws\/service\/canonical\/ubuntu, neither /,
    ),
  ]);
});

test("an image that a single instance takes past its template is found", () => {
  const findings = findingsAfter(imageChangesArePlanned, "careflowai-dev", (json) => {
    onlyIn(json, "aws_instance").ami = onlyIn(json, "aws_launch_template").image_id;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_instance\.\S+ takes image \$\{data\.aws_ssm_parameter\.\S+\.insecure_value\} past its template$/,
    ),
  ]);
});

test("a single instance that each new image replaces is found", () => {
  const findings = findingsAfter(imageChangesArePlanned, "careflowai-dev", (json) => {
    delete onlyIn(json, "aws_launch_template").lifecycle;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_instance\.\S+ is replaced whenever the image of aws_launch_template\.\S+ is new$/,
    ),
  ]);
});

test("a single instance of a pinned image is sound", () => {
  const findings = findingsAfter(imageChangesArePlanned, "careflowai-dev", (json) => {
    const template = onlyIn(json, "aws_launch_template");
    delete template.lifecycle;
    template.image_id = "ami-0123456789abcdef0";
  });
  expect(findings).toEqual([]);
});
