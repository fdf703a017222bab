import { corsCredentialsNameOrigins } from "../../src/checks/cors-credentials-name-origins";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("no API allows credentials from all origins", () => {
  expect(findingsOnSound(corsCredentialsNameOrigins)).toEqual([]);
});

test("credentials from all origins are found", () => {
  const findings = findingsAfter(corsCredentialsNameOrigins, "careflowai-prod", (json) => {
    onlyIn(json, "aws_apigatewayv2_api").cors_configuration.allow_credentials = true;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_api\.\S+ allows credentials from all origins$/),
  ]);
});

test("credentials from a named origin are sound", () => {
  const findings = findingsAfter(corsCredentialsNameOrigins, "careflowai-prod", (json) => {
    const cors = onlyIn(json, "aws_apigatewayv2_api").cors_configuration;
    cors.allow_credentials = true;
    cors.allow_origins = ["https://app.example.com"];
  });
  expect(findings).toEqual([]);
});
