import type { Check } from "./check";
import { backendOf } from "./state-backend";
import { stringsIn, text } from "../synthesized/synthesized-stack";

/** From a stack's folder to the project's root; `cdktf.out` itself is made anew and not kept. */
const OUTSIDE_OUTPUT = /^(?:\.\.\/){3}[^/]/;

/** Pitfall 2.8-4. */
export const backendIsLiteral: Check = {
  id: "2.8-4",
  rule: "A backend's values are literals, and the path of a local one is relative and leads out of cdktf.out.",
  findings: (stack) => {
    const local = backendOf(stack, "local");
    const values = stringsIn(backendOf(stack, "s3") ?? local);
    return [
      ...values
        .filter((value) => value.includes("${"))
        .map((value) => `backend refers to ${value}, which Terraform cannot know yet`),
      ...(local && !OUTSIDE_OUTPUT.test(text(local.path))
        ? [`backend local keeps the state at ${text(local.path)}, not beside the project's files`]
        : []),
    ];
  },
};
