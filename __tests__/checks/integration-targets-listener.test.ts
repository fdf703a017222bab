import { integrationTargetsListener } from "../../src/checks/integration-targets-listener";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(integrationTargetsListener, "careflowai-prod", change);
const integrationIn = (json: Mutable) => onlyIn(json, "aws_apigatewayv2_integration");

test("every integration goes through a VPC Link to a listener", () => {
  expect(findingsOnSound(integrationTargetsListener)).toEqual([]);
});

test.each([
  ["connection_type", "INTERNET", "VPC_LINK"],
  ["integration_type", "AWS_PROXY", "HTTP_PROXY"],
  ["integration_method", "GET", "ANY"],
])("an integration with another %s is found", (key, value, expected) => {
  const findings = after((json) => {
    integrationIn(json)[key] = value;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      new RegExp(`^aws_apigatewayv2_integration\\.\\S+ has ${key} ${value}, not ${expected}$`),
    ),
  ]);
});

test("an integration without a VPC Link is found", () => {
  const findings = after((json) => {
    delete integrationIn(json).connection_id;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_integration\.\S+ goes through null, not through a VPC Link$/),
  ]);
});

test("an integration that targets the load balancer's own ARN is found", () => {
  const findings = after((json) => {
    integrationIn(json).integration_uri = onlyIn(json, "aws_lb_listener").load_balancer_arn;
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_integration\.\S+ sends to \$\{aws_lb\.\S+\.arn\}, not to a listener's ARN$/,
    ),
  ]);
});

test("an integration that targets another attribute of the listener is found", () => {
  const findings = after((json) => {
    const integration = integrationIn(json);
    integration.integration_uri = integration.integration_uri.replace(".arn}", ".id}");
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_integration\.\S+ sends to \$\{aws_lb_listener\.\S+\.id\}, not to a listener's ARN$/,
    ),
  ]);
});

test("an integration that targets a listener which redirects is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_lb_listener").default_action = [{ type: "redirect" }];
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_integration\.\S+ sends to aws_lb_listener\.\S+, which does not forward$/,
    ),
  ]);
});

test("an integration that does not verify the name of a listener with a certificate is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_lb_listener").protocol = "HTTPS";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_integration\.\S+ does not verify the server name of aws_lb_listener\.\S+, which speaks HTTPS$/,
    ),
  ]);
});

test("an integration that speaks TLS to a listener without certificate is found", () => {
  const findings = after((json) => {
    integrationIn(json).tls_config = { server_name_to_verify: "api.example.com" };
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_integration\.\S+ verifies the server name of aws_lb_listener\.\S+, which speaks HTTP$/,
    ),
  ]);
});

test("an integration that verifies the name of a listener with a certificate is sound", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_lb_listener").protocol = "HTTPS";
    integrationIn(json).tls_config = { server_name_to_verify: "api.example.com" };
  });
  expect(findings).toEqual([]);
});
