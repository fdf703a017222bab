import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app";
import type { ConfigInput } from "../../src/config/config-input";
import { config } from "../helpers/documented";
import { parseConfig } from "../../src/config/parse";
import { accountStackWarnings, environmentWarnings, fromMessage } from "../../src/config/warnings";
import { configSetting, configWith } from "../helpers/config";

const HTTPS = {
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
  serverName: "alb.example.org",
};

interface Annotation {
  readonly level: string;
  readonly message: string;
  readonly constructPath: string;
}

/** Every annotation of a synthesized configuration, by stack. */
function annotationsOf(input: ConfigInput): Record<string, readonly Annotation[]> {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
  try {
    createApp(input, { outdir }).synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { annotations: Annotation[] }>;
    };
    return Object.fromEntries(Object.entries(stacks).map(([name, { annotations }]) => [name, annotations]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const WHERE = "in src/config/config.ts";
const ACCOUNT = `account.id: "111122223333". This is a placeholder, with which a deploy is refused. To fix: set your AWS account id ${WHERE}.`;
const REPOSITORY = (name: string, repository = "https://git.example.com/careflowai/backend.git") =>
  `environments.${name}.backend.repository: "${repository}". This is a placeholder, from which no instance can boot. To fix: set your repository ${WHERE}.`;
const EMAIL = (name: string) => EMAIL_OF(`environments.${name}`);
const EMAIL_OF = (section: string, addresses = '"alerts@example.com"') =>
  `${section}.notifications.emailAddresses: ${addresses}. Placeholders receive no notifications. To fix: set your addresses ${WHERE}.`;
const NO_MONITOR = `account.costAnomalies.monitor: missing. No e-mail reports cost anomalies. To fix: set the ARN that \`aws ce get-anomaly-monitors\` lists, or { create: true } if it lists none, ${WHERE}.`;
const T2_MICRO = (name: string) =>
  `environments.${name}.instance.type: "t2.micro". AWS refuses it in free-plan accounts opened after 15 July 2025 (decision 8). To fix: in such an account set c7i-flex.large, m7i-flex.large, or t3.micro or t3.small with instance.cpuCredits "unlimited".`;
const HEALTH = (name: string) =>
  `environments.${name}.backend.healthCheckPath: "/health". It tests MongoDB (decision 4), so a database outage makes every instance unhealthy and replaces them all. To fix: use a liveness path if your application has one.`;
const STICKINESS = (name: string, seconds = 86400) =>
  `environments.${name}.loadBalancer.stickinessDurationSeconds: ${String(seconds)}. Sessions are not sticky: the cookie belongs to the API's host, so browsers do not send it from a page on CloudFront (decision 9). To fix: set api.routing to same-origin, or api.cors.allowCredentials with explicit origins.`;
const INTERNET_FACING = (name: string) =>
  `environments.${name}.loadBalancer.scheme: "internet-facing". Callers can bypass API Gateway with its throttling, CORS and access logs, and AWS documents VPC Links to internal load balancers only (decision 15). To fix: set it to internal.`;
const FEW_INSTANCES = (name: string) =>
  `environments.${name}.alarms.instanceCount: 2. It is above autoScaling.minSize 1 (decision 1): the alarm would always be in ALARM, so its actions are disabled. To fix: set minSize to at least 2, which enables them.`;
const ELSEWHERE = (name: string, region: string) =>
  `environments.${name}.region: "${region}". No alarm watches the distribution's errors, because CloudFront's metrics are in us-east-1 (decision 18). The dashboard shows them.`;
const BRANCH = (name: string, ref: string) =>
  `environments.${name}.backend.ref: "${ref}". It looks like a branch, of which instances launched later may run other code. To fix: use a version tag or a full commit id.`;

test("synthesis gives each warning once per stack, at the stack, and nothing else", () => {
  const inStack = (stack: string, messages: readonly string[]) => [
    stack,
    messages.map((message) => ({ level: "@cdktf/warn", message, constructPath: stack })),
  ];
  expect(annotationsOf(config)).toEqual(
    Object.fromEntries([
      inStack("careflowai-dev", [ACCOUNT, REPOSITORY("dev"), EMAIL("dev"), T2_MICRO("dev")]),
      inStack("careflowai-staging", [
        ACCOUNT,
        REPOSITORY("staging"),
        EMAIL("staging"),
        T2_MICRO("staging"),
        HEALTH("staging"),
        STICKINESS("staging"),
        FEW_INSTANCES("staging"),
      ]),
      inStack("careflowai-prod", [
        ACCOUNT,
        REPOSITORY("prod"),
        EMAIL("prod"),
        T2_MICRO("prod"),
        HEALTH("prod"),
        STICKINESS("prod"),
        FEW_INSTANCES("prod"),
      ]),
      inStack("careflowai-account", [ACCOUNT, EMAIL_OF("account"), NO_MONITOR]),
      inStack("careflowai-state", [ACCOUNT]),
    ]),
  );
});

test("hardened environments have the same warnings, except on sticky sessions, whose cookie is of the same origin", () => {
  const input = configWith(({ environments }) => {
    for (const environment of Object.values<any>(environments)) environment.posture = "hardened";
  });
  for (const name of ["dev", "staging", "prod"]) {
    const documented = warningsOf(name, config);
    expect(warningsOf(name, input)).toEqual(documented.filter((warning) => warning !== STICKINESS(name)));
    expect(documented.includes(STICKINESS(name))).toBe(name !== "dev");
  }
});

test("an internet-facing load balancer causes one warning, in its stack", () => {
  const annotations = annotationsOf(
    configSetting("environments.prod.loadBalancer", { scheme: "internet-facing", https: HTTPS }),
  );
  expect(annotations).toEqual({
    ...annotationsOf(config),
    "careflowai-prod": [
      ...(annotationsOf(config)["careflowai-prod"] ?? []),
      { level: "@cdktf/warn", message: INTERNET_FACING("prod"), constructPath: "careflowai-prod" },
    ],
  });
});

test.each(["documented", "hardened"])(
  "synthesis gives no warning if every cause is gone, in %s",
  (posture) => {
    const silent = configWith(({ account, environments }) => {
      account.id = "210987654321";
      account.notifications.emailAddresses = ["ops@careflow.org"];
      account.costAnomalies = { monitor: { create: true } };
      for (const environment of Object.values<any>(environments)) {
        environment.backend.repository = "https://git.careflow.org/backend.git";
        environment.backend.healthCheckPath = "/live";
        environment.notifications.emailAddresses = ["ops@careflow.org"];
        environment.instance = { type: "m7i-flex.large" };
        environment.posture = posture;
        if (environment.topology === "load-balanced" && posture === "documented")
          environment.api = {
            cors: { allowCredentials: true, allowOrigins: ["https://d111111abcdef8.cloudfront.net"] },
          };
        if (environment.topology === "load-balanced")
          environment.autoScaling = { minSize: 2, desiredCapacity: 2 };
      }
    });
    expect(annotationsOf(silent)).toEqual({
      "careflowai-dev": [],
      "careflowai-staging": [],
      "careflowai-prod": [],
      "careflowai-account": [],
      "careflowai-state": [],
    });
  },
);

function warningsOf(name: string, input: ConfigInput): string[] {
  const { account, environments } = parseConfig(input);
  return environments
    .filter((environment) => environment.name === name)
    .flatMap((environment) => environmentWarnings(account, environment));
}

test.each<[cause: string, field: string, value: unknown, warning: string]>([
  ["the account is a real one", "account.id", "210987654321", ACCOUNT],
  [
    "the repository is a real one",
    "environments.prod.backend.repository",
    "https://git.careflow.org/x",
    REPOSITORY("prod"),
  ],
  [
    "the addresses are real ones",
    "environments.prod.notifications.emailAddresses",
    ["ops@careflow.org"],
    EMAIL("prod"),
  ],
  [
    "the instance type is m7i-flex.large",
    "environments.prod.instance.type",
    "m7i-flex.large",
    T2_MICRO("prod"),
  ],
  [
    "two instances always run",
    "environments.prod.autoScaling",
    { minSize: 2, desiredCapacity: 2 },
    FEW_INSTANCES("prod"),
  ],
  ["one instance is enough", "environments.prod.alarms", { instanceCount: 1 }, FEW_INSTANCES("prod")],
  ["health is liveness only", "environments.prod.backend.healthCheckPath", "/live", HEALTH("prod")],
  ["the API has the site's origin", "environments.prod.api", { routing: "same-origin" }, STICKINESS("prod")],
  [
    "cookies may be sent to named origins",
    "environments.prod.api.cors",
    { allowCredentials: true, allowOrigins: ["https://d111111abcdef8.cloudfront.net"] },
    STICKINESS("prod"),
  ],
])("when %s, exactly its warning is gone", (_cause, field, value, warning) => {
  const before = warningsOf("prod", config);
  expect(before).toContain(warning);
  expect(warningsOf("prod", configSetting(field, value))).toEqual(
    before.filter((other) => other !== warning),
  );
});

test.each<[title: string, name: string, change: (environment: any) => void, warning: string]>([
  [
    "private subnets that do not exist",
    "prod",
    (prod) => (prod.network = { privateSubnets: { "us-east-1a": "10.0.21.0/24" } }),
    'environments.prod.network.privateSubnets: {"us-east-1a":"10.0.21.0/24"}. They do not exist, because network.nat is none. To fix: set nat to single or per-az, or remove them.',
  ],
  [
    "a primary zone without anything in it",
    "prod",
    (prod) => (prod.network = { primaryZone: "us-east-1c" }),
    'environments.prod.network.primaryZone: "us-east-1c". Nothing is in it: there is no single NAT gateway, no EC2 Instance Connect Endpoint, and no subnet. To fix: remove it, or choose a zone of network.publicSubnets.',
  ],
  [
    "public blocks for SSH to private subnets",
    "prod",
    (prod) => {
      prod.network = { nat: "single" };
      prod.ssh = { allowedCidrs: ["10.0.0.0/16", "203.0.113.0/24"] };
    },
    'environments.prod.ssh.allowedCidrs: "203.0.113.0/24". Public addresses cannot reach instances in private subnets. To fix: remove them, and use ssh.instanceConnectEndpoint or Session Manager.',
  ],
  [
    "more workers than memory",
    "dev",
    (dev) => (dev.backend.workers = 6),
    "environments.dev.backend.workers: 6. A t2.micro has memory for about 5, at 128 MiB each and 384 MiB for the system; with more, the kernel ends processes. To fix: lower workers, or choose a larger instance.type.",
  ],
  [
    "a region that the account must enable",
    "dev",
    (dev) => (dev.region = "eu-south-1"),
    'environments.dev.region: "eu-south-1". It is an opt-in region, where a deploy fails until the account has enabled it. To fix: run `aws account enable-region --region-name eu-south-1` once.',
  ],
])("an environment has a warning of %s", (_title, name, change, warning) => {
  expect(warningsOf(name, config)).not.toContain(warning);
  expect(
    warningsOf(
      name,
      configWith(({ environments }) => {
        change(environments[name]);
      }),
    ),
  ).toContain(warning);
});

test("settings that have an effect have no such warning", () => {
  const input = configWith(({ environments: { dev, staging, prod } }) => {
    dev.backend.workers = 5;
    staging.ssh = { allowedCidrs: ["203.0.113.0/24"] };
    staging.network = { primaryZone: "us-east-1b" };
    Object.assign(prod, {
      network: {
        nat: "single",
        privateSubnets: { "us-east-1a": "10.0.21.0/24", "us-east-1b": "10.0.22.0/24" },
      },
      ssh: { allowedCidrs: ["192.168.7.0/24"] },
      instance: { type: "m7i.large" },
    });
    prod.backend.workers = 32;
  });
  for (const name of ["dev", "staging", "prod"])
    expect(warningsOf(name, input).filter((warning) => !warningsOf(name, config).includes(warning))).toEqual(
      [],
    );
});

test.each(["dev", "prod"])(
  "an environment outside of us-east-1 has a warning that no alarm watches CloudFront: %s",
  (name) => {
    const input = configSetting(`environments.${name}.region`, "eu-west-1");
    expect(warningsOf(name, config)).not.toContain(ELSEWHERE(name, "us-east-1"));
    expect(warningsOf(name, input).filter((warning) => warning.includes("CloudFront's metrics"))).toEqual([
      ELSEWHERE(name, "eu-west-1"),
    ]);
  },
);

test.each([
  ["t3.micro", "standard", true],
  ["t3a.small", "standard", true],
  ["t3.micro", "unlimited", false],
  // T2 instances start with launch credits.
  ["t2.small", "standard", false],
  ["m7i-flex.large", "standard", false],
])("a %s in credit mode %s causes a warning of a slow first boot: %j", (type, cpuCredits, expected) => {
  const warnings = warningsOf("prod", configSetting("environments.prod.instance", { type, cpuCredits }));
  expect(warnings.filter((warning) => warning.includes("cpuCredits:"))).toEqual(
    expected
      ? [
          `environments.prod.instance.cpuCredits: "standard". A ${type} starts without CPU credits, so its first boot runs at the baseline and may take longer than a load balancer waits, which then replaces the instance again and again (decision 8). To fix: set it to unlimited, which costs cents per boot.`,
        ]
      : [],
  );
});

describe("off-hours", () => {
  const causeOf = (times: object) =>
    warningsOf(
      "dev",
      configSetting("environments.dev.offHours", { timeZone: "Europe/Paris", ...times }),
    ).filter((warning) => warning.includes("offHours"));
  const warning = (stop: string, start: string, days: string, others: string) =>
    `environments.dev.offHours.stopTime: "${stop}". It is before startTime ${start}: instances are stopped from ${stop} to ${start} on ${days}, and run every night${others}. To fix: if they should run by day, set stopTime after startTime; if they should stop after midnight, name all seven weekdays.`;
  const WORKDAYS = "MON, TUE, WED, THU, FRI";
  const WEEK = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

  test("stop and start exchanged cause a warning", () => {
    expect(causeOf({ stopTime: "07:00", startTime: "19:00" })).toEqual([
      warning("07:00", "19:00", WORKDAYS, " and all of SAT, SUN"),
    ]);
    expect(causeOf({ stopTime: "07:00", startTime: "19:00", weekdays: WEEK })).toEqual([
      warning("07:00", "19:00", WEEK.join(", "), ""),
    ]);
  });

  test("a stop after midnight causes one, unless it is on every day", () => {
    const afterMidnight = { stopTime: "01:00", startTime: "07:00" };
    expect(causeOf(afterMidnight)).toEqual([warning("01:00", "07:00", WORKDAYS, " and all of SAT, SUN")]);
    expect(causeOf({ ...afterMidnight, weekdays: WEEK })).toEqual([]);
  });

  test("a stop in the evening causes none", () => {
    expect(causeOf({ stopTime: "19:00", startTime: "07:00" })).toEqual([]);
  });
});

describe("origins that may call the API", () => {
  const causesOf = (allowOrigins: readonly string[], domain?: object) =>
    warningsOf(
      "prod",
      configWith(({ environments }) => {
        environments.prod.api = { cors: { allowOrigins } };
        environments.prod.domain = domain;
      }),
    ).filter((warning) => warning.includes("api.cors.allowOrigins"));
  const DOMAIN = { hostedZoneId: "Z0123456789ABCDEFGHIJ", frontendName: "app.example.org" };
  const missing = (origin: string, own: string) =>
    `environments.prod.api.cors.allowOrigins: "${origin}". The site itself cannot call the API, because its origin is missing. To fix: add ${own}.`;

  test("lack the site's own", () => {
    expect(causesOf(["https://x.example.org"], DOMAIN)).toEqual([
      missing("https://x.example.org", "https://app.example.org"),
    ]);
    expect(causesOf(["https://x.example.org"])).toEqual([
      missing("https://x.example.org", "the output frontend_url"),
    ]);
  });

  test("include the site's own, or are all", () => {
    expect(causesOf(["https://x.example.org", "https://app.example.org"], DOMAIN)).toEqual([]);
    expect(causesOf(["https://d111111abcdef8.cloudfront.net"])).toEqual([]);
    expect(causesOf(["*"], DOMAIN)).toEqual([]);
  });

  test("are not encrypted", () => {
    const origins = ["http://x.example.org", "http://localhost:3000", "http://127.0.0.1", "*"];
    expect(causesOf(origins, DOMAIN)).toEqual([
      'environments.prod.api.cors.allowOrigins: "http://x.example.org". Anyone on the way can change these pages, which may then call the API as their user. To fix: use https.',
    ]);
  });
});

describe("the reference that instances run", () => {
  const branchWarnings = (name: string, ref: string) =>
    warningsOf(name, configSetting(`environments.${name}.backend.ref`, ref)).filter((warning) =>
      warning.includes("backend.ref"),
    );

  test.each([
    "main",
    "release/1.0",
    "v1-rc",
    "feature/v1.0.0",
    "refs/heads/v1.0.0",
    "0123ab",
    "f".repeat(39),
    "version1",
  ])("causes a warning that it looks like a branch, in load-balanced: %s", (ref) => {
    expect(branchWarnings("prod", ref)).toEqual([BRANCH("prod", ref)]);
  });

  test.each([
    "v1.0.0",
    "1.0",
    "v2",
    "v1.0.0-rc.1",
    "2026.01.15",
    "refs/tags/anything",
    "0123456789abcdef".repeat(3).slice(0, 40),
  ])("causes none if it is a version tag or a full commit id: %s", (ref) => {
    expect(branchWarnings("prod", ref)).toEqual([]);
  });

  test("may be a branch in single-instance", () => {
    expect(branchWarnings("dev", "main")).toEqual([]);
  });
});

test.each(["https://example.org/x.git", "https://git.example.net/x.git", "https://example.com:8443/x.git"])(
  "%s is a placeholder too",
  (repository) => {
    expect(warningsOf("dev", configSetting("environments.dev.backend.repository", repository))).toContain(
      REPOSITORY("dev", repository),
    );
  },
);

test("hosts that only look like a placeholder are real ones", () => {
  for (const repository of ["https://myexample.com/x.git", "https://example.com.au/x.git"]) {
    expect(warningsOf("dev", configSetting("environments.dev.backend.repository", repository))).toEqual([
      ACCOUNT,
      EMAIL("dev"),
      T2_MICRO("dev"),
    ]);
  }
});

test("of several addresses only the placeholders are named", () => {
  const addresses = ["ops@careflow.org", "a@example.org", "b@mail.example.com"];
  expect(
    warningsOf("dev", configSetting("environments.dev.notifications.emailAddresses", addresses)),
  ).toContain(EMAIL_OF("environments.dev", '"a@example.org", "b@mail.example.com"'));
});

test("the warning on sticky sessions has the configured duration", () => {
  const input = configSetting("environments.prod.loadBalancer", { stickinessDurationSeconds: 3600 });
  expect(warningsOf("prod", input)).toContain(STICKINESS("prod", 3600));
});

test("messages are warnings again, and other messages are not", () => {
  expect(fromMessage(T2_MICRO("dev"))).toEqual({
    field: "environments.dev.instance.type",
    cause: T2_MICRO("prod").replace("environments.prod.instance.type: ", ""),
  });
  expect(fromMessage("Deprecated: use something else.")).toBeUndefined();
});

const TRAIL = "arn:aws:cloudtrail:us-east-1:210987654321:trail/existing";

describe("the account's stack warns", () => {
  const accountWarningsOf = (settings: object) =>
    accountStackWarnings(
      parseConfig(configWith(({ account }) => Object.assign(account, { id: "210987654321" }, settings)))
        .account,
    );
  const silent = {
    notifications: { emailAddresses: ["ops@careflow.org"] },
    costAnomalies: { monitor: { create: true } },
  };

  test("of nothing where all is set", () => {
    expect(accountWarningsOf(silent)).toEqual([]);
    expect(accountWarningsOf({ ...silent, trail: { arn: TRAIL, logGroupName: "existing-trail" } })).toEqual(
      [],
    );
  });

  test("of an existing trail whose log group is not known", () => {
    expect(accountWarningsOf({ ...silent, trail: { arn: TRAIL } })).toEqual([
      "account.trail.logGroupName: missing. There are no alarms on denied calls and failed sign-ins, and no daily summary. To fix: set it in src/config/config.ts.",
    ]);
  });
});
