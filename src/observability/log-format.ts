import type { LOG_FILES } from "../compute/boot/agent-config";

/**
 * How log lines are recognised, by metric filters and by queries: `docs/logging.md` tells the backend's developers.
 *
 * In metric filters a regular expression knows neither groups nor classes of what is not meant, and a log group takes
 * five of them (AWS, Supported regular expressions syntax). What stands before a level has no letters but the T and Z of a
 * timestamp, so that no text further on counts; a line of JSON begins with a brace, which is never taken here.
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
  /** Lines of nginx's access log: nothing else has the field. */
  nginxRequests: "{ $.request_time_s >= 0 }",
  nginxServerErrors: "{ ($.request_time_s >= 0) && ($.status >= 500) }",
  /** API Gateway writes every value as text. */
  throttledRequests: '{ $.status = "429" }',
} as const;

/** The same in Logs Insights. */
export const QUERY_CONDITIONS = {
  isError: `@message like /${ERROR_IN_TEXT}/ or level in ["ERROR", "error", "CRITICAL", "critical"]`,
  isFailedLogin: `@message like /${FAILED_LOGIN_IN_TEXT}/ or event = "login_failed"`,
} as const;

/** A value of a line in either form: `user_id=42` or `"user_id": "42"`. */
export const parseValue = (field: string, as: string) =>
  `parse @message /${field}"?[=:]\\s*"?(?<${as}>[^\\s,"}]+)/`;

/** The first two segments of a path, which name what is asked for; identifiers follow them. */
export const PARSE_ROUTE = String.raw`parse path /^(?<route>\/[^\/]*\/?[^\/]*)/`;

/** Lines of one of the instances' logs, by the last part of their stream's name. */
export const fromStream = (log: keyof typeof LOG_FILES) => `filter @logStream like /\\/${log}$/`;
