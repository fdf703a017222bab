import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { criteria, make, sorters } from "covertable";
import { synthesize } from "../../src/app";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { configWith } from "../helpers/config";

/** Is replaced by the account's region in a case. */
const REGION = "<region>";

/** Every setting of the account that switches something on, off or to another kind: its values by label. */
export const SWITCHES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  region: { "us-east-1": {}, "eu-central-1": { region: "eu-central-1" } },
  trail: {
    default: {},
    "with data events": { trail: { create: true, dataEvents: true } },
    locked: { trail: { create: true, objectLock: { mode: "COMPLIANCE", retentionDays: 90 } } },
    "to be destroyed": { trail: { create: true, protect: false } },
    existing: { trail: { arn: `arn:aws:cloudtrail:${REGION}:111122223333:trail/existing` } },
    "existing, with log group": {
      trail: {
        arn: `arn:aws:cloudtrail:${REGION}:111122223333:trail/existing`,
        logGroupName: "existing-trail",
      },
    },
  },
  "key of the topics": {
    protected: {},
    "to be destroyed": { alerts: { protectKey: false } },
  },
  guardDuty: {
    off: {},
    made: { guardDuty: { create: true } },
    "made, with a feature": { guardDuty: { create: true, features: ["S3_DATA_EVENTS"] } },
    existing: { guardDuty: { detectorId: "0123456789abcdef0123456789abcdef" } },
  },
  safeguards: {
    none: {},
    some: {
      safeguards: { encryptVolumes: true, accessAnalyzer: true, sessionLogs: { retentionDays: 365 } },
    },
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
export const cases = make(
  Object.fromEntries(Object.entries(SWITCHES).map(([name, values]) => [name, Object.keys(values)])),
  { criterion: criteria.greedy, sorter: sorters.hash },
).map((row): { readonly name: string; readonly labels: Labels } => {
  const labels = Object.fromEntries(names.map((name) => [name, String(row[name])]));
  return { name: names.map((name) => `${name}: ${labels[name] ?? ""}`).join(", "), labels };
});

export interface Synthesis {
  readonly stacks: readonly SynthesizedStack[];
  /** The files of the stacks, by stack. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The documented configuration, synthesized with these switches of its account. */
export function synthesizeWith(labels: Labels): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-account-"));
  const input = configWith((config) => {
    for (const [name, label] of Object.entries(labels))
      Object.assign(config.account, structuredClone(SWITCHES[name]?.[label]));
    const { trail, region = "us-east-1" } = config.account;
    if (trail?.arn) trail.arn = trail.arn.replace(REGION, region);
    if (labels["environments' region"] === "another") config.environments.prod.region = "ap-southeast-2";
  });
  try {
    synthesize(input, { outdir });
    const stacks = SynthesizedStack.readAll(outdir);
    const textOf = (name: string) => readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
    return { stacks, texts: Object.fromEntries(stacks.map(({ name }) => [name, textOf(name)])) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
