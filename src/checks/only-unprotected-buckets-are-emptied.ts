import type { Check } from "./check";
import { lifecycle } from "../synthesized/synthesized-stack";

/** Pitfall 2.5-11: a bucket with objects in it stops a destroy half way, or a destroy takes the data along. */
export const onlyUnprotectedBucketsAreEmptied: Check = {
  id: "2.5-11",
  rule: "A bucket is either protected from destroy, or emptied by it.",
  findings: (stack) =>
    stack.resources("aws_s3_bucket").flatMap(({ address, body }) => {
      const isProtected = lifecycle(body).prevent_destroy === true;
      const isEmptied = body.force_destroy === true;
      if (isProtected && isEmptied) return [`${address} is protected, but would be emptied`];
      if (!isProtected && !isEmptied)
        return [`${address} is neither protected nor emptied, so destroy fails`];
      return [];
    }),
};
