import type { Check } from "./check";
import { unless } from "./check";
import type { Block } from "../synthesized/synthesized-stack";
import { nested, text } from "../synthesized/synthesized-stack";

/** A request goes to the backend as it came, and over a private way. */
const SETTINGS = { connection_type: "VPC_LINK", integration_type: "HTTP_PROXY", integration_method: "ANY" };

/** Decision 16: where the listener has a certificate, the gateway verifies its name, and another listener redirects. */
function fits(integration: Block, listener: Block): string[] {
  const forwards = nested(listener.body, "default_action").some(({ type }) => type === "forward");
  const verifiesName = nested(integration.body, "tls_config").some(
    ({ server_name_to_verify }) => server_name_to_verify !== undefined,
  );
  const protocol = text(listener.body.protocol);
  return [
    ...unless(forwards, `${integration.address} sends to ${listener.address}, which does not forward`),
    ...unless(
      verifiesName === (protocol === "HTTPS"),
      `${integration.address} ${verifiesName ? "verifies" : "does not verify"} the server name of ${listener.address}, which speaks ${protocol}`,
    ),
  ];
}

/** Pitfall 2.1-1: a private integration takes the ARN of a listener, not the load balancer's own or its DNS name. */
export const integrationTargetsListener: Check = {
  id: "2.1-1",
  rule: "Every integration passes any request through a VPC Link to a listener that forwards, verifying its name if it speaks HTTPS.",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_integration").flatMap((integration) => {
      const { address, body } = integration;
      const toListener = stack.isAttribute(body.integration_uri, "aws_lb_listener", "arn");
      const listener = toListener ? stack.target(body.integration_uri) : undefined;
      return [
        ...Object.entries(SETTINGS).flatMap(([key, value]) =>
          unless(body[key] === value, `${address} has ${key} ${text(body[key])}, not ${value}`),
        ),
        ...unless(
          stack.isAttribute(body.connection_id, "aws_apigatewayv2_vpc_link", "id"),
          `${address} goes through ${text(body.connection_id)}, not through a VPC Link`,
        ),
        ...unless(toListener, `${address} sends to ${text(body.integration_uri)}, not to a listener's ARN`),
        ...(listener ? fits(integration, listener) : []),
      ];
    }),
};
