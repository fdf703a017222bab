import type { Check } from "./check";
import { unless } from "./check";
import { lifecycle, text } from "../synthesized/synthesized-stack";

/** AWS's limit of 32 characters for both names, less the 26 that Terraform adds to a prefix. */
const MAX_NAME_LENGTH = 32;
const MAX_PREFIX_LENGTH = 6;

/** Pitfall 2.2-1: a target group that a listener uses cannot be deleted, and two cannot have one name. */
export const targetGroupIsReplaceable: Check = {
  id: "2.2-1",
  rule: "A target group's successor stands first, under a name of its own; names keep AWS's limit.",
  findings: (stack) => [
    ...stack.resources("aws_lb_target_group").flatMap(({ address, body }) => {
      const prefix = text(body.name_prefix ?? "");
      return [
        ...unless(body.name === undefined, `${address} has the fixed name ${text(body.name)}`),
        ...unless(
          prefix.length > 0 && prefix.length <= MAX_PREFIX_LENGTH,
          `${address} has name_prefix "${prefix}", not 1 to 6 characters`,
        ),
        ...unless(
          lifecycle(body).create_before_destroy === true,
          `${address} is destroyed before its successor is created`,
        ),
      ];
    }),
    ...stack
      .resources("aws_lb")
      .flatMap(({ address, body }) =>
        unless(
          text(body.name).length <= MAX_NAME_LENGTH,
          `${address} has a name of ${String(text(body.name).length)} characters, more than 32`,
        ),
      ),
  ],
};
