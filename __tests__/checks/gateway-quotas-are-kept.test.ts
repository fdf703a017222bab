import { gatewayQuotasAreKept } from "../../src/checks/gateway-quotas-are-kept";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterTimeout = (milliseconds: number | undefined) =>
  findingsAfter(gatewayQuotasAreKept, "careflowai-prod", (json) => {
    onlyIn(json, "aws_apigatewayv2_integration").timeout_milliseconds = milliseconds;
  });

const afterFormat = (change: (format: string) => string) =>
  findingsAfter(gatewayQuotasAreKept, "careflowai-prod", (json) => {
    const settings = onlyIn(json, "aws_apigatewayv2_stage").access_log_settings;
    settings.format = change(settings.format);
  });

test("every timeout and log format is within the gateway's quotas", () => {
  expect(findingsOnSound(gatewayQuotasAreKept)).toEqual([]);
});

test.each([
  [49, "49"],
  [30_001, "30001"],
  [undefined, "null"],
])("a timeout of %s ms is found", (milliseconds, shown) => {
  expect(afterTimeout(milliseconds)).toEqual([
    expect.stringMatching(
      new RegExp(`^aws_apigatewayv2_integration\\.\\S+ times out after ${shown} ms, not 50 to 30000$`),
    ),
  ]);
});

test("a timeout of 50 ms is sound", () => {
  expect(afterTimeout(50)).toEqual([]);
});

test("a format of 3072 bytes is sound and one of 3073 is found", () => {
  const padded = (bytes: number) => (format: string) =>
    format.replace("}", "") + " ".repeat(bytes - format.length) + "}";
  expect(afterFormat(padded(3072))).toEqual([]);
  expect(afterFormat(padded(3073))).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ logs by a format of 3073 bytes$/),
  ]);
});

test("a format of several lines is found", () => {
  expect(afterFormat((format) => format.replaceAll(",", ",\n"))).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ logs more than one line a request$/),
  ]);
});

test("a format that is not JSON is found", () => {
  expect(afterFormat((format) => format.replace("}", ",}"))).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ logs by a format that is not JSON$/),
  ]);
});

test("a format without the request's id is found", () => {
  expect(afterFormat((format) => format.replace("$context.requestId", "$context.requestTime"))).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ does not log \$context\.requestId$/),
  ]);
});

test("a format with the query string is found", () => {
  expect(afterFormat((format) => format.replace("$context.path", "$request.querystring.patient"))).toEqual([
    expect.stringMatching(/^aws_apigatewayv2_stage\.\S+ logs query strings$/),
  ]);
});
