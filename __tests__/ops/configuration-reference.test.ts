import { POSTURE_DEFAULTS } from "../../src/config/schema/postures";
import { configurationReference } from "../../src/ops/configuration-reference";

const reference = configurationReference();

const rows = reference.split("\n").flatMap((line) => {
  const [, field, type, byDefault, description, source, cost, ...rest] = line
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
  if (!field?.startsWith("`")) return [];
  expect(rest).toEqual([""]);
  return [{ field: field.slice(1, -1), type, byDefault, description, source, cost }];
});

test("every setting has a description and the source of its default", () => {
  expect(rows.length).toBeGreaterThan(80);
  expect(
    rows.filter(({ type, byDefault, description, source }) => !type || !byDefault || !description || !source),
  ).toEqual([]);
});

test("a setting whose default depends on the posture shows both defaults, and no other does", () => {
  const both = rows.filter(({ byDefault }) => /documented|hardened/.test(byDefault ?? ""));
  expect(Object.fromEntries(both.map(({ field, byDefault }) => [field, byDefault]))).toEqual({
    posture: "`documented`",
    customerManagedKey: "documented: `false`, hardened: `true`",
    "autoScaling.maxInstanceLifetimeDays": "documented: `0`, hardened: `30`",
    "backend.instanceMetadata": "documented: `allowed`, hardened: `denied`",
    "network.egress.restricted": "documented: `false`, hardened: `true`",
    "network.flowLogs.enabled": "documented: `false`, hardened: `true`",
    "network.nat": "documented: `none`, hardened: `single`",
    "frontend.bucketAccess": "documented: `public-website`, hardened: `private`",
    "frontend.bucketVersioning": "documented: `Suspended`, hardened: `Enabled`",
    "frontend.contentSecurityPolicy": `documented: \`none\`, hardened: \`${POSTURE_DEFAULTS.hardened.contentSecurityPolicy}\``,
    "frontend.accessLogs.enabled": "documented: `false`, hardened: `true`",
    "loadBalancer.admitHttpToInstances": "documented: `true`, hardened: `false`",
    "loadBalancer.accessLogs.enabled": "documented: `false`, hardened: `true`",
    "api.routing": "documented: `cross-origin`, hardened: `same-origin`",
  });
  // Its default depends on another field.
  expect(rows.find(({ field }) => field === "ssh.allowedCidrs")).toMatchObject({
    byDefault: "-",
    description: expect.stringContaining("Left out: network.vpcCidr, or none if posture is hardened."),
  });
});

test("a setting that costs money gives the cost and AWS's price page", () => {
  expect(reference).toContain("| field | allowed | default | description | source | cost per month |");
  const costs = rows.filter(({ cost }) => cost !== "");
  expect(costs.map(({ field }) => field)).toEqual(
    expect.arrayContaining([
      "instance.type",
      "offHours",
      "network.nat",
      "network.flowLogs.enabled",
      "frontend.webAcl.enabled",
      "frontend.accessLogs.enabled",
      "loadBalancer.accessLogs.enabled",
      "loadBalancer.scheme",
      "frontend.bucketVersioning",
      "domain.hostedZoneId",
    ]),
  );
  const page = /\(https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/\)/;
  expect(costs.filter(({ cost }) => !cost?.startsWith("none") && !page.test(cost ?? ""))).toEqual([]);
});

test("an optional section says what leaving it out means, before its fields", () => {
  const fields = rows.map(({ field }) => field);
  for (const section of ["offHours", "domain", "loadBalancer.https", "api.cors"]) {
    expect(rows.filter(({ field }) => field === section)).toEqual([
      expect.objectContaining({
        type: "section",
        byDefault: "-",
        description: expect.stringContaining("Left out: "),
      }),
    ]);
    expect(fields[fields.indexOf(section) + 1]).toMatch(new RegExp(`^${section.replace(".", "\\.")}\\.`));
  }
});

test("a setting of one topology names it", () => {
  expect(reference).toMatch(/^\| `api\.timeoutSeconds` \|.*\| load-balanced only\. /m);
  expect(reference).toMatch(/^\| `instance\.availabilityZone` \|.*\| single-instance only\. /m);
  expect(reference).toMatch(
    /^\| `instance\.type` \| an x86_64 EC2 instance type, such as t2\.micro \| `t2\.micro` \| Instance type\./m,
  );
});

test.each([
  ["offHours.stopTime", "a time of day from 00:00 to 23:59"],
  ["network.vpcCidr", "an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24"],
  [
    "network.publicSubnets",
    "map, each key: availability zone names, such as us-east-1a; each value: an IPv4 block from /16 to /28 that begins at its first address, such as 10.0.1.0/24",
  ],
  [
    "frontend.cachedPaths",
    "list, each: paths below /api/, with '*' only at the end; different paths; at most 64 paths",
  ],
  ["loadBalancer.https.certificateArn", "the ARN of an ACM certificate in the environment's region"],
  ["autoScaling.minSize", "integer, 1 to 100"],
])("the allowed values of %s are those of its refusal: %s", (path, allowed) => {
  expect(rows.filter(({ field }) => field === path)).toEqual([expect.objectContaining({ type: allowed })]);
});

test("no setting is only a string", () => {
  expect(rows.filter(({ type }) => /^(?:list, each: )?string$/.test(type ?? ""))).toEqual([]);
});

test("each section has a heading, those of the account and of other sections included", () => {
  const headings = [...reference.matchAll(/^### `(.+)`$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(
    expect.arrayContaining([
      "account.notifications",
      "account.ci.oidcProvider",
      "notifications",
      "frontend.webAcl",
      "api.cors",
    ]),
  );
  expect(new Set(headings).size).toBe(headings.length);
});
