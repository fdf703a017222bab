import {
  DOMAIN,
  CERTIFICATE_NAME,
  NOT_HOST_NAMES,
  ONLY_IN,
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
  {
    path: "environments.prod.frontend.contentSecurityPolicy",
    good: [
      "none",
      "default-src 'self'",
      "default-src 'self'; connect-src 'self' {api} https://api.example.org:8443/v1?x=*; upgrade-insecure-requests",
      "script-src 'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='",
    ],
    bad: [
      "",
      "default-src 'self';",
      "default-src 'self';connect-src *",
      "default-src  'self'",
      "default-src 'self'\nx: y",
      "img-src ${file(0)}",
      "img-src %{if}",
      "img-src {other}",
      "img-src a{api}",
      "img-src a, b",
      "img-src 'ä'",
      true,
    ],
    advice:
      "Allowed: none, or directives separated by \"; \", without $, %, and { or } except in {api}. To fix: write it as \"default-src 'self'; connect-src 'self' {api}\".",
  },
  {
    path: "environments.prod.frontend.webAcl.inspectedBodyKiB",
    good: [16, 32, 48, 64],
    bad: [8, 128],
    advice: "Allowed: 16, 32, 48, 64. To fix: choose one of them.",
  },
]);

testNumbers([
  ["environments.prod.frontend.accessLogs.expirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.oldVersionsExpirationDays", 1, 3650, RANGE],
  ["environments.prod.frontend.webAcl.requestsPerFiveMinutes", 10, 2_000_000_000, RANGE],
]);

const PATHS = Array.from({ length: 65 }, (_, index) => `/api/${String(index)}`);

testRefusals([
  [
    "a name of the API in single-instance",
    ({ environments }) => (environments.dev.domain = { ...DOMAIN, apiName: "api.example.org" }),
    `environments.dev.domain.apiName: "api.example.org". ${ONLY_IN("load-balanced", "dev")}`,
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
  [
    "more cached paths than a distribution has behaviors",
    ({ environments }) => (environments.dev.frontend = { cachedPaths: PATHS }),
    `environments.dev.frontend.cachedPaths: ${JSON.stringify(PATHS)}. Allowed: at most 64 paths. To fix: join paths with a common beginning, such as /api/reference/*.`,
  ],
]);
