import {
  FILTER_PATTERNS,
  fromStream,
  PARSE_ROUTE,
  parseValue,
  QUERY_CONDITIONS,
} from "../../src/observability/log-format";

/** Whether a metric filter takes a line, as far as the patterns here go (AWS, Filter pattern syntax). */
function takes(pattern: keyof typeof FILTER_PATTERNS, line: string): boolean {
  const text = FILTER_PATTERNS[pattern];
  if (text.startsWith("%")) return new RegExp(text.slice(1, -1)).test(line);
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return false;
  }
  const holds = ([, field = "", operator, wanted = ""]: readonly string[]) => {
    const value = fields[field];
    if (operator === "=") return value === JSON.parse(wanted);
    return typeof value === "number" && value >= Number(wanted);
  };
  const terms = [...text.matchAll(/\$\.(\w+) (=|>=) ("[^"]*"|\d+)/g)];
  expect(terms.length).toBeGreaterThan(0);
  return text.includes("&&") ? terms.every(holds) : terms.some(holds);
}

const takenBy = (line: string) =>
  (Object.keys(FILTER_PATTERNS) as (keyof typeof FILTER_PATTERNS)[]).filter((pattern) =>
    takes(pattern, line),
  );

const NGINX = {
  time: "2026-11-24T06:00:00+00:00",
  remote_addr: "198.51.100.7",
  method: "GET",
  path: "/api/x",
  status: 200,
  bytes: 12,
  request_time_s: 0.004,
  upstream_time_s: "0.004",
  user_agent: "curl",
};
const GATEWAY = {
  requestId: "a",
  ip: "198.51.100.7",
  httpMethod: "GET",
  routeKey: "$default",
  path: "/api/x",
  status: "200",
};

test.each<[line: string, ...patterns: (keyof typeof FILTER_PATTERNS)[]]>([
  ["ERROR:    Exception in ASGI application", "errorsInText"],
  ["2026-11-24 06:00:00,123 ERROR app.main: boom", "errorsInText"],
  ["2026-11-24T06:00:00Z ERROR app.main: boom", "errorsInText"],
  ["[2026-11-24 06:00:00 +0000] [712] [CRITICAL] worker lost", "errorsInText"],
  ['{"level":"ERROR","message":"boom"}', "errorsInJson"],
  ['{"message":"boom","level": "critical"}', "errorsInJson"],
  ["INFO:     Application startup complete."],
  ["2026-11-24 06:00:00 INFO app: user typed ERROR"],
  ['{"level":"INFO","message":"ERROR is a word"}'],
  ["Traceback (most recent call last):"],
  ["Login failed for 42", "failedLoginsInText"],
  ["2026-11-24 06:00:00 WARNING auth: Login failed for 42", "failedLoginsInText"],
  ["WARNING:auth: login failed (user_id=42)", "failedLoginsInText"],
  ["WARNING auth:Login failed", "failedLoginsInText"],
  ["auth: login failed", "failedLoginsInText"],
  ["[2026-11-24 06:00:00 +0000] [712] [WARNING] Login failed", "failedLoginsInText"],
  ["2026-11-24 Relogin failed"],
  ['{"level":"WARNING","event":"login_failed","user_id":"42"}', "failedLoginsInJson"],
  ['{"level":"INFO","message":"Login failed is what we log"}'],
  ["INFO: Login of 42"],
  ["2026-11-24T06:00:00Z boot: step checkout: failed (exit 128)", "failedBootSteps"],
  ["2026-11-24T06:00:00Z boot: step checkout: started"],
  ["INFO: boot: step x: failed"],
  [JSON.stringify(NGINX), "nginxRequests"],
  [JSON.stringify({ ...NGINX, status: 502 }), "nginxRequests", "nginxServerErrors"],
  [JSON.stringify({ ...NGINX, user_agent: "ERROR boot: step failed Login failed" }), "nginxRequests"],
  ['{"level":"INFO","status":500}'],
  [JSON.stringify(GATEWAY)],
  [JSON.stringify({ ...GATEWAY, status: "429" }), "throttledRequests"],
])("of %s is matched by these filters only: %s %s", (line, ...patterns) => {
  expect(takenBy(line)).toEqual(patterns);
});

test("metric filters keep to what CloudWatch Logs takes of regular expressions, and to five of them", () => {
  const expressions = Object.values(FILTER_PATTERNS).filter((pattern) => pattern.startsWith("%"));
  expect(expressions.length).toBeLessThanOrEqual(5);
  for (const expression of expressions)
    expect(expression.slice(1, -1)).toMatch(/^(?!.*\[\^)[\w:#=@/;,^$?[\]{}|\\*+.-]+$/);
  for (const pattern of Object.values(FILTER_PATTERNS)) expect(pattern.length).toBeLessThanOrEqual(1024);
});

/** The regular expression of a command of Logs Insights. */
function expressionIn(command: string): RegExp {
  const source = /\/(.*)\//.exec(command)?.[1];
  if (source === undefined) throw new Error(`no expression in ${command}`);
  return new RegExp(source);
}

test.each([
  ["user_id=42 feature=triage", "42"],
  ['{"event":"used","user_id":"u-7","feature":"triage"}', "u-7"],
  ['{"user_id": 42}', "42"],
  ["INFO user_id: 42, ok", "42"],
  ["INFO userid=42", undefined],
])("the user of %s is %s", (line, user) => {
  expect(expressionIn(parseValue("user_id", "user")).exec(line)?.groups?.user).toBe(user);
});

test.each([
  ["/api/patients/123/notes", "/api/patients"],
  ["/api/patients", "/api/patients"],
  ["/health", "/health"],
  ["/", "/"],
])("the route of %s is %s, without what follows it", (path, route) => {
  expect(expressionIn(PARSE_ROUTE).exec(path)?.groups?.route).toBe(route);
});

test("queries take the same lines of text for errors and failed logins as filters do", () => {
  const inQuery = (pattern: keyof typeof FILTER_PATTERNS) =>
    `@message like /${FILTER_PATTERNS[pattern].slice(1, -1)}/`;
  expect(QUERY_CONDITIONS.isError.split(" or ")[0]).toBe(inQuery("errorsInText"));
  expect(QUERY_CONDITIONS.isFailedLogin.split(" or ")[0]).toBe(inQuery("failedLoginsInText"));
});

test("a stream is known by the last part of its name", () => {
  const streams = ["i-1/backend", "i-1/nginx-access", "i-1/boot", "backend"];
  const of = (log: Parameters<typeof fromStream>[0]) =>
    streams.filter((stream) => expressionIn(fromStream(log)).test(stream));
  expect([of("backend"), of("nginx-access"), of("boot")]).toEqual([
    ["i-1/backend"],
    ["i-1/nginx-access"],
    ["i-1/boot"],
  ]);
});
