import type { EnvironmentFields, LoadBalancedFields } from "../environment";
import { isOptIn } from "../regions";
import type { Field, Rule } from "./rule";
import { rule } from "./rule";

export function frontendRules({ frontend, region }: Field<EnvironmentFields>): Rule[] {
  return [
    rule(
      frontend.accessLogs.enabled,
      [region],
      (enabled, name) =>
        enabled &&
        // AWS, Standard logging (access logs) of CloudFront.
        isOptIn(name) && {
          allowed: `false in region ${name}, an opt-in region, to which CloudFront delivers no access logs`,
          fix: "set it to false",
        },
    ),
  ];
}

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
