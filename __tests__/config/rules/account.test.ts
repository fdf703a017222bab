import { configWith } from "../../helpers/config";
import { CERTIFICATE, problemsOf, testAcceptances, testRefusals } from "../../helpers/config-cases";

const OTHER = "210987654321";
const TRAIL = "arn:aws:cloudtrail:us-east-1:111122223333:trail/existing";
const MONITOR = "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef";
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const ELSEWHERE =
  "Allowed: an ARN of account.id 210987654321. To fix: take it from that account, or correct account.id.";
const existing = ({ account, environments }: any) => {
  account.trail = { arn: TRAIL };
  account.costAnomalies = { monitor: { arn: MONITOR } };
  account.ci = { repository: "my-company/infrastructure", oidcProvider: { arn: PROVIDER } };
  environments.prod.loadBalancer = {
    https: { certificateArn: CERTIFICATE, serverName: "alb.example.org" },
  };
};

testRefusals([
  [
    "resources of another account",
    (config) => {
      existing(config);
      config.account.id = OTHER;
    },
    `account.trail.arn: "${TRAIL}". ${ELSEWHERE}`,
    `account.costAnomalies.monitor.arn: "${MONITOR}". ${ELSEWHERE}`,
    `account.ci.oidcProvider.arn: "${PROVIDER}". ${ELSEWHERE}`,
    `environments.prod.loadBalancer.https.certificateArn: "${CERTIFICATE}". ${ELSEWHERE}`,
  ],
  [
    "a trail of another region",
    ({ account }) => Object.assign(account, { region: "eu-west-1", trail: { arn: TRAIL } }),
    `account.trail.arn: "${TRAIL}". Allowed: a trail whose home region is account.region eu-west-1. To fix: set account.region to the trail's home region, or trail to { create: true }.`,
  ],
]);

testAcceptances([["resources of the account and the region", existing]]);

const problemsWith = (change: (account: any) => void) =>
  problemsOf(
    configWith(({ account }) => {
      change(account);
    }),
  );

test("files are locked at most until they expire", () => {
  const lockedFor = (retentionDays: number, expirationDays?: number) =>
    problemsWith((account) => {
      account.trail = { create: true, expirationDays, objectLock: { retentionDays } };
    });
  expect(lockedFor(365)).toEqual([]);
  expect(lockedFor(2190, 2190)).toEqual([]);
  expect(lockedFor(366)).toEqual([
    "account.trail.objectLock.retentionDays: 366. Allowed: at most account.trail.expirationDays 365. To fix: raise expirationDays, or lower retentionDays.",
  ]);
});

test("public buckets are blocked only where no environment has a public website", () => {
  const blocked = (access: "private" | "public-website") =>
    problemsOf(
      configWith(({ account, environments }) => {
        account.safeguards = { blockPublicBuckets: true };
        for (const environment of Object.values<any>(environments)) environment.posture = "hardened";
        environments.dev.frontend = { bucketAccess: access };
      }),
    );
  expect(blocked("private")).toEqual([]);
  expect(blocked("public-website")).toEqual([
    "account.safeguards.blockPublicBuckets: true. Allowed: false while environments.dev.frontend.bucketAccess is public-website, a website that it would close. To fix: set and deploy bucketAccess: private first, or set this to false.",
  ]);
});

test("a lock has a mode that S3 knows, and a retention", () => {
  expect(
    problemsWith((account) => {
      account.trail = { create: true, objectLock: { mode: "STRICT" } };
    }),
  ).toEqual([
    'account.trail.objectLock.mode: "STRICT". Allowed: GOVERNANCE, COMPLIANCE. To fix: choose one of them.',
    "account.trail.objectLock.retentionDays: missing. Allowed: a whole number from 1 to 3650. To fix: choose a number in that range.",
  ]);
});
