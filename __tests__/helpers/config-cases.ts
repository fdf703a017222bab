import { ConfigError, parseConfig } from "../../src/config/parse";
import { REGIONS } from "../../src/config/regions";
import { configSetting, configWith, setField } from "./config";

/** What is wrong with a configuration; nothing if it is accepted. */
export function problemsOf(input: unknown): readonly string[] {
  try {
    parseConfig(input);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

export const line = (path: string, value: unknown, advice: string) =>
  `${path}: ${value === undefined ? "missing" : JSON.stringify(value)}. ${advice}`;

export const BLOCK = (from: number, to: number) =>
  `Allowed: an IPv4 block from /${String(from)} to /${String(to)} that begins at its first address, such as 10.0.1.0/24.`;
export const REGION = `Allowed: ${REGIONS.join(", ")}. To fix: correct the name, or update @aws-cdk/region-info for a newer region.`;
export const FLAG = "Allowed: true or false. To fix: write it without quotes.";
export const RETENTION =
  "Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. To fix: choose the next longer period in the list.";
export const EMAIL = "Allowed: an e-mail address. To fix: write it as name@domain.";
export const REF =
  "Allowed: a git tag, branch or full commit id of letters, digits, '.', '_', '-' and '/'. To fix: use a release tag or all 40 digits of a commit id, because git fetches no shortened one.";
export const HOST_NAME =
  "Allowed: a host name in lower case, such as app.example.com. To fix: write the full name without scheme, port or path.";
export const CERTIFICATE_NAME =
  "Allowed: a host name in lower case of up to 64 characters, ACM's limit, such as app.example.com. To fix: write the full name without scheme, port or path.";
export const NOT_HOST_NAMES = [
  "https://app.example.org",
  "app.example.org/",
  "app.example.org.",
  "app.example.org:443",
  "App.example.org",
  "*.example.org",
  "-app.example.org",
  "app-.example.org",
  "app..example.org",
  "app_1.example.org",
  "localhost",
  "192.0.2.1",
  `${"a".repeat(64)}.example.org`,
  `${"a.".repeat(125)}example`,
  "app.example.org\n",
  "",
  5,
];
export const TIME =
  "Allowed: a time of day from 00:00 to 23:59. To fix: write hours and minutes with two digits each, such as 19:30.";
export const CERTIFICATE =
  "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";
export const HTTPS = { certificateArn: CERTIFICATE, serverName: "alb.example.org" };
export const DOMAIN = { hostedZoneId: "Z0123456789ABCDEFGHIJ", frontendName: "app.example.org" };
export const OFF_HOURS = { stopTime: "19:00", startTime: "07:00", timeZone: "America/New_York" };
export const RANGE = "choose a number in that range";
export const ENVIRONMENT_FIELDS =
  "topology, posture, region, protect, customerManagedKey, documentNames, stateKey, tags, ssh, backend, frontend, notifications, offHours, network, instance";
export const NO_SUCH_FIELD = (allowed: string, nearest?: string) =>
  `No such field. ${nearest === undefined ? "" : `Did you mean ${nearest}? `}Allowed: ${allowed}. To fix: correct the spelling or remove the key.`;
/** The advice for a field that only the environments of a topology have. */
export const ONLY_IN = (topology: string, environment: string) =>
  `Allowed: only where environments.${environment}.topology is ${topology}. To fix: remove the key.`;
export const ENVIRONMENT_NAME =
  "Allowed: environment names that begin with a lower-case letter, of lower-case letters, digits and single hyphens, except state and account. To fix: rename the environment.";
export const TOPOLOGY = "Allowed: single-instance, load-balanced. To fix: choose one of them.";
export const copyOf = (environments: any, name: string) => structuredClone(environments[name]);

interface Field {
  readonly path: string;
  /** The section that holds it, where that has other fields without default. */
  readonly section?: object;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly advice: string;
  /** The spelling that is suggested for a bad value. */
  readonly nearest?: Readonly<Record<string, string>>;
}

/** Tests fields by themselves: the values that each accepts and refuses, and the advice of a refusal. */
export function testFields(fields: readonly Field[]): void {
  describe.each(fields)("$path", ({ path, section, good, bad, advice, nearest = {} }) => {
    const problemsWith = (value: unknown) =>
      problemsOf(
        configWith((copy) => {
          if (section) setField(copy, path.slice(0, path.lastIndexOf(".")), { ...section });
          setField(copy, path, value);
        }),
      );

    test.each(bad.map((value) => [value]))("refuses %j", (value) => {
      const suggestion = nearest[String(value)];
      const question = suggestion === undefined ? "" : `Did you mean ${suggestion}? `;
      expect(problemsWith(value)).toEqual([line(path, value, question + advice)]);
    });

    if (good.length > 0)
      test.each(good.map((value) => [value]))("accepts %j", (value) => {
        expect(problemsWith(value)).not.toContain(line(path, value, advice));
      });
  });
}

/** Tests the limits of whole numbers. */
export function testNumbers(
  numbers: readonly (readonly [path: string, min: number, max: number, fix: string])[],
): void {
  test.each(numbers)("%s is a whole number from %d to %d", (path, min, max, fix) => {
    const advice = `Allowed: a whole number from ${String(min)} to ${String(max)}. To fix: ${fix}.`;
    for (const value of [min - 1, max + 1, min + 0.5, String(min), null]) {
      expect(problemsOf(configSetting(path, value))).toEqual([line(path, value, advice)]);
    }
    for (const value of [min, max]) {
      expect(problemsOf(configSetting(path, value))).not.toContain(line(path, value, advice));
    }
  });
}

export type Refusal = [title: string, change: (config: any) => void, ...problems: string[]];

export function testRefusals(refusals: readonly Refusal[]): void {
  describe("the configuration is refused for", () => {
    test.each(refusals)("%s", (_title, change, ...problems) => {
      expect(problemsOf(configWith(change))).toEqual(problems);
    });
  });
}

export type Acceptance = [title: string, change: (config: any) => void];

export function testAcceptances(acceptances: readonly Acceptance[]): void {
  describe("the configuration may have", () => {
    test.each(acceptances)("%s", (_title, change) => {
      expect(problemsOf(configWith(change))).toEqual([]);
    });
  });
}
