import {
  DOMAIN,
  CERTIFICATE_NAME,
  NOT_HOST_NAMES,
  NO_SUCH_FIELD,
  RANGE,
  testFields,
  testNumbers,
  testRefusals,
} from "../../helpers/config-cases";

const CACHED_PATH =
  "Allowed: paths below /api/, with '*' only at the end. To fix: choose paths whose answers are the same for every user, such as /api/reference/*.";

testFields([
  {
    path: "environments.prod.domain.hostedZoneId",
    section: DOMAIN,
    good: ["Z0123456789ABCDEFGHIJ", "Z1"],
    bad: ["/hostedzone/Z0123456789", "z0123456789", "0123456789", "Z", `Z${"1".repeat(32)}`, "", undefined],
    advice:
      "Allowed: the id of a public Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ. To fix: take it from `aws route53 list-hosted-zones`, without /hostedzone/.",
  },
  {
    path: "environments.dev.domain.frontendName",
    section: DOMAIN,
    good: ["app.example.org", "example.org", `${"a".repeat(52)}.example.org`],
    bad: [...NOT_HOST_NAMES, `${"a".repeat(53)}.example.org`, undefined],
    advice: CERTIFICATE_NAME,
  },
  {
    path: "environments.prod.domain.apiName",
    section: DOMAIN,
    good: ["api.example.org"],
    bad: [...NOT_HOST_NAMES, `${"a".repeat(53)}.example.org`],
    advice: CERTIFICATE_NAME,
  },
  {
    path: "environments.prod.frontend.bucketAccess",
    good: ["public-website", "private"],
    bad: ["public", null],
    advice: "Allowed: public-website, private. To fix: choose one of them.",
  },
  {
    path: "environments.prod.frontend.bucketVersioning",
    good: ["Suspended", "Enabled"],
    bad: ["Disabled", true],
    advice: "Allowed: Suspended, Enabled. To fix: choose one of them.",
  },
  {
    path: "environments.prod.frontend.priceClass",
    good: ["PriceClass_100", "PriceClass_200", "PriceClass_All"],
    bad: ["100"],
    advice: "Allowed: PriceClass_100, PriceClass_200, PriceClass_All. To fix: choose one of them.",
  },
]);

testNumbers([
  ["environments.prod.frontend.accessLogs.expirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.oldVersionsExpirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.webAcl.requestsPerFiveMinutes", 10, 2_000_000_000, RANGE],
]);

testRefusals([
  [
    "a name of the API in single-instance",
    ({ environments }) => (environments.dev.domain = { ...DOMAIN, apiName: "api.example.org" }),
    `environments.dev.domain.apiName: "api.example.org". ${NO_SUCH_FIELD("hostedZoneId, frontendName")}`,
  ],
  [
    "cached paths that are not below /api/",
    ({ environments }) =>
      (environments.dev.frontend = {
        cachedPaths: ["/health", "api/x", "/api", "/api/", "/api/*", "/api/*/x", "/api/x?y", "/api/x**"],
      }),
    ...["/health", "api/x", "/api", "/api/", "/api/*", "/api/*/x", "/api/x?y", "/api/x**"].map(
      (path, index) => `environments.dev.frontend.cachedPaths[${String(index)}]: "${path}". ${CACHED_PATH}`,
    ),
  ],
  [
    "a cached path given twice",
    ({ environments }) => (environments.dev.frontend = { cachedPaths: ["/api/x", "/api/x"] }),
    'environments.dev.frontend.cachedPaths: ["/api/x","/api/x"]. Allowed: different paths. To fix: remove duplicates.',
  ],
]);
