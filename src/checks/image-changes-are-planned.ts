import type { Check } from "./check";
import { unless } from "./check";
import type { Json } from "../synthesized/synthesized-stack";
import { ignoresChanges, nested, text } from "../synthesized/synthesized-stack";

const isPinned = (image: Json | undefined): boolean => /^ami-[0-9a-f]+$/.test(text(image));

/**
 * Pitfall 2.3-11: a parameter's `value` is sensitive, so the plan hides a new image; `resolve:ssm:` does not
 * even reach the plan. A single instance would be replaced on each of Canonical's releases.
 */
export const imageChangesArePlanned: Check = {
  id: "2.3-11",
  rule: "A launch template takes a pinned image or a parameter's insecure_value; a single instance takes its template's image, and no new one unasked.",
  findings: (stack) => [
    ...stack
      .resources("aws_launch_template")
      .flatMap(({ address, body }) =>
        unless(
          isPinned(body.image_id) || stack.isAttribute(body.image_id, "aws_ssm_parameter", "insecure_value"),
          `${address} takes image ${text(body.image_id)}, neither pinned nor a parameter's insecure_value`,
        ),
      ),
    ...stack.resources("aws_instance").flatMap(({ address, body }) => {
      const template = stack.target(nested(body, "launch_template")[0]?.id);
      const isKept =
        !template || isPinned(template.body.image_id) || ignoresChanges(template.body, "image_id");
      return [
        ...unless(body.ami === undefined, `${address} takes image ${text(body.ami)} past its template`),
        ...unless(isKept, `${address} is replaced whenever the image of ${text(template?.address)} is new`),
      ];
    }),
  ],
};
