import type { Check } from "./check";
import { unless } from "./check";
import type { JsonObject } from "../synthesized/synthesized-stack";
import { nested, text } from "../synthesized/synthesized-stack";

const LIMITS = ["throttling_rate_limit", "throttling_burst_limit"];

/** Pitfall 2.1-4: a limit that is left out goes to AWS as 0, which refuses every call, and any other setting as off. */
export const throttlingIsComplete: Check = {
  id: "2.1-4",
  rule: "Every stage has default route settings; they and each route's own carry both limits above 0, and a route's repeat all keys of the default.",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_stage").flatMap(({ address, body }) => {
      const defaults = nested(body, "default_route_settings");
      const routes = nested(body, "route_settings");
      const lacking = (settings: JsonObject, keys: readonly string[], of: string) =>
        keys.flatMap((key) =>
          unless(
            LIMITS.includes(key) ? Number(settings[key]) > 0 : settings[key] !== undefined,
            `${address} leaves ${key} of ${of} out or at 0`,
          ),
        );
      return [
        ...unless(defaults.length > 0, `${address} has no default_route_settings`),
        ...defaults.flatMap((settings) => lacking(settings, LIMITS, "default_route_settings")),
        ...routes.flatMap((settings) =>
          lacking(
            settings,
            [...new Set([...LIMITS, ...defaults.flatMap(Object.keys)])],
            `route_settings ${text(settings.route_key)}`,
          ),
        ),
      ];
    }),
};
