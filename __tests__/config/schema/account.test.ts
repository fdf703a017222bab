import { problemsOf, REGION, testFields } from "../../helpers/config-cases";
import { config } from "../../helpers/documented";
import { parseConfig } from "../../../src/config/parse";
import { configWith, setField } from "../../helpers/config";

const withAccount = (change: (account: any) => void) =>
  configWith(({ account }) => {
    change(account);
  });
const problemsWith = (change: (account: any) => void) => problemsOf(withAccount(change));
const accountOf = (settings: object) =>
  parseConfig(withAccount((account) => Object.assign(account, settings))).account;

const TRAIL = "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization";
const MONITOR = "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef";
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const DETECTOR = "0123456789abcdef0123456789abcdef";

test("a setting that is left out has its default", () => {
  expect(parseConfig(config).account).toEqual({
    id: "111122223333",
    region: "us-east-1",
    notifications: { emailAddresses: ["alerts@example.com"] },
    trail: { create: true, expirationDays: 365, protect: true, logRetentionDays: 90, dataEvents: false },
    alerts: {
      deniedCallsPerFiveMinutes: 10,
      failedSignInsPerFiveMinutes: 3,
      summaryHourUtc: 7,
      protectKey: true,
    },
    safeguards: { blockPublicBuckets: false, encryptVolumes: false, accessAnalyzer: false },
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
])("%s is created, or exists already", (path, existing) => {
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
    `account.${path}.${key}: ${value}. Allowed: only where account.${path}.create is false. To fix: remove the key.`,
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
      "Allowed: the 32 hexadecimal digits of a GuardDuty detector's id. To fix: take it from `aws guardduty list-detectors`, or remove guardDuty for none.",
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
    advice: "Allowed: each address once, in upper or lower case. To fix: remove the repetition.",
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

test("CI deploys each environment once", () => {
  const problems = problemsWith((account) => {
    account.ci = { repository: "my-company/infrastructure", deployEnvironments: ["dev", "dev"] };
  });
  expect(problems).toEqual([
    'account.ci.deployEnvironments: ["dev","dev"]. Allowed: different environments. To fix: remove the repetition.',
  ]);
});

testFields([
  {
    path: "account.id",
    good: ["123456789012"],
    bad: [
      "12345678901",
      "1234567890123",
      "12345678901a",
      "1234-5678-9012",
      "000000000000",
      123456789012,
      "",
      undefined,
    ],
    advice:
      "Allowed: the 12 digits of an AWS account id, in quotes. To fix: take it from `aws sts get-caller-identity`.",
  },
  {
    path: "account.region",
    good: ["eu-central-1"],
    bad: ["eu-north-9"],
    advice: REGION,
    nearest: { "eu-north-9": "eu-north-1" },
  },
]);
