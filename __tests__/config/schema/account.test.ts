import { accountStackWarnings } from "../../../src/config/warnings";
import { config } from "../../helpers/documented";
import { ConfigError, parseConfig } from "../../../src/config/parse";
import { configWith, setField } from "../../helpers/config";

const withAccount = (change: (account: any) => void) =>
  configWith(({ account }) => {
    change(account);
  });
function problemsWith(change: (account: any) => void): readonly string[] {
  try {
    parseConfig(withAccount(change));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
const accountOf = (settings: object) =>
  parseConfig(withAccount((account) => Object.assign(account, settings))).account;

const TRAIL = "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization";
const MONITOR = "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef";
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const DETECTOR = "0123456789abcdef0123456789abcdef";

test("what is left out has its default", () => {
  expect(parseConfig(config).account).toEqual({
    id: "111122223333",
    region: "us-east-1",
    notifications: { emailAddresses: ["alerts@example.com"] },
    trail: { create: true, expirationDays: 365, protect: true, logRetentionDays: 90, dataEvents: false },
    alerts: { deniedCallsPerFiveMinutes: 10, failedSignInsPerFiveMinutes: 3, summaryHourUtc: 7 },
    budget: { monthlyLimitUsd: 200 },
    costAnomalies: { thresholdUsd: 20 },
  });
  expect(accountOf({ ci: { repository: "my-company/infrastructure" } }).ci).toEqual({
    repository: "my-company/infrastructure",
    branch: "main",
    oidcProvider: { create: true },
    deployEnvironments: [],
  });
});

test.each([
  ["trail", { arn: TRAIL }],
  ["guardDuty", { detectorId: DETECTOR }],
  ["costAnomalies.monitor", { arn: MONITOR }],
  ["ci.oidcProvider", { arn: PROVIDER }],
])("%s is made here, or exists already", (path, existing) => {
  const problems = (value: unknown) =>
    problemsWith((account) => {
      account.ci = { repository: "my-company/infrastructure" };
      setField(account, path, value);
    });
  expect(problems({ create: true })).toEqual([]);
  expect(problems(existing)).toEqual([]);
  expect(problems({ create: false, ...existing })).toEqual([]);

  const [key = ""] = Object.keys(existing);
  const value = JSON.stringify(Object.values(existing)[0]);
  expect(problems({ create: true, ...existing })).toEqual([
    expect.stringContaining(`account.${path}.${key}: ${value}. No such field.`),
  ]);
  expect(problems({})).toEqual([expect.stringContaining(`account.${path}.${key}: missing. Allowed: `)]);
  const keys = path === "trail" ? "arn, logGroupName" : key;
  expect(problems({ create: "yes" })).toEqual([
    `account.${path}.create: "yes". Allowed: { create: true }, or an existing one as { ${keys} }. To fix: choose one of the two.`,
  ]);
});

interface Field {
  readonly path: string;
  readonly bad: readonly unknown[];
  readonly advice: string;
}
const fields: Field[] = [
  {
    path: "trail.arn",
    bad: [
      "organization",
      "arn:aws:cloudtrail:us-east-1:111122223333:trail/",
      "arn:aws-cn:cloudtrail:x:1:trail/abc",
    ],
    advice:
      "Allowed: the ARN of a CloudTrail trail. To fix: take it from `aws cloudtrail describe-trails`, or set trail to { create: true }.",
  },
  {
    path: "guardDuty.detectorId",
    bad: ["0123", "arn:aws:guardduty:us-east-1:111122223333:detector/0123456789abcdef0123456789abcdef"],
    advice:
      "Allowed: the 32 hexadecimal digits of a GuardDuty detector's id. To fix: take it from `aws guardduty list-detectors`.",
  },
  {
    path: "costAnomalies.monitor.arn",
    bad: ["Default-Services-Monitor", MONITOR.replace("ce", "cost")],
    advice:
      "Allowed: the ARN of a cost anomaly monitor. To fix: take it from `aws ce get-anomaly-monitors`, or set monitor to { create: true } if that lists none.",
  },
  {
    path: "ci.oidcProvider.arn",
    bad: ["token.actions.githubusercontent.com", PROVIDER.replace("token", "vstoken")],
    advice:
      "Allowed: the ARN of the account's provider for token.actions.githubusercontent.com. To fix: take it from `aws iam list-open-id-connect-providers`.",
  },
  {
    path: "ci.repository",
    bad: [
      "infrastructure",
      "https://github.com/my-company/infrastructure",
      "my-company/*",
      "a/b/c",
      "-a/b",
      "*/b",
    ],
    advice:
      "Allowed: a GitHub repository as owner/name. To fix: write it like my-company/careflowai-infrastructure, in the case that GitHub shows.",
  },
  {
    path: "ci.branch",
    bad: ["*", "main*", "", "release/", "a b"],
    advice:
      "Allowed: a branch name of letters, digits, '.', '_', '-' and '/'. To fix: write it without refs/heads/.",
  },
  {
    path: "notifications.emailAddresses",
    bad: [Array.from({ length: 11 }, (_, index) => `a${String(index)}@example.org`)],
    advice: "Allowed: up to 10 addresses. To fix: use a distribution list.",
  },
  {
    path: "notifications.emailAddresses",
    bad: [["a@example.org", "a@example.org"]],
    advice: "Allowed: each address once. To fix: remove the repetition.",
  },
];

describe.each(fields)("account.$path", ({ path, bad, advice }) => {
  test.each(bad.map((value) => [value]))("refuses %j", (value) => {
    expect(
      problemsWith((account) => {
        if (path.startsWith("ci.")) account.ci = { repository: "my-company/infrastructure" };
        setField(account, path, value);
      }),
    ).toEqual([`account.${path}: ${JSON.stringify(value)}. ${advice}`]);
  });
});

test.each([
  ["trail.expirationDays", 1, 3650],
  ["alerts.deniedCallsPerFiveMinutes", 1, 100_000],
  ["alerts.failedSignInsPerFiveMinutes", 1, 100_000],
  ["alerts.summaryHourUtc", 0, 23],
  ["budget.monthlyLimitUsd", 1, 10_000_000],
  ["costAnomalies.thresholdUsd", 1, 10_000_000],
])("account.%s is a whole number from %d to %d", (path, min, max) => {
  const problems = (value: unknown) =>
    problemsWith((account) => {
      if (path.startsWith("trail.")) account.trail = { create: true };
      setField(account, path, value);
    });
  for (const value of [min, max]) expect(problems(value)).toEqual([]);
  for (const value of [min - 1, max + 1, min + 0.5, String(min), null])
    expect(problems(value)).toEqual([
      `account.${path}: ${JSON.stringify(value)}. Allowed: a whole number from ${String(min)} to ${String(max)}. To fix: choose a number in that range.`,
    ]);
});

test("CI deploys environments that there are", () => {
  const problems = problemsWith((account) => {
    account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["prod", "production"] };
  });
  expect(problems).toEqual([
    'account.ci.deployEnvironments[1]: "production". Allowed: dev, staging, prod. To fix: correct the spelling, or remove the name.',
  ]);
});

test("CI deploys no environment whose name begins another's, which its role would reach", () => {
  const input = configWith(({ account, environments }) => {
    environments["prod-eu"] = environments.staging;
    environments.production = environments.dev;
    account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["prod", "prod-eu"] };
  });
  const refused = () => parseConfig(input);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(
    /^src\/config\/config\.ts has 1 problem:\n- account\.ci\.deployEnvironments\[0\]: "prod"\. Allowed: an environment whose name does not begin another's; the role could also change environments\.prod-eu\. To fix: rename one of them, or let people deploy this one\.$/,
  );
});

test("CI deploys each environment once", () => {
  const problems = problemsWith((account) => {
    account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["dev", "dev"] };
  });
  expect(problems).toEqual([
    'account.ci.deployEnvironments: ["dev","dev"]. Allowed: different environments. To fix: remove the repetition.',
  ]);
});

test("no environment keeps its state where the account's stack does", () => {
  const input = configWith(({ environments }) => {
    environments.dev.stateKey = "account/terraform.tfstate";
  });
  expect(() => parseConfig(input)).toThrow(
    new ConfigError([
      'environments.dev.stateKey: "account/terraform.tfstate". Allowed: a unique key; the account\'s stack keeps its state there. To fix: leave stateKey out, or choose another.',
    ]),
  );
});

describe("synth warns", () => {
  const warningsOf = (settings: object) =>
    accountStackWarnings(accountOf({ id: "210987654321", ...settings }));
  const silent = {
    notifications: { emailAddresses: ["ops@careflow.org"] },
    costAnomalies: { monitor: { create: true } },
  };

  test("of nothing where all is set", () => {
    expect(warningsOf(silent)).toEqual([]);
    expect(warningsOf({ ...silent, trail: { arn: TRAIL, logGroupName: "organization-trail" } })).toEqual([]);
  });

  test("of an existing trail whose log group is not known", () => {
    expect(warningsOf({ ...silent, trail: { arn: TRAIL } })).toEqual([
      "account.trail.logGroupName: missing. There are no alarms on denied calls and failed sign-ins, and no daily summary. To fix: set it in src/config/config.ts.",
    ]);
  });
});
