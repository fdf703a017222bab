import type { Check } from "./check";
import { unless } from "./check";
import { lifecycle } from "../synthesized/synthesized-stack";

/** Pitfall 2.4-3: a group in use cannot be deleted, so its successor must be able to stand beside it. */
export const securityGroupsAreReplaceable: Check = {
  id: "2.4-3",
  rule: "Every security group is named by prefix and created before its predecessor is destroyed.",
  findings: (stack) =>
    stack
      .resources("aws_security_group")
      .flatMap(({ address, body }) => [
        ...unless(body.name === undefined, `${address} has a fixed name`),
        ...unless(typeof body.name_prefix === "string", `${address} has no name prefix`),
        ...unless(lifecycle(body).create_before_destroy === true, `${address} is not created before destroy`),
      ]),
};
