import { configurationReference } from "../../src/ops/configuration-reference";
import type { Case, Labels } from "../switches/cases";
import { caseOf, environmentWith, isRefused, merge } from "../switches/cases";
import type { Fragment, Topology } from "../switches/table";
import { OWN_NAME, switchesOf, TOPOLOGIES } from "../switches/table";

interface Adjustment {
  readonly value: unknown;
  /** The switches that the setting needs to have an effect, apart from posture "hardened". */
  readonly labels?: Labels;
  /** The settings that have to change with it. */
  readonly also?: Readonly<Record<Topology, Fragment>>;
}

const WITH_OFF_HOURS: Labels = { "off-hours": "on" };
const WITH_CORS: Labels = { routing: "cross-origin" };
const WITH_WEB_ACL: Labels = { "web ACL": "on" };
const WITH_BALANCERS_WEB_ACL: Labels = { "load balancer's web ACL": "on" };
const WITH_DOMAIN: Labels = { domain: "frontend" };
const WITH_DOMAINS: Labels = { domains: "frontend and API" };
export const WITH_ENDPOINT: Labels = { "instance connect endpoint": "on" };
const WITH_HTTPS: Labels = { https: "on" };

/** Another value for each setting that is not a switch. */
export const ADJUSTMENTS: Readonly<Record<string, Adjustment>> = {
  region: {
    value: "eu-west-1",
    also: {
      "single-instance": {
        network: { publicSubnets: { "eu-west-1a": "10.0.1.0/24" } },
        instance: { availabilityZone: "eu-west-1a" },
      },
      "load-balanced": {
        network: {
          primaryZone: "eu-west-1a",
          publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
          privateSubnets: { "eu-west-1a": "10.0.11.0/24", "eu-west-1b": "10.0.12.0/24" },
        },
      },
    },
  },
  stateKey: { value: `elsewhere/${OWN_NAME}.tfstate` },
  "backend.repository": { value: "https://git.example.com/careflowai/fork.git" },
  "backend.ref": { value: "v1.0.1" },
  "backend.directory": { value: "services/backend" },
  "backend.requirementsFile": { value: "requirements/prod.txt" },
  "backend.application": { value: "backend.main:app" },
  "backend.workers": { value: 2 },
  "backend.healthCheckPath": { value: "/live" },
  "backend.tokenParameter": { value: `/careflowai/${OWN_NAME}/deploy/token` },
  "backend.logRetentionDays": { value: 90 },
  "frontend.priceClass": { value: "PriceClass_All" },
  "frontend.oldVersionsExpirationDays": { value: 60 },
  "frontend.accessLogs.expirationDays": { value: 30 },
  "frontend.webAcl.requestsPerFiveMinutes": { value: 500, labels: WITH_WEB_ACL },
  "frontend.webAcl.inspectedBodyKiB": { value: 32, labels: WITH_WEB_ACL },
  "frontend.webAcl.logRetentionDays": { value: 90, labels: WITH_WEB_ACL },
  "notifications.emailAddresses": { value: ["operators@example.com"] },
  "alarms.serverErrorsPerFiveMinutes": { value: 20 },
  "alarms.errorRatePercent": { value: 10 },
  "alarms.cpuUtilizationPercent": { value: 90 },
  "alarms.memoryUsedPercent": { value: 90 },
  "alarms.diskUsedPercent": { value: 90 },
  "alarms.failedLoginsPerHour": { value: 100 },
  "alarms.logBytesPerDay": { value: 5_000_000_000 },
  "alarms.latencyMilliseconds": { value: 500 },
  "alarms.gatewayLatencyMilliseconds": { value: 10_000 },
  "alarms.instanceCount": { value: 1 },
  "offHours.stopTime": { value: "20:00", labels: WITH_OFF_HOURS },
  "offHours.startTime": { value: "06:00", labels: WITH_OFF_HOURS },
  "offHours.timeZone": { value: "Europe/Berlin", labels: WITH_OFF_HOURS },
  "offHours.weekdays": { value: ["SAT"], labels: WITH_OFF_HOURS },
  "network.vpcCidr": { value: "10.0.0.0/18" },
  "network.publicSubnets": { value: { "us-east-1a": "10.0.3.0/24", "us-east-1b": "10.0.2.0/24" } },
  "network.egress.tcpPorts": { value: [80, 443, 27_017, 8443] },
  "network.flowLogs.retentionDays": { value: 90 },
  "network.primaryZone": { value: "us-east-1b", labels: WITH_ENDPOINT },
  "network.privateSubnets": { value: { "us-east-1a": "10.0.13.0/24", "us-east-1b": "10.0.12.0/24" } },
  "instance.rootVolumeType": { value: "gp2" },
  "instance.rootVolumeSizeGiB": { value: 40 },
  "instance.availabilityZone": { value: "us-east-1b" },
  "domain.hostedZoneId": { value: "Z9876543210ABCDEFGHIJ", labels: { ...WITH_DOMAIN, ...WITH_DOMAINS } },
  "domain.frontendName": {
    value: `care.${OWN_NAME}.example.com`,
    labels: { ...WITH_DOMAIN, ...WITH_DOMAINS },
  },
  "domain.apiName": { value: `backend.${OWN_NAME}.example.com`, labels: WITH_DOMAINS },
  "autoScaling.minSize": { value: 2, also: desired(2) },
  "autoScaling.maxSize": { value: 5 },
  "autoScaling.desiredCapacity": { value: 2 },
  "autoScaling.targetCpuUtilizationPercent": { value: 50 },
  "autoScaling.targetRequestsPerTargetPerMinute": { value: 500 },
  "autoScaling.healthCheckGracePeriodSeconds": { value: 900 },
  "loadBalancer.https.certificateArn": {
    value: "arn:aws:acm:us-east-1:111122223333:certificate/fedcba98-7654-3210-fedc-ba9876543210",
    labels: WITH_HTTPS,
  },
  "loadBalancer.https.serverName": { value: "other.example.com", labels: WITH_HTTPS },
  "loadBalancer.accessLogs.expirationDays": { value: 30 },
  "loadBalancer.webAcl.logRetentionDays": { value: 90, labels: WITH_BALANCERS_WEB_ACL },
  "loadBalancer.idleTimeoutSeconds": { value: 120 },
  "loadBalancer.healthCheckIntervalSeconds": { value: 60 },
  "loadBalancer.healthCheckTimeoutSeconds": { value: 5 },
  "loadBalancer.unhealthyThreshold": { value: 5 },
  "loadBalancer.healthyThreshold": { value: 5 },
  "loadBalancer.stickinessDurationSeconds": { value: 3600 },
  "loadBalancer.deregistrationDelaySeconds": { value: 60 },
  "api.throttlingRateLimitPerSecond": { value: 100 },
  "api.throttlingBurstLimit": { value: 200 },
  "api.timeoutSeconds": { value: 20 },
  "api.cors": { value: { allowMethods: ["GET"] }, labels: WITH_CORS },
  "api.cors.allowOrigins": { value: ["https://app.example.com"], labels: WITH_CORS },
  "api.cors.allowMethods": { value: ["GET"], labels: WITH_CORS },
  "api.cors.allowHeaders": { value: ["authorization"], labels: WITH_CORS },
  "api.cors.allowCredentials": {
    value: true,
    labels: WITH_CORS,
    also: {
      "single-instance": {},
      "load-balanced": { api: { cors: { allowOrigins: ["https://app.example.com"] } } },
    },
  },
  "api.cors.maxAgeSeconds": { value: 600, labels: WITH_CORS },
  "api.logRetentionDays": { value: 30 },
};

function desired(desiredCapacity: number): Readonly<Record<Topology, Fragment>> {
  return { "single-instance": {}, "load-balanced": { autoScaling: { desiredCapacity } } };
}

/** A change of one setting, or of one switch, in a deployed environment. */
export interface Change {
  readonly name: string;
  /** The switch with its topology; empty for a setting that is not a switch. */
  readonly of: string;
  readonly settings: readonly string[];
  readonly before: Case;
  readonly after: Case;
}

/** The rows of an environment's settings in the configuration reference. */
export const reference = (configurationReference().split("## `environments.<name>`")[1] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, path = "", , , description = "", , cost = ""]) => ({
    path: path.replaceAll("`", ""),
    description,
    cost,
  }));
export const descriptions: ReadonlyMap<string, string> = new Map(
  reference.map(({ path, description }) => [path, description]),
);

const valueAt = (fragment: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((node, step) => (node as Fragment | undefined)?.[step], fragment);

const settingsIn = (...fragments: readonly Fragment[]): string[] =>
  [...descriptions.keys()].filter((path) =>
    fragments.some((fragment) => valueAt(fragment, path) !== undefined),
  );

const fragmentAt = (path: string, value: unknown): Fragment =>
  path.split(".").reduceRight<unknown>((inner, step) => ({ [step]: inner }), value) as Fragment;

/** Every ordered pair of values of every switch, with all others at the defaults of either posture. */
export const switchChanges: Change[] = TOPOLOGIES.flatMap((topology) =>
  switchesOf(topology).flatMap(([name, { values }]) => {
    const labels = Object.keys(values).filter((label) => label !== "default");
    const contexts: Labels[] =
      name === "posture" ? [{}] : [{ posture: "documented" }, { posture: "hardened" }];
    return contexts.flatMap((context) =>
      labels.flatMap((from) =>
        labels
          .filter((to) => to !== from)
          .map((to) => [from, to].map((label): Labels => ({ ...context, [name]: label })))
          .filter((both) => !both.some((one) => isRefused(topology, { routing: "default", ...one })))
          .map(([before = {}, after = {}]): Change => ({
            name: `${caseOf(topology, before).name} -> ${String(after[name])}`,
            of: `${name} of ${topology}`,
            settings: settingsIn(values[String(before[name])] ?? {}, values[String(after[name])] ?? {}),
            before: caseOf(topology, before),
            after: caseOf(topology, after),
          })),
      ),
    );
  }),
);

/** Every other setting changed to another value and back. */
const settingChanges: Change[] = Object.entries(ADJUSTMENTS).flatMap(([path, { value, labels = {}, also }]) =>
  TOPOLOGIES.filter(
    (topology) => !descriptions.get(path)?.startsWith(`${otherThan(topology)} only.`),
  ).flatMap((topology) => {
    const own = Object.entries(labels).filter(([name]) =>
      switchesOf(topology).some(([known]) => known === name),
    );
    const usual = caseOf(topology, { posture: "hardened", ...Object.fromEntries(own) });
    const environment = merge(
      usual.environment,
      merge(fragmentAt(path, value), also?.[topology] ?? {}),
    ) as unknown as Case["environment"];
    const other = { name: `${usual.name}, ${path}: ${JSON.stringify(value)}`, environment };
    const change = (before: Case, after: Case): Change => ({
      name: `${before.name} -> ${after.name}`,
      of: "",
      settings: [path],
      before,
      after,
    });
    return [change(usual, other), change(other, usual)];
  }),
);

function otherThan(topology: Topology): Topology {
  return topology === "single-instance" ? "load-balanced" : "single-instance";
}

/** From each topology to the other. */
const topologyChanges: Change[] = TOPOLOGIES.map((topology) => ({
  name: `${topology} -> ${otherThan(topology)}`,
  of: "",
  settings: ["topology"],
  before: { name: topology, environment: environmentWith(topology) },
  after: { name: otherThan(topology), environment: environmentWith(otherThan(topology)) },
}));

/** Every change. */
export const changes = [...switchChanges, ...settingChanges, ...topologyChanges];
