import type { Check } from "./check";
import { unless } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

/** AWS, Quotas for HTTP APIs. */
const TIMEOUT_MILLISECONDS = { least: 50, most: 30_000 };
const MAX_FORMAT_BYTES = 3072;

function isJson(format: string): boolean {
  try {
    JSON.parse(format);
    return true;
  } catch {
    return false;
  }
}

/** Pitfall 2.1-8: quotas of the gateway. A query string may carry patient data, so no log line holds one. */
export const gatewayQuotasAreKept: Check = {
  id: "2.1-8",
  rule: "Integrations time out within 50 to 30000 ms; access logs are one line of JSON of at most 3072 bytes with the request's id and without its query string.",
  findings: (stack) => [
    ...stack.resources("aws_apigatewayv2_integration").flatMap(({ address, body }) => {
      const timeout = Number(body.timeout_milliseconds);
      return unless(
        timeout >= TIMEOUT_MILLISECONDS.least && timeout <= TIMEOUT_MILLISECONDS.most,
        `${address} times out after ${text(body.timeout_milliseconds)} ms, not 50 to 30000`,
      );
    }),
    ...stack.resources("aws_apigatewayv2_stage").flatMap(({ address, body }) =>
      nested(body, "access_log_settings").flatMap((settings) => {
        const format = text(settings.format);
        const bytes = Buffer.byteLength(format);
        return [
          ...unless(bytes <= MAX_FORMAT_BYTES, `${address} logs by a format of ${String(bytes)} bytes`),
          ...unless(!/[\r\n]/.test(format), `${address} logs more than one line a request`),
          ...unless(isJson(format), `${address} logs by a format that is not JSON`),
          ...unless(/\$context\.requestId\b/.test(format), `${address} does not log $context.requestId`),
          ...unless(!/\$[\w.]*query/i.test(format), `${address} logs query strings`),
        ];
      }),
    ),
  ],
};
