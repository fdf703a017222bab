import type { Check } from "../check";
import { backendOf } from "../../synthesized/state-backend";
import { stringsIn, text } from "../../synthesized/synthesized-stack";

/** From a stack's folder to the project's root; git ignores `cdktf.out`. */
const OUTSIDE_OUTPUT = /^(?:\.\.\/){3}[^/]/;

export const backendIsLiteral: Check = {
  id: "backend-is-literal",
  rule: "The values of a backend are literals, and the path of a local one is relative and leads out of cdktf.out.",
  why: "Terraform configures the backend before it knows any value, and CDKTF's default local path is absolute, so it fits one machine only (cdktf issue 2535; decision 22).",
  findings: (stack) => {
    const local = backendOf(stack, "local");
    const values = stringsIn(backendOf(stack, "s3") ?? local);
    return [
      ...values
        .filter((value) => value.includes("${"))
        .map((value) => `backend refers to ${value}, which Terraform cannot know yet`),
      ...(local && !OUTSIDE_OUTPUT.test(text(local.path))
        ? [`backend local keeps the state at ${text(local.path)}, not next to the project's files`]
        : []),
    ];
  },
};
