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

test("every setting says what it is for and where its default comes from", () => {
  expect(rows.length).toBeGreaterThan(80);
  expect(
    rows.filter(({ type, byDefault, description, source }) => !type || !byDefault || !description || !source),
  ).toEqual([]);
});

test("what a posture moves shows both defaults, and nothing else does", () => {
  const both = rows.filter(({ byDefault }) => /documented|hardened/.test(byDefault ?? ""));
  expect(Object.fromEntries(both.map(({ field, byDefault }) => [field, byDefault]))).toEqual({
    posture: "`documented`",
    "network.flowLogs.enabled": "documented: `false`, hardened: `true`",
    "network.nat": "documented: `none`, hardened: `single`",
    "frontend.bucketAccess": "documented: `public-website`, hardened: `private`",
    "frontend.bucketVersioning": "documented: `Suspended`, hardened: `Enabled`",
    "frontend.accessLogs.enabled": "documented: `false`, hardened: `true`",
    "loadBalancer.admitHttpToInstances": "documented: `true`, hardened: `false`",
    "loadBalancer.accessLogs.enabled": "documented: `false`, hardened: `true`",
    "api.routing": "documented: `cross-origin`, hardened: `same-origin`",
  });
  // Its default depends on another field, and is told in words.
  expect(rows.find(({ field }) => field === "ssh.allowedCidrs")).toMatchObject({
    byDefault: "-",
    description: expect.stringContaining(
      "Left out: the VPC's own block, or nothing where posture is hardened.",
    ),
  });
});

test("what costs says how much, with AWS's page", () => {
  expect(reference).toContain("| field | type | default | what it is for | source | cost a month |");
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

test("a section that may be left out says what that means, before its own fields", () => {
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

test("a setting of one topology says so", () => {
  expect(reference).toMatch(/^\| `api\.timeoutSeconds` \|.*\| load-balanced only\. /m);
  expect(reference).toMatch(/^\| `instance\.availabilityZone` \|.*\| single-instance only\. /m);
  expect(reference).toMatch(/^\| `instance\.type` \| string \| `t2\.micro` \| Instance type\./m);
});
