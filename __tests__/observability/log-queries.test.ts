import { readFileSync } from "node:fs";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { text } from "../../src/synthesized/synthesized-stack";
import { QUERY_CONDITIONS } from "../../src/observability/log-format";
import { only, soundStack } from "../helpers/blocks";
import { follow } from "../helpers/follow";

/** Saved queries by their name in the folder, with the log group that they read. */
const queriesOf = (environment: string) => {
  const stack = soundStack(`careflowai-${environment}`);
  return Object.fromEntries(
    stack.resources("aws_cloudwatch_query_definition").map(({ body }) => {
      const [folder = "", id = ""] = text(body.name).split("/");
      expect(folder).toBe(`careflowai-${environment}`);
      const { name } = follow(stack, "aws_cloudwatch_log_group", body.log_group_names).body;
      return [id, { asks: text(name), commands: text(body.query_string).split("\n| ") }];
    }),
  );
};
const prod = queriesOf("prod");
const dev = queriesOf("dev");

test.each([
  ["prod", prod, "/aws/apigateway/CareFlowAI", "/careflowai/backend"],
  ["dev", dev, "/careflowai/dev/backend", "/careflowai/dev/backend"],
])("each query reads the log group that has its answer, in %s", (_name, queries, requests, backend) => {
  const asked = Object.fromEntries(Object.entries(queries).map(([id, { asks }]) => [id, asks]));
  expect(asked).toEqual({
    "slowest-routes": requests,
    "errors-by-route": requests,
    "throttled-clients": requests,
    "api-use": requests,
    "active-users": backend,
    "feature-use": backend,
    "application-errors": backend,
    "failed-logins": backend,
    "boot-steps": backend,
  });
});

const ROUTE = String.raw`parse path /^(?<route>\/[^\/]*\/?[^\/]*)/`;
const USER = String.raw`parse @message /user_id"?[=:]\s*"?(?<user>[^\s,"}]+)/`;
const from = (stream: string) => String.raw`filter @logStream like /\/${stream}$/`;

/** The queries about requests, with the fields of a log. */
const requestQuestions = (
  isRequest: string,
  method: string,
  client: string,
  latency: string,
  unit: string,
) => ({
  "slowest-routes": [
    isRequest,
    ROUTE,
    `stats count(*) as requests, avg(${latency}) as avg_${unit}, pct(${latency}, 99) as p99_${unit} by ${method}, route`,
    `sort p99_${unit} desc`,
    "limit 20",
  ],
  "errors-by-route": [
    isRequest,
    "filter status like /^[45]/",
    ROUTE,
    `stats count(*) as errors by status, ${method}, route`,
    "sort errors desc",
    "limit 20",
  ],
  "throttled-clients": [
    isRequest,
    "filter status like /^429/",
    `stats count(*) as refused, max(@timestamp) as latest by ${client}`,
    "sort refused desc",
    "limit 20",
  ],
  "api-use": [
    isRequest,
    ROUTE,
    `stats count(*) as requests, count_distinct(${client}) as clients by ${method}, route`,
    "sort requests desc",
    "limit 20",
  ],
});

const BACKEND_QUESTIONS = {
  "active-users": [
    from("backend"),
    USER,
    "filter ispresent(user)",
    "stats count_distinct(user) as active_users by bin(1h)",
  ],
  "feature-use": [
    from("backend"),
    String.raw`parse @message /feature"?[=:]\s*"?(?<used_feature>[^\s,"}]+)/`,
    USER,
    "filter ispresent(used_feature)",
    "stats count(*) as uses, count_distinct(user) as users by used_feature",
    "sort uses desc",
    "limit 20",
  ],
  "application-errors": [
    from("backend"),
    `filter ${QUERY_CONDITIONS.isError}`,
    "fields @timestamp, @message, @logStream",
    "sort @timestamp desc",
    "limit 50",
  ],
  "failed-logins": [
    from("backend"),
    `filter ${QUERY_CONDITIONS.isFailedLogin}`,
    "stats count(*) as failed_logins by bin(1h)",
  ],
  "boot-steps": [
    from("boot"),
    "fields @timestamp, @message, @logStream",
    "sort @timestamp desc",
    "limit 100",
  ],
};

test.each([
  [
    "prod",
    prod,
    requestQuestions("filter ispresent(routeKey)", "httpMethod", "ip", "responseLatencyMs", "ms"),
  ],
  ["dev", dev, requestQuestions(from("nginx-access"), "method", "remote_addr", "request_time_s", "s")],
])("each query has the fields of its log, in %s", (_name, queries, requests) => {
  const commands = Object.fromEntries(Object.entries(queries).map(([id, query]) => [id, query.commands]));
  expect(commands).toEqual({ ...requests, ...BACKEND_QUESTIONS });
});

test("every field of nginx's log that a query names is written there", () => {
  const site = readFileSync("src/compute/boot/files/nginx-site.conf", "utf8");
  for (const field of ["method", "path", "status", "remote_addr", "request_time_s"])
    expect(site).toContain(`"${field}":`);
});

test("every field of API Gateway's log that a query names is written there", () => {
  const { access_log_settings } = only(soundStack("careflowai-prod"), Apigatewayv2Stage).body;
  const { format } = access_log_settings as { format: string };
  for (const field of ["httpMethod", "routeKey", "path", "status", "ip", "responseLatencyMs"])
    expect(format).toContain(`"${field}":"$context.`);
});

test("every command exists in Logs Insights, and every query that lists lines has a limit", () => {
  for (const { commands } of Object.values({ ...prod, ...dev })) {
    for (const command of commands) expect(command).toMatch(/^(?:fields|filter|limit|parse|sort|stats) /);
    expect(commands.some((command) => /^(?:limit \d+|stats .* by bin\(1h\))$/.test(command))).toBe(true);
  }
});
