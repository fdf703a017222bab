import type { Check } from "../check";
import { unless } from "../check";
import type { Block } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

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

export const integrationTargetsListener: Check = {
  id: "integration-targets-listener",
  rule: "Every integration goes through a VPC Link to a listener that forwards, and verifies the server's name exactly if the listener speaks HTTPS.",
  why: "A private integration takes the ARN of a listener: with the load balancer's ARN or DNS name the API is refused or answers 503 (AWS, Private integrations for HTTP APIs; decision 16).",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_integration").flatMap((integration) => {
      const { address, body } = integration;
      const toListener = stack.isAttribute(body.integration_uri, "aws_lb_listener", "arn");
      const listener = toListener ? stack.target(body.integration_uri) : undefined;
      return [
        ...unless(
          stack.isAttribute(body.connection_id, "aws_apigatewayv2_vpc_link", "id"),
          `${address} goes through ${text(body.connection_id)}, not through a VPC Link`,
        ),
        ...unless(toListener, `${address} sends to ${text(body.integration_uri)}, not to a listener's ARN`),
        ...(listener ? fits(integration, listener) : []),
      ];
    }),
};
