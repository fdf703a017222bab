import type { LoadBalancedFields } from "../environment";
import type { Field, Rule } from "./rule";
import { rule } from "./rule";

export function loadBalancedFrontendRules({ api, domain, frontend }: Field<LoadBalancedFields>): Rule[] {
  return [
    rule(
      frontend.cachedPaths,
      [api.routing],
      (paths, routing) =>
        paths.length > 0 &&
        routing === "cross-origin" && {
          allowed:
            "an empty list where api.routing is cross-origin, because the API is not behind CloudFront",
          fix: "remove the paths, or set api.routing to same-origin",
        },
    ),
    rule(
      domain.apiName,
      [domain.frontendName],
      (apiName, frontendName) =>
        apiName !== undefined &&
        apiName === frontendName && {
          allowed: "another name than domain.frontendName",
          fix: "choose a separate name, such as api.example.com; or leave it out and set api.routing to same-origin",
        },
    ),
  ];
}
