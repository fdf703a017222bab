import { integrationTargetsListener } from "../../../src/checks/api/integration-targets-listener";
import type { Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const integrationIn = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_integration");
const listenerIn = (json: Mutable) => onlyIn(json, "aws_lb_listener");
const INTEGRATION = "aws_apigatewayv2_integration.~";

testCheck(integrationTargetsListener, {
  "careflowai-prod": [
    [
      "an integration without a VPC Link",
      (json) => delete integrationIn(json).connection_id,
      `${INTEGRATION} goes through null, not through a VPC Link`,
    ],
    [
      "an integration that targets the load balancer's own ARN",
      (json) => (integrationIn(json).integration_uri = listenerIn(json).load_balancer_arn),
      `${INTEGRATION} sends to \${aws_lb.~.arn}, not to a listener's ARN`,
    ],
    [
      "an integration that targets another attribute of the listener",
      (json) =>
        (integrationIn(json).integration_uri = integrationIn(json).integration_uri.replace(".arn}", ".id}")),
      `${INTEGRATION} sends to \${aws_lb_listener.~.id}, not to a listener's ARN`,
    ],
    [
      "an integration that targets a listener which redirects",
      (json) => (listenerIn(json).default_action = [{ type: "redirect" }]),
      `${INTEGRATION} sends to aws_lb_listener.~, which does not forward`,
    ],
    [
      "an integration that does not verify the name of a listener with a certificate",
      (json) => (listenerIn(json).protocol = "HTTPS"),
      `${INTEGRATION} does not verify the server name of aws_lb_listener.~, which speaks HTTPS`,
    ],
    [
      "an integration that speaks TLS to a listener without a certificate",
      (json) => (integrationIn(json).tls_config = { server_name_to_verify: "api.example.com" }),
      `${INTEGRATION} verifies the server name of aws_lb_listener.~, which speaks HTTP`,
    ],
    [
      "an integration that verifies the name of a listener with a certificate",
      (json) => {
        listenerIn(json).protocol = "HTTPS";
        integrationIn(json).tls_config = { server_name_to_verify: "api.example.com" };
      },
    ],
  ],
});
