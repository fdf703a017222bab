import type { LoadBalancedFields } from "../environment";
import type { Field, Rule } from "./rule";
import { compare, rule } from "./rule";

export function trafficRules({ api, domain, loadBalancer, region }: Field<LoadBalancedFields>): Rule[] {
  return [
    compare(
      loadBalancer.healthCheckTimeoutSeconds,
      "less than",
      loadBalancer.healthCheckIntervalSeconds,
      "lower the timeout or raise the interval",
    ),
    compare(
      loadBalancer.idleTimeoutSeconds,
      "more than",
      api.timeoutSeconds,
      "raise the idle timeout, or the load balancer closes connections on which API Gateway still waits",
    ),
    compare(
      loadBalancer.deregistrationDelaySeconds,
      "at least",
      api.timeoutSeconds,
      "raise the delay, or an instance terminates with requests on which API Gateway still waits",
    ),
    rule(
      loadBalancer.https.certificateArn,
      [region],
      (arn, ofRegion) =>
        arn !== undefined &&
        arn.split(":")[3] !== ofRegion && {
          allowed: `a certificate in region ${ofRegion}`,
          fix: "request one there; a load balancer accepts no other",
        },
    ),
    ...[api.cors.allowOrigins, api.cors.allowMethods, api.cors.allowHeaders].map((list) =>
      rule(
        list as Field<readonly string[] | undefined>,
        [api.cors.allowCredentials],
        (values, credentials) =>
          credentials === true &&
          values?.includes("*") && {
            allowed: 'explicit values without "*" while api.cors.allowCredentials is true',
            fix: "list them one by one, or set allowCredentials to false",
          },
      ),
    ),
    rule(
      api.disableDefaultEndpoint,
      [domain.apiName],
      (disabled, apiName) =>
        disabled &&
        apiName === undefined && {
          allowed: "false without domain.apiName, because no other name leads to the API",
          fix: "set domain.apiName, or remove the field",
        },
    ),
    rule(
      api.cors,
      [api.routing],
      (cors, routing) =>
        cors !== undefined &&
        routing === "same-origin" && {
          allowed: "no CORS settings where api.routing is same-origin",
          fix: "remove api.cors, or set api.routing to cross-origin",
        },
    ),
  ];
}
