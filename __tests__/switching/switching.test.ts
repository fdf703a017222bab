/**
 * Every setting of a deployed environment can be changed without replacing a resource that holds data or addresses,
 * unless the setting's description in the configuration reference says that it replaces something.
 */
import { readFileSync } from "node:fs";
import type { Block, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { nested, referencesIn } from "../../src/synthesized/synthesized-stack";
import type { Case } from "../switches/cases";
import { caseOf, merge } from "../switches/cases";
import type { SynthesizedCase } from "../switches/synthesize";
import { synthesizeCases } from "../switches/synthesize";
import { TOPOLOGIES } from "../switches/table";
import type { Change } from "./changes";
import { ADJUSTMENTS, changes, descriptions, reference, switchChanges, WITH_ENDPOINT } from "./changes";
import type { Plan } from "./plan";
import { createdBeforeDestroyed, plan } from "./plan";
import { FORCES_REPLACEMENT, IN_USE_NOT_DELETED, NEVER_REPLACED, UNIQUE_NAMES } from "./provider";

/**
 * The types that a change may replace only if its description says so. Everything else is recreated without loss:
 * rules, policies, roles, routes, certificates, and the instances of an Auto Scaling group.
 */
const KEPT: readonly string[] = [
  // Data: the site and the logs.
  "aws_s3_bucket",
  "aws_cloudwatch_log_group",
  // Addresses that browsers, DNS and MongoDB Atlas's access list refer to.
  "aws_eip",
  "aws_cloudfront_distribution",
  "aws_apigatewayv2_api",
  "aws_apigatewayv2_domain_name",
  "aws_route53_record",
  "aws_lb",
  // Subscriptions to a new topic have to be confirmed again.
  "aws_sns_topic",
  // The network, and the instances that serve requests.
  "aws_vpc",
  "aws_subnet",
  "aws_autoscaling_group",
  "aws_instance",
];

const LOG_BUCKET = "aws_s3_bucket.LogBucket";
const FLOW_LOG_GROUP = "aws_cloudwatch_log_group.FlowLogs_LogGroup";
const BEHIND_NAT = [
  "aws_eip.Network_NatAddress-us-east-1a",
  "aws_subnet.Network_PrivateSubnet-us-east-1a",
  "aws_subnet.Network_PrivateSubnet-us-east-1b",
];
const FRONTEND_NAME = [
  "aws_route53_record.Frontend_AliasRecords_A",
  "aws_route53_record.Frontend_AliasRecords_AAAA",
  "aws_route53_record.Frontend_Certificate_ValidationRecord",
];

/** By switch, the resources of the kept types that it creates, which are destroyed when it is switched off. */
const DESTROYED_BY_ITS_SWITCH: Readonly<Record<string, readonly string[]>> = {
  "posture of single-instance": [LOG_BUCKET, FLOW_LOG_GROUP],
  "posture of load-balanced": [LOG_BUCKET, FLOW_LOG_GROUP, ...BEHIND_NAT],
  "nat of load-balanced": [...BEHIND_NAT, "aws_eip.Network_NatAddress-us-east-1b"],
  "flow logs of single-instance": [FLOW_LOG_GROUP],
  "flow logs of load-balanced": [FLOW_LOG_GROUP],
  "CloudFront's access logs of single-instance": [LOG_BUCKET],
  "CloudFront's access logs of load-balanced": [LOG_BUCKET],
  "load balancer's access logs of load-balanced": [LOG_BUCKET],
  "web ACL of single-instance": ["aws_cloudwatch_log_group.Frontend_WebAcl_Logs"],
  "web ACL of load-balanced": ["aws_cloudwatch_log_group.Frontend_WebAcl_Logs"],
  "load balancer's web ACL of load-balanced": [
    "aws_cloudwatch_log_group.LoadBalanced_LoadBalancer_WebAcl_Logs",
  ],
  "domain of single-instance": FRONTEND_NAME,
  "domains of load-balanced": [
    ...FRONTEND_NAME,
    "aws_apigatewayv2_domain_name.LoadBalanced_Api_DomainName",
    "aws_route53_record.LoadBalanced_Api_AliasRecords_A",
    "aws_route53_record.LoadBalanced_Api_Certificate_ValidationRecord",
  ],
};

/** A single instance is replaced by every change of its launch template. */
const INSTANCE = ["aws_instance"];

/** By setting, the kept types that a change replaces. */
const REPLACES: Readonly<Record<string, readonly string[]>> = {
  documentNames: ["aws_cloudwatch_log_group", "aws_instance", "aws_s3_bucket"],
  // The posture decides customerManagedKey and backend.instanceMetadata.
  posture: INSTANCE,
  customerManagedKey: INSTANCE,
  tags: INSTANCE,
  "ssh.keyName": INSTANCE,
  "backend.repository": INSTANCE,
  "backend.ref": INSTANCE,
  "backend.directory": INSTANCE,
  "backend.requirementsFile": INSTANCE,
  "backend.application": INSTANCE,
  "backend.allowSourceBuilds": INSTANCE,
  "backend.instanceMetadata": INSTANCE,
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

/** Settings whose change replaces the whole environment. */
const REBUILDS: readonly string[] = ["topology", "region", "network.vpcCidr"];

let synthesized: ReadonlyMap<string, SynthesizedCase>;
beforeAll(() => {
  const cases = changes.flatMap(({ before, after }) => [before, after]);
  synthesized = synthesizeCases([...new Map(cases.map((one) => [one.name, one])).values()]);
});

function stackOf({ name }: Case): SynthesizedStack {
  const found = synthesized.get(name);
  if (!found) throw new Error(`${name} was not synthesized`);
  return found.stack;
}

const plans = new Map<Change, Plan>();
function planOf(change: Change): Plan {
  const known = plans.get(change) ?? plan(stackOf(change.before), stackOf(change.after));
  plans.set(change, known);
  return known;
}
const isKept = ({ type }: Block) => KEPT.includes(type);
/** An address without the hash that CDKTF puts at its end. */
const nameOf = ({ address }: Block) => address.replace(/_[0-9A-F]{8}$/, "");

test("every setting of the reference is changed", () => {
  const changed = new Set(changes.flatMap(({ settings }) => settings));
  expect([...descriptions.keys()].filter((path) => !changed.has(path))).toEqual([]);
  expect(Object.keys(ADJUSTMENTS).filter((path) => !descriptions.has(path))).toEqual([]);
});

test("the tables of the provider know every type", () => {
  const types = [...synthesized.values()].flatMap(({ stack }) => stack.resources().map(({ type }) => type));
  const known = [...Object.keys(FORCES_REPLACEMENT), ...NEVER_REPLACED];
  expect([...new Set(types)].filter((type) => !known.includes(type))).toEqual([]);
  expect(KEPT.filter((type) => !types.includes(type))).toEqual([]);
});

describe("a switch destroys nothing that holds data or addresses except what it created", () => {
  const byName = new Map(
    switchChanges.map(({ of }) => [of, switchChanges.filter((change) => change.of === of)]),
  );

  test.each([...byName.keys()])("%s", (of) => {
    const destroyed = (byName.get(of) ?? []).flatMap((change) =>
      planOf(change).destroyed.filter(isKept).map(nameOf),
    );
    expect([...new Set(destroyed)].sort()).toEqual([...(DESTROYED_BY_ITS_SWITCH[of] ?? [])].sort());
  });

  test("the table names no other switch", () => {
    expect(Object.keys(DESTROYED_BY_ITS_SWITCH).filter((of) => !byName.has(of))).toEqual([]);
  });
});

describe("a setting replaces nothing that holds data or addresses except what its description says", () => {
  const lost = (change: Change) => {
    const { destroyed, replaced } = planOf(change);
    // The test above judges what a switch destroys.
    const missing = change.of === "" ? destroyed : [];
    return [...missing, ...replaced.map(({ before }) => before)].filter(isKept).map(({ type }) => type);
  };

  test.each([...descriptions.keys()].filter((path) => !REBUILDS.includes(path)))("%s", (path) => {
    const types = changes.filter(({ settings }) => settings.includes(path)).flatMap(lost);
    expect([...new Set(types)].sort()).toEqual([...(REPLACES[path] ?? [])].sort());
  });

  test.each(REBUILDS)("%s, as it rebuilds the environment", (path) => {
    const types = changes.filter(({ settings }) => settings.includes(path)).flatMap(lost);
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
  "a zone added before the others replaces nothing in %s except the VPC Link",
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
    const { destroyed, replaced } = plan(before, after);
    expect(after.resources("aws_subnet").length).toBeGreaterThan(before.resources("aws_subnet").length);
    expect([...destroyed, ...replaced.map((pair) => pair.before)].map(({ type }) => type)).toEqual(
      topology === "load-balanced" ? ["aws_apigatewayv2_vpc_link"] : [],
    );
  },
);

/** The types that AWS charges for per month, GB or request, apart from those that every environment has. */
const CHARGED: readonly string[] = [
  "aws_cloudfront_function",
  "aws_cloudwatch_log_delivery",
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
    ...nested(body, "credit_specification")
      .filter(({ cpu_credits: credits }) => credits === "unlimited")
      .map(() => "credits"),
  ];
}

test("a switch that creates something AWS charges for has its cost in the reference", () => {
  const priced = reference.filter(({ cost }) => cost !== "").map(({ path }) => path);
  const charging = switchChanges.filter(({ settings: [first], before, after }) => {
    const known = stackOf(before).resources().flatMap(chargesOf);
    const charges = stackOf(after).resources().flatMap(chargesOf);
    // A posture changes the defaults of settings that have their own cost, and new names cost nothing.
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

/** The faulty blocks of each change, with its name. */
const faultsIn = (some: readonly Change[], faultsOf: (change: Change) => readonly Block[]) =>
  some.flatMap((change) => faultsOf(change).map((block) => `${change.name}: ${nameOf(block)}`));

test("no resource is created with a unique name that the old one still has", () => {
  const clashes = (change: Change) => {
    const first = createdBeforeDestroyed(stackOf(change.after));
    return planOf(change)
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
  const inPlace = changes.filter(({ settings }) => !settings.some((path) => REBUILDS.includes(path)));
  expect(faultsIn(inPlace, clashes)).toEqual([]);
});

test("no resource is destroyed while another still uses it", () => {
  // Terraform destroys a removed resource before it updates what used it, unless it has create_before_destroy.
  const held = (change: Change) => {
    const stack = stackOf(change.before);
    const last = createdBeforeDestroyed(stack);
    const { destroyed, updated } = planOf(change);
    const removed = new Map(destroyed.map((block) => [block.address, block]));
    // A distribution refers to its certificate through the validation, which does not exist in AWS.
    const reach = ({ body }: Block): Block[] =>
      [...referencesIn(body)].flatMap((address) => {
        const block = removed.get(address);
        if (!block) return [];
        return block.type === "aws_acm_certificate_validation" ? reach(block) : [block];
      });
    const stillUsed = new Set(updated.flatMap(({ before }) => reach(before)));
    return [...stillUsed].filter(
      ({ type, address }) => IN_USE_NOT_DELETED.includes(type) && !last.has(address),
    );
  };
  expect(faultsIn(switchChanges, held)).toEqual([]);
});

test("a replaced load balancer has a new target group, because a group serves one load balancer only", () => {
  const moves = changes.filter((change) =>
    planOf(change).replaced.some(({ before }) => before.type === "aws_lb"),
  );
  expect(moves.map(({ settings }) => settings)).toContainEqual(["loadBalancer.scheme"]);
  for (const change of moves) {
    const replaced = planOf(change).replaced.map(({ before }) => before.address);
    const targets = stackOf(change.before)
      .resources("aws_lb_listener")
      .flatMap(({ body }) =>
        nested(body, "default_action").map(({ target_group_arn: target }) => target ?? null),
      );
    expect([...referencesIn(targets)].filter((address) => !replaced.includes(address))).toEqual([]);
  }
});
