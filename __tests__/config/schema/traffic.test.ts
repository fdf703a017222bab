import {
  CERTIFICATE,
  FLAG,
  HOST_NAME,
  HTTPS,
  NOT_HOST_NAMES,
  RANGE,
  RETENTION,
  testFields,
  testNumbers,
  testRefusals,
} from "../../helpers/config-cases";

testFields([
  { path: "environments.prod.api.logRetentionDays", good: [7], bad: [8, null], advice: RETENTION },
  {
    path: "environments.prod.loadBalancer.scheme",
    good: ["internal", "internet-facing"],
    bad: ["public", "", null],
    advice: "Allowed: internal, internet-facing. To fix: choose one of them.",
  },
  {
    path: "environments.prod.loadBalancer.admitHttpToInstances",
    good: [true, false],
    bad: ["no", 0],
    advice: FLAG,
  },
  {
    path: "environments.prod.loadBalancer.https.certificateArn",
    section: HTTPS,
    good: [CERTIFICATE],
    bad: [
      CERTIFICATE.slice(0, -1),
      CERTIFICATE.replace(":acm:", ":iam:"),
      CERTIFICATE.replace("111122223333", "1111"),
      CERTIFICATE.replace("aws", "aws-cn"),
      `${CERTIFICATE}\n`,
      "",
      undefined,
    ],
    advice:
      "Allowed: the ARN of an ACM certificate in the environment's region. To fix: take it from `aws acm list-certificates`.",
  },
  {
    path: "environments.prod.loadBalancer.https.serverName",
    section: HTTPS,
    good: ["alb.example.org", "a.b.c.example.museum"],
    bad: [...NOT_HOST_NAMES, undefined],
    advice: HOST_NAME,
  },
  {
    path: "environments.prod.api.routing",
    good: ["cross-origin", "same-origin"],
    bad: ["same", null],
    advice: "Allowed: cross-origin, same-origin. To fix: choose one of them.",
  },
  {
    path: "environments.prod.api.cors.allowOrigins",
    good: [["https://app.example.org", "http://localhost:3000"]],
    bad: [[]],
    advice:
      "Allowed: at least one value. To fix: correct the value, or remove the field where it has a default.",
  },
]);

testNumbers([
  ["environments.prod.loadBalancer.accessLogs.expirationDays", 1, 3650, RANGE],
  ["environments.prod.loadBalancer.idleTimeoutSeconds", 1, 4000, RANGE],
  ["environments.prod.loadBalancer.healthCheckIntervalSeconds", 5, 300, RANGE],
  ["environments.prod.loadBalancer.healthCheckTimeoutSeconds", 2, 120, RANGE],
  ["environments.prod.loadBalancer.unhealthyThreshold", 2, 10, RANGE],
  ["environments.prod.loadBalancer.healthyThreshold", 2, 10, RANGE],
  ["environments.prod.loadBalancer.stickinessDurationSeconds", 1, 604_800, RANGE],
  ["environments.prod.loadBalancer.deregistrationDelaySeconds", 0, 3600, RANGE],
  ["environments.prod.api.throttlingRateLimitPerSecond", 1, 10_000, RANGE],
  ["environments.prod.api.throttlingBurstLimit", 1, 5000, RANGE],
  [
    "environments.prod.api.timeoutSeconds",
    1,
    30,
    "30 s is API Gateway's limit for HTTP APIs; make long work asynchronous",
  ],
  ["environments.prod.api.cors.maxAgeSeconds", 0, 86_400, RANGE],
]);

testRefusals([
  [
    "origins, methods and headers that no browser sends",
    ({ environments }) =>
      (environments.prod.api = {
        cors: {
          allowOrigins: ["app.example.org", "https://app.example.org/"],
          allowMethods: ["BREW"],
          allowHeaders: ["X-Id"],
        },
      }),
    ...["app.example.org", "https://app.example.org/"].map(
      (origin, index) =>
        `environments.prod.api.cors.allowOrigins[${String(index)}]: "${origin}". Allowed: "*" or an origin with scheme and without path, such as https://app.example.com. To fix: write it as the browser sends it in the Origin header.`,
    ),
    'environments.prod.api.cors.allowMethods[0]: "BREW". Allowed: *, GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS. To fix: choose one of them.',
    'environments.prod.api.cors.allowHeaders[0]: "X-Id". Allowed: "*" or a lower-case header name. To fix: write the name in lower case, as API Gateway stores it.',
  ],
]);
