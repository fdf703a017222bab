/**
 * An environment that has been deployed can switch every setting with no resource replaced that holds data or
 * addresses, except by the settings whose description in the configuration reference says that they replace it.
 */
import { readFileSync } from "node:fs";
import type { Block } from "../../src/synthesized/synthesized-stack";
import { nested, referencesIn } from "../../src/synthesized/synthesized-stack";
import { configurationReference } from "../../src/ops/configuration-reference";
import type { Plan } from "../helpers/plan";
import {
  createdBeforeDestroyed,
  FORCES_REPLACEMENT,
  NEVER_REPLACED,
  plan,
  REFUSES_TO_GO,
  UNIQUE_NAMES,
} from "../helpers/plan";
import type { Case, Fragment, Labels, SynthesizedCase, Topology } from "../helpers/switches";
import {
  caseOf,
  OWN_NAME,
  environmentWith,
  isRefused,
  merge,
  switchesOf,
  synthesizeCases,
  TOPOLOGIES,
} from "../helpers/switches";

/**
 * What must not be replaced unannounced. Everything else is made anew without loss: rules, policies, roles, routes,
 * certificates, and the instances of an Auto Scaling group, which come and go anyway.
 */
const KEPT: readonly string[] = [
  // Data: the site and the logs.
  "aws_s3_bucket",
  "aws_cloudwatch_log_group",
  // Addresses: what browsers, DNS and MongoDB Atlas's access list know.
  "aws_eip",
  "aws_cloudfront_distribution",
  "aws_apigatewayv2_api",
  "aws_apigatewayv2_domain_name",
  "aws_route53_record",
  "aws_lb",
  // A topic's subscriptions wait for confirmation once more.
  "aws_sns_topic",
  // What these stand on, and what serves requests.
  "aws_vpc",
  "aws_subnet",
  "aws_autoscaling_group",
  "aws_instance",
];

const LOG_BUCKET = "aws_s3_bucket.LogBucket";
const FLOW_LOG_GROUP = "aws_cloudwatch_log_group.FlowLogGroup";
const BEHIND_NAT = [
  "aws_eip.Network_NatAddress-us-east-1a",
  "aws_subnet.Network_PrivateSubnet-us-east-1a",
  "aws_subnet.Network_PrivateSubnet-us-east-1b",
];
const FRONTEND_NAME = [
  "aws_route53_record.FrontendAlias_A",
  "aws_route53_record.FrontendAlias_AAAA",
  "aws_route53_record.FrontendCertificate_ValidationRecord",
];

/** What a switch itself makes goes when it is turned off: by switch, everything that one of its turns removes. */
const GOES_WITH_ITS_SWITCH: Readonly<Record<string, readonly string[]>> = {
  "posture of single-instance": [LOG_BUCKET, FLOW_LOG_GROUP],
  "posture of load-balanced": [LOG_BUCKET, FLOW_LOG_GROUP, ...BEHIND_NAT],
  "nat of load-balanced": [...BEHIND_NAT, "aws_eip.Network_NatAddress-us-east-1b"],
  "flow logs of single-instance": [FLOW_LOG_GROUP],
  "flow logs of load-balanced": [FLOW_LOG_GROUP],
  "CloudFront's access logs of single-instance": [LOG_BUCKET],
  "CloudFront's access logs of load-balanced": [LOG_BUCKET],
  "load balancer's access logs of load-balanced": [LOG_BUCKET],
  "domain of single-instance": FRONTEND_NAME,
  "domains of load-balanced": [
    ...FRONTEND_NAME,
    "aws_apigatewayv2_domain_name.HttpApi_DomainName",
    "aws_route53_record.ApiAlias_A",
    "aws_route53_record.ApiCertificate_ValidationRecord",
  ],
};

interface Adjustment {
  readonly value: unknown;
  /** What has to be switched for the setting to mean something; by default posture hardened. */
  readonly labels?: Labels;
  /** What has to change with it. */
  readonly also?: Readonly<Record<Topology, Fragment>>;
}

const WITH_OFF_HOURS: Labels = { "off-hours": "on" };
const WITH_CORS: Labels = { routing: "cross-origin" };
const WITH_WEB_ACL: Labels = { "web ACL": "on" };
const WITH_DOMAIN: Labels = { domain: "frontend" };
const WITH_DOMAINS: Labels = { domains: "frontend and API" };
const WITH_ENDPOINT: Labels = { "instance connect endpoint": "on" };
const WITH_HTTPS: Labels = { https: "on" };

/** Another value for each setting that is not a switch. */
const ADJUSTMENTS: Readonly<Record<string, Adjustment>> = {
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

/** A single instance follows the newest version of its launch template, in which all of this stands. */
const INSTANCE = ["aws_instance"];

/** By setting, the kept types that a change replaces. Its description has to say so. */
const REPLACES: Readonly<Record<string, readonly string[]>> = {
  documentNames: ["aws_cloudwatch_log_group", "aws_instance", "aws_s3_bucket"],
  tags: INSTANCE,
  "ssh.keyName": INSTANCE,
  "backend.repository": INSTANCE,
  "backend.ref": INSTANCE,
  "backend.directory": INSTANCE,
  "backend.requirementsFile": INSTANCE,
  "backend.application": INSTANCE,
  "backend.workers": INSTANCE,
  "backend.healthCheckPath": INSTANCE,
  "backend.tokenParameter": INSTANCE,
  "network.publicSubnets": ["aws_instance", "aws_subnet"],
  "network.primaryZone": ["aws_eip"],
  "network.privateSubnets": ["aws_subnet"],
  "instance.type": INSTANCE,
  "instance.cpuCredits": INSTANCE,
  "instance.amiId": INSTANCE,
  "instance.rootVolumeType": INSTANCE,
  "instance.rootVolumeSizeGiB": INSTANCE,
  "instance.availabilityZone": INSTANCE,
  "loadBalancer.scheme": ["aws_lb"],
  "domain.hostedZoneId": ["aws_route53_record"],
  "domain.frontendName": ["aws_route53_record"],
  "domain.apiName": ["aws_apigatewayv2_domain_name", "aws_route53_record"],
};

/** Settings that make another environment of it. Their descriptions have to say that they replace it. */
const REBUILDS: readonly string[] = ["topology", "region", "network.vpcCidr"];

/** A change of one setting, or of one switch, in a deployed environment. */
interface Turn {
  readonly name: string;
  /** The switch with its topology; empty for a setting that is not a switch. */
  readonly of: string;
  readonly settings: readonly string[];
  readonly before: Case;
  readonly after: Case;
}

/** The settings of the reference with what it says of each, and of its cost. */
const reference = (configurationReference().split("## `environments.<name>`")[1] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, path = "", , , description = "", , cost = ""]) => ({
    path: path.replaceAll("`", ""),
    description,
    cost,
  }));
const descriptions: ReadonlyMap<string, string> = new Map(
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
const switchTurns: Turn[] = TOPOLOGIES.flatMap((topology) =>
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
          .map(([before = {}, after = {}]): Turn => ({
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
const adjustmentTurns: Turn[] = Object.entries(ADJUSTMENTS).flatMap(([path, { value, labels = {}, also }]) =>
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
    const turn = (before: Case, after: Case): Turn => ({
      name: `${before.name} -> ${after.name}`,
      of: "",
      settings: [path],
      before,
      after,
    });
    return [turn(usual, other), turn(other, usual)];
  }),
);

function otherThan(topology: Topology): Topology {
  return topology === "single-instance" ? "load-balanced" : "single-instance";
}

/** From one architecture to the other. */
const topologyTurns: Turn[] = TOPOLOGIES.map((topology) => ({
  name: `${topology} -> ${otherThan(topology)}`,
  of: "",
  settings: ["topology"],
  before: { name: topology, environment: environmentWith(topology) },
  after: { name: otherThan(topology), environment: environmentWith(otherThan(topology)) },
}));

const turns = [...switchTurns, ...adjustmentTurns, ...topologyTurns];

let synthesized: ReadonlyMap<string, SynthesizedCase>;
beforeAll(() => {
  const cases = turns.flatMap(({ before, after }) => [before, after]);
  synthesized = synthesizeCases([...new Map(cases.map((one) => [one.name, one])).values()]);
});

function stackOf({ name }: Case) {
  const found = synthesized.get(name);
  if (!found) throw new Error(`${name} was not synthesized`);
  return found.stack;
}

const planOf = ({ before, after }: Turn): Plan => plan(stackOf(before), stackOf(after));
const isKept = ({ type }: Block) => KEPT.includes(type);
/** An address without the hash that CDKTF puts at its end, and without `Resource`, which it leaves out. */
const nameOf = ({ address }: Block) => address.replace(/_[0-9A-F]{8}$/, "");

test("every setting of the reference is turned", () => {
  const turned = new Set(turns.flatMap(({ settings }) => settings));
  expect([...descriptions.keys()].filter((path) => !turned.has(path))).toEqual([]);
  expect(Object.keys(ADJUSTMENTS).filter((path) => !descriptions.has(path))).toEqual([]);
});

test("it is known of every type what replaces it", () => {
  const types = [...synthesized.values()].flatMap(({ stack }) => stack.resources().map(({ type }) => type));
  const known = [...Object.keys(FORCES_REPLACEMENT), ...NEVER_REPLACED];
  expect([...new Set(types)].filter((type) => !known.includes(type))).toEqual([]);
  expect(KEPT.filter((type) => !types.includes(type))).toEqual([]);
});

describe("turning a switch removes nothing that holds data or addresses but what it made itself", () => {
  const byName = new Map(switchTurns.map(({ of }) => [of, switchTurns.filter((turn) => turn.of === of)]));

  test.each([...byName.keys()])("%s", (of) => {
    const gone = (byName.get(of) ?? []).flatMap((turn) => planOf(turn).gone.filter(isKept).map(nameOf));
    expect([...new Set(gone)].sort()).toEqual([...(GOES_WITH_ITS_SWITCH[of] ?? [])].sort());
  });

  test("no other switch is said to", () => {
    expect(Object.keys(GOES_WITH_ITS_SWITCH).filter((of) => !byName.has(of))).toEqual([]);
  });
});

describe("a setting replaces nothing that holds data or addresses but what its description says", () => {
  const lost = (turn: Turn) => {
    const { gone, replaced } = planOf(turn);
    // What a switch makes itself goes with it, which is judged above.
    const missing = turn.of === "" ? gone : [];
    return [...missing, ...replaced.map(({ before }) => before)].filter(isKept).map(({ type }) => type);
  };

  test.each([...descriptions.keys()].filter((path) => !REBUILDS.includes(path)))("%s", (path) => {
    const types = turns.filter(({ settings }) => settings.includes(path)).flatMap(lost);
    expect([...new Set(types)].sort()).toEqual([...(REPLACES[path] ?? [])].sort());
  });

  test.each(REBUILDS)("%s, as it rebuilds the environment", (path) => {
    const types = turns.filter(({ settings }) => settings.includes(path)).flatMap(lost);
    expect(types).toEqual(expect.arrayContaining(["aws_instance"]));
  });

  test.each([...Object.keys(REPLACES), ...REBUILDS])(
    "the description of %s says that it replaces",
    (path) => {
      expect(descriptions.get(path)).toMatch(/\breplaces\b/);
    },
  );
});

test.each(TOPOLOGIES)(
  "a zone put in front of the others replaces nothing in %s but the VPC Link",
  (topology) => {
    const usual = caseOf(topology, { posture: "hardened", ...WITH_ENDPOINT });
    const inFront = (name: string, own: string, block: string) => ({
      [name]: { "us-east-1c": block, "us-east-1a": `10.0.${own}1.0/24`, "us-east-1b": `10.0.${own}2.0/24` },
    });
    const network = {
      ...inFront("publicSubnets", "", "10.0.3.0/24"),
      ...(topology === "load-balanced" && inFront("privateSubnets", "1", "10.0.13.0/24")),
    };
    const wider = { name: "wider", environment: merge(usual.environment, { network }) } as unknown as Case;
    const result = synthesizeCases([usual, wider]);
    const [before, after] = [usual, wider].map(({ name }) => result.get(name)?.stack);
    if (!before || !after) throw new Error("not synthesized");
    const { gone, replaced } = plan(before, after);
    expect(after.resources("aws_subnet").length).toBeGreaterThan(before.resources("aws_subnet").length);
    expect([...gone, ...replaced.map((pair) => pair.before)].map(({ type }) => type)).toEqual(
      topology === "load-balanced" ? ["aws_apigatewayv2_vpc_link"] : [],
    );
  },
);

/** What AWS charges for by the month, the GB or the request, beyond the instances and what every environment has. */
const CHARGED: readonly string[] = [
  "aws_cloudfront_function",
  "aws_cloudwatch_log_group",
  "aws_eip",
  "aws_nat_gateway",
  "aws_route53_record",
  "aws_s3_bucket",
  "aws_wafv2_web_acl",
];

function chargesOf({ address, type, body }: Block): string[] {
  const [versioning] = nested(body, "versioning_configuration");
  return [
    ...(CHARGED.includes(type) ? [address] : []),
    ...(type === "aws_lb" && body.internal === false ? ["public addresses"] : []),
    ...(versioning?.status === "Enabled" ? ["old versions"] : []),
    ...nested(body, "access_logs").map(() => "access logs of the load balancer"),
    ...nested(body, "logging_config").map(() => "access logs of the distribution"),
    ...nested(body, "credit_specification")
      .filter(({ cpu_credits: credits }) => credits === "unlimited")
      .map(() => "credits"),
  ];
}

test("a switch that makes what AWS charges for says in the reference what it costs", () => {
  const priced = reference.filter(({ cost }) => cost !== "").map(({ path }) => path);
  const charging = switchTurns.filter(({ settings: [first], before, after }) => {
    const known = stackOf(before).resources().flatMap(chargesOf);
    const charges = stackOf(after).resources().flatMap(chargesOf);
    // A posture moves defaults of settings that say so themselves, and names are no more than renamed.
    return (
      first !== "posture" && first !== "documentNames" && charges.some((charge) => !known.includes(charge))
    );
  });
  const settings = [...new Set(charging.map(({ settings: own }) => own.join(" ")))];
  expect(settings.length).toBeGreaterThan(8);
  expect(settings.filter((own) => !own.split(" ").some((path) => priced.includes(path)))).toEqual([]);
});

test("the plan guide names every setting that replaces more than instances", () => {
  const guide = readFileSync("docs/plan-guide.md", "utf8");
  const section = guide.split("\n## ").find((part) => part.startsWith("Replaces something")) ?? "";
  const settings = Object.entries(REPLACES).filter(([, types]) => types.join() !== INSTANCE.join());
  const named = [...settings.map(([path]) => path), ...REBUILDS];
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !section.includes(`\`${path}\``))).toEqual([]);
});

/** What is wrong with each turn, by the turn's name. */
const faultsIn = (some: readonly Turn[], faultsOf: (turn: Turn) => readonly Block[]) =>
  some.flatMap((turn) => faultsOf(turn).map((block) => `${turn.name}: ${nameOf(block)}`));

test("no successor takes a name that its predecessor still has", () => {
  const clashes = (turn: Turn) => {
    const first = createdBeforeDestroyed(stackOf(turn.after));
    return planOf(turn)
      .replaced.filter(({ before, after }) => {
        const name = after.body[UNIQUE_NAMES[after.type] ?? ""];
        return (
          first.has(after.address) &&
          name !== undefined &&
          name === before.body[UNIQUE_NAMES[after.type] ?? ""]
        );
      })
      .map(({ after }) => after);
  };
  const inPlace = turns.filter(({ settings }) => !settings.some((path) => REBUILDS.includes(path)));
  expect(faultsIn(inPlace, clashes)).toEqual([]);
});

test("what goes is let go of before it is destroyed", () => {
  // Terraform destroys what is gone before it changes what referred to it, unless successors stand first.
  const held = (turn: Turn) => {
    const stack = stackOf(turn.before);
    const last = createdBeforeDestroyed(stack);
    const { gone, updated } = planOf(turn);
    const going = new Map(gone.map((block) => [block.address, block]));
    // A distribution has its certificate by way of the validation, which is nothing in AWS.
    const reach = ({ body }: Block): Block[] =>
      [...referencesIn(body)].flatMap((address) => {
        const block = going.get(address);
        if (!block) return [];
        return block.type === "aws_acm_certificate_validation" ? reach(block) : [block];
      });
    const stillUsed = new Set(updated.flatMap(({ before }) => reach(before)));
    return [...stillUsed].filter(({ type, address }) => REFUSES_TO_GO.includes(type) && !last.has(address));
  };
  expect(faultsIn(switchTurns, held)).toEqual([]);
});

test("a load balancer's successor gets a target group of its own, because one serves one load balancer only", () => {
  const moves = turns.filter((turn) => planOf(turn).replaced.some(({ before }) => before.type === "aws_lb"));
  expect(moves.map(({ settings }) => settings)).toContainEqual(["loadBalancer.scheme"]);
  for (const turn of moves) {
    const replaced = planOf(turn).replaced.map(({ before }) => before.address);
    const targets = stackOf(turn.before)
      .resources("aws_lb_listener")
      .flatMap(({ body }) =>
        nested(body, "default_action").map(({ target_group_arn: target }) => target ?? null),
      );
    expect([...referencesIn(targets)].filter((address) => !replaced.includes(address))).toEqual([]);
  }
});
