import type { Check } from "./check";
import type { Json } from "../synthesized/synthesized-stack";

const ATTRIBUTE = /^[a-z][a-z0-9_]*$/;
/** Maps whose keys are the user's, or another system's. */
const FREE_MAPS = [
  "tags",
  "tags_all",
  "dimensions",
  "request_parameters",
  "response_parameters",
  "variables",
];

/** The paths in a body that are no attributes of Terraform's. */
function strangeKeys(value: Json | undefined, path: readonly string[] = []): string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => strangeKeys(item, path));
  return Object.entries(value).flatMap(([key, item]) => {
    const own = [...path, key];
    if (!ATTRIBUTE.test(key)) return [own.join(".")];
    return FREE_MAPS.includes(key) ? [] : strangeKeys(item, own);
  });
}

/** CDKTF passes on an object that it does not type, such as a web ACL's statement, with its keys as they are. */
export const attributesAreTerraforms: Check = {
  id: "attributes-are-terraforms",
  rule: "The keys of resources and data sources are in snake case, as Terraform's are, at any depth.",
  findings: (stack) =>
    [...stack.resources(), ...stack.data()].flatMap(({ address, body }) =>
      strangeKeys(body).map((path) => `${address} has ${path}, which is no attribute of Terraform's`),
    ),
};
