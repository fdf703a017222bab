import type { Check } from "./check";
import { nested, stringsIn } from "../synthesized/synthesized-stack";

/** All origins, or one as a browser sends it: scheme and host, no path. */
const ORIGIN = /^(?:\*|https?:\/\/[^/]+)$/;

/** Pitfall 2.1-7: the gateway answers preflights in the backend's place, and compares origins letter by letter. */
export const corsOriginsAreOrigins: Check = {
  id: "2.1-7",
  rule: "Every origin that an API allows is * or has a scheme and no path.",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_api").flatMap(({ address, body }) =>
      nested(body, "cors_configuration")
        .flatMap(({ allow_origins }) => stringsIn(allow_origins))
        .filter((origin) => !ORIGIN.test(origin))
        .map((origin) => `${address} allows ${origin}, which no browser sends as an origin`),
    ),
};
