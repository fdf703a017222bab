import type { Check } from "../check";
import { unless } from "../check";
import type { JsonObject } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

const LIMITS = ["throttling_rate_limit", "throttling_burst_limit"];

export const throttlingIsComplete: Check = {
  id: "throttling-is-complete",
  rule: "Every stage has default route settings; these and the settings of each route have both limits above 0, and the settings of a route repeat every key of the default.",
  why: "Terraform sends an omitted limit as 0, which refuses every call with 429, and any other omitted setting as off (provider issues 14742 and 27674; decision 6).",
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
