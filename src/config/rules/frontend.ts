import type { EnvironmentFields, LoadBalancedFields } from "../environment";
import type { Field, Rule } from "./rule";
import { rule } from "./rule";

/** Regions that every account has; CloudFront delivers access logs to no bucket elsewhere (AWS, Standard logging). */
const TAKES_CLOUDFRONT_LOGS =
  /^(?:ap-northeast-[123]|ap-south-1|ap-southeast-[12]|ca-central-1|eu-central-1|eu-north-1|eu-west-[123]|sa-east-1|us-(?:east|west)-[12])$/;

export function frontendRules({ frontend, region }: Field<EnvironmentFields>): Rule[] {
  return [
    rule(
      frontend.accessLogs.enabled,
      [region],
      (enabled, name) =>
        enabled &&
        !TAKES_CLOUDFRONT_LOGS.test(name) && {
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
