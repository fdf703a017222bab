import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { criteria, make, sorters } from "covertable";
import { createApp } from "../src/app";
import { runChecks } from "../src/checks/check";
import { checks } from "../src/checks/registry";
import { SynthesizedStack } from "../src/synthesized/synthesized-stack";
import { withoutCreationStacks } from "../src/terraform";
import { configWith } from "./helpers/config";

/** Everything of the account that is turned on, off or to another kind: its values by label. */
const SWITCHES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  region: { "us-east-1": {}, "eu-central-1": { region: "eu-central-1" } },
  trail: {
    default: {},
    "with data events": { trail: { create: true, dataEvents: true } },
    existing: { trail: { arn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization" } },
    "existing, with log group": {
      trail: {
        arn: "arn:aws:cloudtrail:eu-central-1:111122223333:trail/organization",
        logGroupName: "organization-trail",
      },
    },
  },
  guardDuty: {
    off: {},
    made: { guardDuty: { create: true } },
    existing: { guardDuty: { detectorId: "0123456789abcdef0123456789abcdef" } },
  },
  monitor: {
    "AWS's": {},
    made: { costAnomalies: { monitor: { create: true } } },
    existing: {
      costAnomalies: {
        monitor: {
          arn: "arn:aws:ce::111122223333:anomalymonitor/01234567-89ab-cdef-0123-456789abcdef",
        },
      },
    },
  },
  ci: {
    none: {},
    "plans only": { ci: { repository: "my-company/infrastructure" } },
    "deploys one": { ci: { repository: "my-company/infrastructure", deployEnvironments: ["dev"] } },
    "deploys all, by an existing provider": {
      ci: {
        repository: "my-company/infrastructure",
        branch: "trunk",
        oidcProvider: {
          arn: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        },
        deployEnvironments: ["dev", "staging", "prod"],
      },
    },
  },
  "environments' region": { "the account's": {}, another: {} },
};

type Labels = Readonly<Record<string, string>>;

const names = Object.keys(SWITCHES);
/** Labels such that any two values of any two switches meet. By hashes: random order would give other cases each time. */
const cases = make(
  Object.fromEntries(Object.entries(SWITCHES).map(([name, values]) => [name, Object.keys(values)])),
  { criterion: criteria.greedy, sorter: sorters.hash },
).map((row): { readonly name: string; readonly labels: Labels } => {
  const labels = Object.fromEntries(names.map((name) => [name, String(row[name])]));
  return { name: names.map((name) => `${name}: ${labels[name] ?? ""}`).join(", "), labels };
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-account-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function synthesize(labels: Labels, name: string): readonly SynthesizedStack[] {
  const outdir = join(folder, name);
  const input = configWith((config) => {
    for (const [name, label] of Object.entries(labels))
      Object.assign(config.account, SWITCHES[name]?.[label]);
    if (labels["environments' region"] === "another")
      Object.assign(config.environments.prod, {
        region: "ap-southeast-2",
        network: {
          publicSubnets: { "ap-southeast-2a": "10.0.1.0/24", "ap-southeast-2b": "10.0.2.0/24" },
        },
      });
  });
  withoutCreationStacks(() => {
    createApp(input, { outdir }).synth();
  });
  return SynthesizedStack.readAll(outdir);
}

const textsIn = (name: string) =>
  readdirSync(join(folder, name, "stacks")).map((stack) =>
    readFileSync(join(folder, name, "stacks", stack, "cdk.tf.json"), "utf8"),
  );

test.each(cases)("$name passes every check, and is the same twice", ({ labels }) => {
  expect(runChecks(checks, synthesize(labels, "once"))).toEqual([]);
  synthesize(labels, "twice");
  expect(textsIn("twice")).toEqual(textsIn("once"));
  for (const name of ["once", "twice"]) rmSync(join(folder, name), { recursive: true });
});

test("any two values of any two switches meet", () => {
  const missing = names.flatMap((name, index) =>
    names.slice(index + 1).flatMap((other) =>
      Object.keys(SWITCHES[name] ?? {}).flatMap((label) =>
        Object.keys(SWITCHES[other] ?? {})
          .filter(
            (otherLabel) =>
              !cases.some(({ labels }) => labels[name] === label && labels[other] === otherLabel),
          )
          .map((otherLabel) => `${name}: ${label} with ${other}: ${otherLabel}`),
      ),
    ),
  );
  expect(missing).toEqual([]);
});

test.each([
  ["none", 0],
  ["plans only", 0],
  ["deploys one", 1],
  ["deploys all, by an existing provider", 3],
])("with CI: %s, there are %i boundaries", (ci, count) => {
  const boundaries = synthesize({ ci }, "ci")
    .flatMap((stack) => stack.resources("aws_iam_policy"))
    .filter(({ address }) => address.startsWith("aws_iam_policy.PermissionsBoundary-"));
  expect(boundaries).toHaveLength(count);
});

test("an environment that CI does not deploy is the same, byte by byte, as without CI", () => {
  const environmentsWith = (ci: string) => {
    synthesize({ ci }, "ci");
    return Object.fromEntries(
      ["dev", "staging", "prod"].map((name) => [
        name,
        readFileSync(join(folder, "ci", "stacks", `careflowai-${name}`, "cdk.tf.json"), "utf8"),
      ]),
    );
  };
  const plain = environmentsWith("none");
  expect(environmentsWith("plans only")).toEqual(plain);
  const { dev, ...others } = environmentsWith("deploys one");
  expect({ ...others, dev: plain.dev }).toEqual(plain);
  expect(dev).not.toEqual(plain.dev);
});

test("environments are the same whatever the account's switches, the boundary of CI apart", () => {
  const environmentsWith = (labels: Labels) =>
    synthesize(labels, "compared")
      .filter(({ name }) => /-(dev|staging|prod)$/.test(name))
      .map(({ json }) =>
        JSON.parse(JSON.stringify(json), (key, value) =>
          key === "permissions_boundary" ? undefined : value,
        ),
      );
  const plain = environmentsWith({});
  for (const { labels } of cases.filter((one) => one.labels["environments' region"] !== "another")) {
    const { region, ...others } = labels;
    expect({ region, environments: environmentsWith(others) }).toEqual({ region, environments: plain });
  }
});
