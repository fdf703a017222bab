import type { Check } from "../check";
import type { Json } from "../../synthesized/synthesized-stack";

const ATTRIBUTE = /^[a-z][a-z0-9_]*$/;
/** Maps whose keys Terraform leaves to the user or to another system. */
const FREE_MAPS = [
  "tags",
  "tags_all",
  "dimensions",
  "request_parameters",
  "response_parameters",
  "variables",
];

/** The paths in a body that cannot be attributes. */
function strangeKeys(value: Json | undefined, path: readonly string[] = []): string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => strangeKeys(item, path));
  return Object.entries(value).flatMap(([key, item]) => {
    const own = [...path, key];
    if (!ATTRIBUTE.test(key)) return [own.join(".")];
    return FREE_MAPS.includes(key) ? [] : strangeKeys(item, own);
  });
}

export const attributesAreValid: Check = {
  id: "attributes-are-valid",
  rule: "The keys of resources and data sources are in snake case at any depth, as Terraform's attributes are.",
  why: "CDKTF passes on an object that it does not type, such as the statement of a web ACL, with its keys as they are, and Terraform refuses them (CDKTF 0.21, attributes of type any).",
  findings: (stack) =>
    [...stack.resources(), ...stack.data()].flatMap(({ address, body }) =>
      strangeKeys(body).map((path) => `${address} has ${path}, which is not in snake case`),
    ),
};
