import { configWith } from "../../helpers/config";
import { problemsOf } from "../../helpers/config-cases";

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
