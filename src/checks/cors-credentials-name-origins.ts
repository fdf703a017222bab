import type { Check } from "./check";
import { nested, stringsIn } from "../synthesized/synthesized-stack";

/** Pitfall 2.1-6: AWS refuses the pair, as browsers would. */
export const corsCredentialsNameOrigins: Check = {
  id: "2.1-6",
  rule: "An API that allows credentials names the origins that may send them.",
  findings: (stack) =>
    stack
      .resources("aws_apigatewayv2_api")
      .filter(({ body }) =>
        nested(body, "cors_configuration").some(
          (cors) => cors.allow_credentials === true && stringsIn(cors.allow_origins).includes("*"),
        ),
      )
      .map(({ address }) => `${address} allows credentials from all origins`),
};
