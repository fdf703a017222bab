import type { LOG_FILES } from "../compute/boot/agent-config";

/**
 * The patterns with which metric filters and queries recognize log lines. `docs/logging.md` describes the format for
 * the backend's developers.
 *
 * Regular expressions in metric filters support neither groups nor negated character classes, and a log group can have
 * five of them (AWS, Supported regular expressions syntax). Before a level, the only letters allowed are the T and Z of
 * a timestamp, so that a level later in the text does not count. A JSON line starts with a brace, which never matches.
 */
const BEFORE_LEVEL = String.raw`^[-0-9TZ:,.+\s\[\]]*`;
const ERROR_IN_TEXT = `${BEFORE_LEVEL}ERROR|${BEFORE_LEVEL}CRITICAL`;
const FAILED_LOGIN_IN_TEXT = String.raw`^[Ll]ogin\sfailed|^[a-zA-Z0-9\[].*[\s:\]][Ll]ogin\sfailed`;

export const FILTER_PATTERNS = {
  errorsInText: `%${ERROR_IN_TEXT}%`,
  errorsInJson:
    '{ ($.level = "ERROR") || ($.level = "error") || ($.level = "CRITICAL") || ($.level = "critical") }',
  failedLoginsInText: `%${FAILED_LOGIN_IN_TEXT}%`,
  failedLoginsInJson: '{ $.event = "login_failed" }',
  failedBootSteps: `%${BEFORE_LEVEL}boot.\\sstep\\s.*failed%`,
  /** Lines of nginx's access log. No other log has this field. */
  nginxRequests: "{ $.request_time_s >= 0 }",
  nginxServerErrors: "{ ($.request_time_s >= 0) && ($.status >= 500) }",
  /** API Gateway writes every value as a string. */
  throttledRequests: '{ $.status = "429" }',
} as const;

/** Conditions in Logs Insights that match the same lines. */
export const QUERY_CONDITIONS = {
  isError: `@message like /${ERROR_IN_TEXT}/ or level in ["ERROR", "error", "CRITICAL", "critical"]`,
  isFailedLogin: `@message like /${FAILED_LOGIN_IN_TEXT}/ or event = "login_failed"`,
} as const;

/** A Logs Insights command that extracts a field as text or JSON: `user_id=42` or `"user_id": "42"`. */
export const parseValue = (field: string, as: string) =>
  `parse @message /${field}"?[=:]\\s*"?(?<${as}>[^\\s,"}]+)/`;

/** A Logs Insights command that extracts the first two segments of a path. The segments after them are identifiers. */
export const PARSE_ROUTE = String.raw`parse path /^(?<route>\/[^\/]*\/?[^\/]*)/`;

/** A Logs Insights command that selects the lines of one log file, by the last part of the stream's name. */
export const fromStream = (log: keyof typeof LOG_FILES) => `filter @logStream like /\\/${log}$/`;
