import type { EnvironmentInput } from "../../src/config/config-input";

/** A part of an environment's configuration, merged into a whole one. */
export type Fragment = Readonly<Record<string, unknown>>;

export type Topology = EnvironmentInput["topology"];
export const TOPOLOGIES = ["single-instance", "load-balanced"] as const satisfies readonly Topology[];

/** The values of a switch by label. "default" sets nothing, so that the posture decides. */
export interface Switch {
  readonly topologies: readonly Topology[];
  readonly values: Readonly<Record<string, Fragment>>;
}

/** Is replaced by the environment's name in a case, where environments may not share a value. */
export const OWN_NAME = "<own name>";

const BOTH = TOPOLOGIES;
const BALANCED = ["load-balanced"] as const;

const flag = (set: (value: boolean) => Fragment): Switch["values"] => ({ off: set(false), on: set(true) });

const DOMAIN = { hostedZoneId: "Z0123456789ABCDEFGHIJ", frontendName: `app.${OWN_NAME}.example.com` };

/** Every setting of an environment, except the topology, that switches something on, off or to another kind. */
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
  egress: {
    topologies: BOTH,
    values: { default: {}, ...flag((restricted) => ({ network: { egress: { restricted } } })) },
  },
  "interface endpoints": {
    topologies: BOTH,
    values: flag((interfaceEndpoints) => ({ network: { interfaceEndpoints } })),
  },
  "customer-managed key": {
    topologies: BOTH,
    values: { default: {}, ...flag((customerManagedKey) => ({ customerManagedKey })) },
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
  "instance metadata": {
    topologies: BOTH,
    values: {
      default: {},
      denied: { backend: { instanceMetadata: "denied" } },
      allowed: { backend: { instanceMetadata: "allowed" } },
    },
  },
  "source builds": {
    topologies: BOTH,
    values: flag((allowSourceBuilds) => ({ backend: { allowSourceBuilds } })),
  },
  "intelligent tiering": {
    topologies: BOTH,
    values: flag((intelligentTiering) => ({ frontend: { intelligentTiering } })),
  },
  "content security policy": {
    topologies: BOTH,
    values: {
      default: {},
      none: { frontend: { contentSecurityPolicy: "none" } },
      some: { frontend: { contentSecurityPolicy: "default-src 'self' {api}; object-src 'none'" } },
    },
  },
  "web ACL": {
    topologies: BOTH,
    values: {
      off: { frontend: { webAcl: { enabled: false } } },
      on: { frontend: { webAcl: { enabled: true } } },
      "on, blocking long bodies": { frontend: { webAcl: { enabled: true, blockUninspectedBodies: true } } },
    },
  },
  "load balancer's web ACL": {
    topologies: BALANCED,
    values: {
      off: { loadBalancer: { webAcl: { enabled: false } } },
      on: { loadBalancer: { webAcl: { enabled: true } } },
      "on, blocking long bodies": {
        loadBalancer: { webAcl: { enabled: true, blockUninspectedBodies: true } },
      },
    },
  },
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
      "frontend and API, which has no other name": {
        domain: { ...DOMAIN, apiName: `api.${OWN_NAME}.example.com` },
        api: { disableDefaultEndpoint: true },
      },
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
  "instance lifetime": {
    topologies: BALANCED,
    values: {
      default: {},
      unlimited: { autoScaling: { maxInstanceLifetimeDays: 0 } },
      week: { autoScaling: { maxInstanceLifetimeDays: 7 } },
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
