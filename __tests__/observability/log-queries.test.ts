import { text } from "../../src/checks/synthesized-stack";
import { soundStack } from "../helpers/blocks";
import { follow } from "../helpers/follow";

/** Saved queries by their name in the folder, with the log group that they ask. */
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
])("every question is put to the log that knows the answer, in %s", (_name, queries, requests, backend) => {
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

test("questions about requests use the fields of the log that they are put to", () => {
  expect(prod["slowest-routes"]?.commands).toEqual([
    "filter ispresent(routeKey)",
    String.raw`parse path /^(?<route>\/[^\/]*\/?[^\/]*)/`,
    "stats count(*) as requests, avg(responseLatencyMs) as avg_ms, pct(responseLatencyMs, 99) as p99_ms by httpMethod, route",
    "sort p99_ms desc",
    "limit 20",
  ]);
  expect(dev["slowest-routes"]?.commands).toEqual([
    String.raw`filter @logStream like /\/nginx-access$/`,
    String.raw`parse path /^(?<route>\/[^\/]*\/?[^\/]*)/`,
    "stats count(*) as requests, avg(request_time_s) as avg_s, pct(request_time_s, 99) as p99_s by method, route",
    "sort p99_s desc",
    "limit 20",
  ]);
});

test("what a question names of API Gateway's log is written there", () => {
  const { format } = soundStack("careflowai-prod").resources("aws_apigatewayv2_stage")[0]?.body
    .access_log_settings as { format: string };
  for (const field of ["httpMethod", "routeKey", "path", "status", "ip", "responseLatencyMs"])
    expect(format).toContain(`"${field}":"$context.`);
});

test("every command is one of Logs Insights', and what lists lines has a limit", () => {
  for (const { commands } of Object.values({ ...prod, ...dev })) {
    for (const command of commands) expect(command).toMatch(/^(?:fields|filter|limit|parse|sort|stats) /);
    expect(commands.some((command) => /^(?:limit \d+|stats .* by bin\(1h\))$/.test(command))).toBe(true);
  }
});
