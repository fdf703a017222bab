import type { Check } from "../check";
import { unless } from "../check";
import type { Json } from "../../synthesized/synthesized-stack";
import { ignoresChanges, text } from "../../synthesized/synthesized-stack";

const isPinned = (image: Json | undefined): boolean => /^ami-[0-9a-f]+$/.test(text(image));

export const imageChangesArePlanned: Check = {
  id: "image-changes-are-planned",
  rule: "A launch template takes a pinned image or a parameter's insecure_value; a single instance takes the image of its template and is not replaced by a new one.",
  why: 'The value of a parameter is sensitive, so the plan hides a new image, and "resolve:ssm:" does not reach the plan; a single instance would be replaced at each release of Canonical\'s (provider issue 43364; decision 25).',
  findings: (stack) => [
    ...stack
      .resources("aws_launch_template")
      .flatMap(({ address, body }) =>
        unless(
          isPinned(body.image_id) || stack.isAttribute(body.image_id, "aws_ssm_parameter", "insecure_value"),
          `${address} takes image ${text(body.image_id)}, neither pinned nor a parameter's insecure_value`,
        ),
      ),
    ...stack.resources("aws_instance").flatMap((instance) => {
      const { address, body } = instance;
      const template = stack.launchTemplateOf(instance);
      const isKept =
        !template || isPinned(template.body.image_id) || ignoresChanges(template.body, "image_id");
      return [
        ...unless(body.ami === undefined, `${address} takes image ${text(body.ami)} past its template`),
        ...unless(isKept, `${address} is replaced whenever the image of ${text(template?.address)} is new`),
      ];
    }),
  ],
};
