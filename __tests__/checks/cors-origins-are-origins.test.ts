import { corsOriginsAreOrigins } from "../../src/checks/cors-origins-are-origins";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterOrigins = (origins: readonly string[]) =>
  findingsAfter(corsOriginsAreOrigins, "careflowai-prod", (json) => {
    onlyIn(json, "aws_apigatewayv2_api").cors_configuration.allow_origins = origins;
  });

test("every allowed origin is one that a browser may send", () => {
  expect(findingsOnSound(corsOriginsAreOrigins)).toEqual([]);
});

test("an origin without scheme is found", () => {
  expect(afterOrigins(["https://app.example.com", "app.example.com"])).toEqual([
    expect.stringMatching(
      /^aws_apigatewayv2_api\.\S+ allows app\.example\.com, which no browser sends as an origin$/,
    ),
  ]);
});

test("an origin with a path is found", () => {
  expect(afterOrigins(["https://app.example.com/"])).toEqual([
    expect.stringMatching(/ allows https:\/\/app\.example\.com\/, which no browser sends as an origin$/),
  ]);
});

test("an origin named by an expression is sound", () => {
  expect(afterOrigins(["https://${aws_cloudfront_distribution.Site.domain_name}"])).toEqual([]);
});
