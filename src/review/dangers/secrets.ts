import { holdsSecret } from "../../config/mask";
import type { Document } from "../documents";
import type { Rule } from "./rule";

const isSecret = (value: Document, key: string) =>
  typeof value === "string" && (holdsSecret(value) || holdsSecret(JSON.stringify({ [key]: value })));

export const SECRET_RULES: readonly Rule[] = [
  {
    kind: "secret",
    why: "Every principal that may read the state, the plan, or the resource in AWS reads the secret (decision 11).",
    findings: ({ action, leaves }) =>
      action === undefined
        ? []
        : leaves
            .filter(({ path, before, after }) => {
              const key = path.replace(/^.*\./, "");
              return isSecret(after, key) && !isSecret(before, key);
            })
            .map(
              ({ path }) =>
                `A secret appears in ${path}. Store it in Parameter Store instead, and change it: it is in this plan.`,
            ),
  },
];
