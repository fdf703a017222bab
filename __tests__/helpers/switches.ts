import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { criteria, make, sorters } from "covertable";
import { synthesize } from "../../src/app";
import type { Finding } from "../../src/checks/check";
import { runChecks } from "../../src/checks/check";
import { checks } from "../../src/checks/registry";
import { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { ConfigInput, EnvironmentInput } from "../../src/config/config-input";

/** A part of an environment's configuration, merged into a whole one. */
export type Fragment = Readonly<Record<string, unknown>>;

export type Topology = EnvironmentInput["topology"];
export const TOPOLOGIES = ["single-instance", "load-balanced"] as const satisfies readonly Topology[];

/** Something that can be turned: its values by label. Under "default" nothing is set, so that the posture decides. */
export interface Switch {
  readonly topologies: readonly Topology[];
  readonly values: Readonly<Record<string, Fragment>>;
}

/** Stands for the environment's own name in a case, where environments may not share a value. */
export const OWN_NAME = "<own name>";

const BOTH = TOPOLOGIES;
const BALANCED = ["load-balanced"] as const;

const flag = (set: (value: boolean) => Fragment): Switch["values"] => ({ off: set(false), on: set(true) });

const DOMAIN = { hostedZoneId: "Z0123456789ABCDEFGHIJ", frontendName: `app.${OWN_NAME}.example.com` };

/** Everything of an environment that is turned on, off or to another kind, the topology apart. */
export const SWITCHES: Readonly<Record<string, Switch>> = {
  posture: {
    topologies: BOTH,
    values: { documented: { posture: "documented" }, hardened: { posture: "hardened" } },
  },
  nat: {
    topologies: BALANCED,
    values: {
      default: {},
      none: { network: { nat: "none" } },
      single: { network: { nat: "single" } },
      "per-az": { network: { nat: "per-az" } },
    },
  },
  scheme: {
    topologies: BALANCED,
    values: {
      internal: { loadBalancer: { scheme: "internal" } },
      "internet-facing": { loadBalancer: { scheme: "internet-facing" } },
    },
  },
  https: {
    topologies: BALANCED,
    values: {
      off: {},
      on: {
        loadBalancer: {
          https: {
            certificateArn:
              "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef",
            serverName: "backend.example.com",
          },
        },
      },
    },
  },
  "HTTP to instances": {
    topologies: BALANCED,
    values: {
      default: {},
      ...flag((admitHttpToInstances) => ({ loadBalancer: { admitHttpToInstances } })),
    },
  },
  "flow logs": {
    topologies: BOTH,
    values: { default: {}, ...flag((enabled) => ({ network: { flowLogs: { enabled } } })) },
  },
  "load balancer's access logs": {
    topologies: BALANCED,
    values: { default: {}, ...flag((enabled) => ({ loadBalancer: { accessLogs: { enabled } } })) },
  },
  "CloudFront's access logs": {
    topologies: BOTH,
    values: { default: {}, ...flag((enabled) => ({ frontend: { accessLogs: { enabled } } })) },
  },
  routing: {
    topologies: BALANCED,
    values: {
      default: {},
      "cross-origin": { api: { routing: "cross-origin" } },
      "same-origin": { api: { routing: "same-origin" } },
    },
  },
  "bucket access": {
    topologies: BOTH,
    values: {
      default: {},
      "public-website": { frontend: { bucketAccess: "public-website" } },
      private: { frontend: { bucketAccess: "private" } },
    },
  },
  "bucket versioning": {
    topologies: BOTH,
    values: {
      default: {},
      Suspended: { frontend: { bucketVersioning: "Suspended" } },
      Enabled: { frontend: { bucketVersioning: "Enabled" } },
    },
  },
  "intelligent tiering": {
    topologies: BOTH,
    values: flag((intelligentTiering) => ({ frontend: { intelligentTiering } })),
  },
  "web ACL": { topologies: BOTH, values: flag((enabled) => ({ frontend: { webAcl: { enabled } } })) },
  "cached paths": {
    topologies: BOTH,
    values: { none: {}, some: { frontend: { cachedPaths: ["/api/reference/*", "/api/news"] } } },
  },
  domain: { topologies: ["single-instance"], values: { none: {}, frontend: { domain: DOMAIN } } },
  domains: {
    topologies: BALANCED,
    values: {
      none: {},
      frontend: { domain: DOMAIN },
      "frontend and API": { domain: { ...DOMAIN, apiName: `api.${OWN_NAME}.example.com` } },
    },
  },
  "off-hours": {
    topologies: BOTH,
    values: {
      off: {},
      on: { offHours: { stopTime: "19:30", startTime: "07:00", timeZone: "America/New_York" } },
    },
  },
  "instance connect endpoint": {
    topologies: BOTH,
    values: flag((instanceConnectEndpoint) => ({ ssh: { instanceConnectEndpoint } })),
  },
  "SSH blocks": {
    topologies: BOTH,
    values: {
      default: {},
      none: { ssh: { allowedCidrs: [] } },
      two: { ssh: { allowedCidrs: ["198.51.100.0/24", "203.0.113.7/32"] } },
    },
  },
  "SSH key": { topologies: BOTH, values: { none: {}, some: { ssh: { keyName: "operators" } } } },
  image: {
    topologies: BOTH,
    values: { newest: {}, pinned: { instance: { amiId: "ami-0123456789abcdef0" } } },
  },
  "fewest instances": {
    topologies: BALANCED,
    values: {
      one: { autoScaling: { minSize: 1, desiredCapacity: 1 } },
      two: { autoScaling: { minSize: 2, desiredCapacity: 2 } },
    },
  },
  thresholds: {
    topologies: BOTH,
    values: {
      default: {},
      tight: { alarms: { serverErrorsPerFiveMinutes: 0, errorRatePercent: 1, failedLoginsPerHour: 0 } },
      wide: { alarms: { cpuUtilizationPercent: 99, diskUsedPercent: 99, memoryUsedPercent: 99 } },
    },
  },
  recipients: {
    topologies: BOTH,
    values: {
      one: {},
      two: { notifications: { emailAddresses: ["alerts@example.com", "operators@example.com"] } },
    },
  },
  "instance type": {
    topologies: BOTH,
    values: {
      "t2.micro": { instance: { type: "t2.micro" } },
      "t3.micro": { instance: { type: "t3.micro" } },
      "m7i-flex.large": { instance: { type: "m7i-flex.large" } },
    },
  },
  "CPU credits": {
    topologies: BOTH,
    values: {
      standard: { instance: { cpuCredits: "standard" } },
      unlimited: { instance: { cpuCredits: "unlimited" } },
    },
  },
  protect: { topologies: BOTH, values: flag((protect) => ({ protect })) },
  tags: { topologies: BOTH, values: { none: {}, some: { tags: { Team: "care flow" } } } },
  "document's names": { topologies: BOTH, values: flag((documentNames) => ({ documentNames })) },
};

/** The switches that a topology has. */
export function switchesOf(topology: Topology): [name: string, Switch][] {
  return Object.entries(SWITCHES).filter(([, { topologies }]) => topologies.includes(topology));
}

/** Which label each switch has; one that is left out is left to its default. */
export type Labels = Readonly<Record<string, string>>;

/** An environment that a test synthesizes among others. */
export interface Case {
  /** What a failure calls it. */
  readonly name: string;
  readonly environment: EnvironmentInput;
}

/** An environment with nothing but the fragments set. */
export function environmentWith(topology: Topology, ...fragments: readonly Fragment[]): EnvironmentInput {
  const base: Fragment = {
    topology,
    backend: { repository: "https://git.example.com/careflowai/backend.git", ref: "v1.0.0" },
    notifications: { emailAddresses: ["alerts@example.com"] },
  };
  return fragments.reduce(merge, base) as unknown as EnvironmentInput;
}

/** An environment whose switches have these labels, and a name that says so. */
export function caseOf(topology: Topology, labels: Labels): Case {
  const turned = Object.entries(labels);
  return {
    name: [topology, ...turned.map(([name, label]) => `${name}: ${label}`)].join(", "),
    environment: environmentWith(topology, ...turned.map(([name, label]) => fragmentOf(name, label))),
  };
}

function fragmentOf(name: string, label: string): Fragment {
  const fragment = SWITCHES[name]?.values[label];
  if (!fragment) throw new Error(`no switch ${name}: ${label}`);
  return fragment;
}

const isFragment = (value: unknown): value is Fragment =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A fragment laid over another: objects are joined, anything else is replaced. */
export function merge(one: Fragment, other: Fragment): Fragment {
  const joined: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = joined[key];
    joined[key] = isFragment(known) && isFragment(value) ? merge(known, value) : value;
  }
  return joined;
}

/** Where CloudFront serves the site alone, there is no API whose answers it could cache. */
export const CACHED_PATHS_REFUSAL = "Allowed: an empty list where api.routing is cross-origin";

/** Whether the configuration refuses such labels, for {@link CACHED_PATHS_REFUSAL}. Labels may still be open. */
export function isRefused(topology: Topology, labels: Labels): boolean {
  if (topology === "single-instance" || labels["cached paths"] !== "some") return false;
  const { routing, posture } = labels;
  return routing === "cross-origin" || (routing === "default" && posture === "documented");
}

/** Labels such that any two values of any two switches of a topology meet in one of them, the refused ones apart. */
export function allPairs(topology: Topology): Labels[] {
  const names = switchesOf(topology).map(([name]) => name);
  const rows = make(
    Object.fromEntries(switchesOf(topology).map(([name, { values }]) => [name, Object.keys(values)])),
    // By hashes: random order would give other cases in each run.
    { criterion: criteria.greedy, sorter: sorters.hash },
  ).map(
    // Switches in the order of the table, so that names are easy to compare.
    (row): Labels => Object.fromEntries(names.map((name) => [name, String(row[name])])),
  );
  // The generator's own filter loses pairs that are not refused. What is refused is mended instead, both ways, so
  // that each pair of it is in one of the two.
  return rows.flatMap((row) =>
    isRefused(topology, row)
      ? [
          { ...row, "cached paths": "none" },
          { ...row, routing: "same-origin" },
        ]
      : [row],
  );
}

export interface SynthesizedCase {
  readonly stack: SynthesizedStack;
  /** What stands in the stack's file. */
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Enough to spare most of an app's own time, and few enough for checks that compare each stack with each other. */
const ENVIRONMENTS_PER_APP = 25;

/**
 * Synthesizes environments, many to an app, and returns each by its name. In the result every environment is called
 * "env", so that two can be compared.
 *
 * @throws Error that names each case which cannot be synthesized.
 */
export function synthesizeCases(
  cases: readonly Case[],
  { withChecks = false } = {},
): ReadonlyMap<string, SynthesizedCase> {
  const outdir = mkdtempSync(join(tmpdir(), "careflowai-cases-"));
  try {
    return new Map(
      inApps(cases).flatMap((app, index) => {
        const folder = join(outdir, String(index));
        synthesizeApp(app, folder);
        const findings = withChecks ? runChecks(checks, SynthesizedStack.readAll(folder)) : [];
        return app.map(({ name }, position): [string, SynthesizedCase] => {
          const id = environmentId(position);
          const stack = `careflowai-${id}`;
          const text = readFileSync(join(folder, "stacks", stack, "cdk.tf.json"), "utf8").replaceAll(
            id,
            "env",
          );
          return [
            name,
            {
              text,
              stack: SynthesizedStack.parse("careflowai-env", text),
              findings: findings.filter((finding) => finding.stack === stack),
            },
          ];
        });
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Names of which none is part of another, nor of anything else in a stack. */
const environmentId = (position: number) => `case-${String(position).padStart(3, "0")}`;

/** Cases by the app that they go into: the document's names can be taken once in each. */
function inApps(cases: readonly Case[]): Case[][] {
  const named = cases.filter(({ environment }) => environment.documentNames);
  const others = cases.filter(({ environment }) => !environment.documentNames);
  const size = ENVIRONMENTS_PER_APP - 1;
  const count = Math.max(named.length, Math.ceil(others.length / size));
  const share = Math.ceil(others.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, index) => [
    ...named.slice(index, index + 1),
    ...others.slice(index * share, (index + 1) * share),
  ]);
}

function synthesizeApp(cases: readonly Case[], outdir: string): void {
  try {
    synthesize(configOf(cases), { outdir });
  } catch (error) {
    const failures = cases.flatMap((one) => {
      try {
        synthesize(configOf([one]), { outdir });
        return [];
      } catch (own) {
        return [`${one.name}:\n${String(own)}`];
      }
    });
    throw failures.length > 0 ? new Error(failures.join("\n\n"), { cause: error }) : error;
  }
}

/** A configuration of environments that differ in nothing but the case. */
export function configOf(cases: readonly Case[]): ConfigInput {
  return {
    account: { id: "111122223333", notifications: { emailAddresses: ["alerts@example.com"] } },
    environments: Object.fromEntries(
      cases.map(({ environment }, position): [string, EnvironmentInput] => {
        const id = environmentId(position);
        return [id, JSON.parse(JSON.stringify(environment).replaceAll(OWN_NAME, id)) as EnvironmentInput];
      }),
    ),
  };
}
