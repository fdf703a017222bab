/**
 * Every security-group rule by name. In hardened each one is a hop of the request path, the way out of the instances,
 * or an operator's way in that a setting names; in documented the rest are allowed by a decision.
 */
import { readdirSync } from "node:fs";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { SecurityGroupRule } from "../../src/synthesized/security-group-rules";
import { groupsOf, isCloudFront, rulesOf } from "../../src/synthesized/security-group-rules";
import type { SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import { nested, referencesIn } from "../../src/synthesized/synthesized-stack";
import { only } from "../helpers/blocks";
import type { Labels } from "../switches/cases";
import { caseOf } from "../switches/cases";
import type { SynthesizedCase } from "../switches/synthesize";
import { synthesizeCases } from "../switches/synthesize";
import type { Topology } from "../switches/table";

/** An end of a hop: the resource that has the security groups, or an address. */
type End =
  | "VPC Link"
  | "load balancer"
  | "instances"
  | "CloudFront"
  | "Instance Connect Endpoint"
  | "internet"
  | "VPC";

interface Hop {
  readonly from: End;
  readonly to: End;
  /** The port of the receiving end: a number, or the resource that has it. */
  readonly port: number | "listener" | "target group" | "origin" | "any";
}

/** The rules of a case by name: `group_direction+peer`, as the constructs call them. */
type Rules = Readonly<Record<string, Hop>>;

const toListener: Hop = { from: "VPC Link", to: "load balancer", port: "listener" };
const toTargets: Hop = { from: "load balancer", to: "instances", port: "target group" };
const byEndpoint: Hop = { from: "Instance Connect Endpoint", to: "instances", port: 22 };

/** API Gateway -> VPC Link -> load balancer -> instances. */
const LOAD_BALANCED: Rules = {
  VpcLink_ToLoadBalancer: toListener,
  LoadBalancer_FromVpcLink: toListener,
  LoadBalancer_ToBackend: toTargets,
  Backend_FromLoadBalancer: toTargets,
};

/** CloudFront -> instance. */
const SINGLE_INSTANCE: Rules = {
  Backend_FromCloudFront: { from: "CloudFront", to: "instances", port: "origin" },
};

/** Instances -> package mirrors, AWS, git and Gemini, and MongoDB Atlas: `network.egress` (decision 49). */
const RESTRICTED_EGRESS: Rules = Object.fromEntries(
  [80, 443, 27_015, 27_016, 27_017].map((port): [string, Hop] => [
    `Backend_ToAnywhere-${String(port)}`,
    { from: "instances", to: "internet", port },
  ]),
);

/** An operator's way in: `ssh.instanceConnectEndpoint`. */
const ENDPOINT: Rules = {
  InstanceConnectEndpoint_SecurityGroup_ToBackend: byEndpoint,
  Backend_FromInstanceConnectEndpoint: byEndpoint,
};

/** The internet's way in: `loadBalancer.scheme` (decision 15). */
const INTERNET: Rules = {
  LoadBalancer_FromInternetHttp: { from: "internet", to: "load balancer", port: 80 },
  LoadBalancer_FromInternetHttps: { from: "internet", to: "load balancer", port: 443 },
};

const balanced = (labels: Labels, ...rules: readonly Rules[]): [Topology, Labels, Rules] => [
  "load-balanced",
  labels,
  Object.assign({}, LOAD_BALANCED, ...rules) as Rules,
];
const single = (labels: Labels, ...rules: readonly Rules[]): [Topology, Labels, Rules] => [
  "single-instance",
  labels,
  Object.assign({}, SINGLE_INSTANCE, ...rules) as Rules,
];

const HTTPS: Labels = { https: "on" };
const INTERNET_FACING: Labels = { scheme: "internet-facing" };
const WITH_ENDPOINT: Labels = { "instance connect endpoint": "on" };

/** What posture hardened leaves open, by what else is switched. */
const HARDENED = [
  balanced({}),
  balanced({ nat: "none" }),
  balanced({ nat: "per-az" }),
  balanced({ routing: "cross-origin" }),
  balanced(HTTPS),
  balanced(INTERNET_FACING, INTERNET),
  balanced({ ...INTERNET_FACING, ...HTTPS }, INTERNET),
  balanced(WITH_ENDPOINT, ENDPOINT),
  balanced({ ...INTERNET_FACING, ...HTTPS, ...WITH_ENDPOINT }, INTERNET, ENDPOINT),
  single({}),
  single(WITH_ENDPOINT, ENDPOINT),
];

interface Allowed extends Hop {
  /** The record that allows the rule. */
  readonly decision: number;
}

/** SSH from `ssh.allowedCidrs`, whose documented default is the VPC's own block. */
const SSH: Readonly<Record<string, Allowed>> = {
  "Backend_FromSsh-10000-16": { from: "VPC", to: "instances", port: 22, decision: 20 },
};
/** Every port out of the instances, as in the document's table. */
const EGRESS: Readonly<Record<string, Allowed>> = {
  Backend_ToAnywhere: { from: "instances", to: "internet", port: "any", decision: 49 },
};
/** Port 80 of the document's table: `loadBalancer.admitHttpToInstances`. */
const HTTP_TO_INSTANCES: Readonly<Record<string, Allowed>> = {
  Backend_FromLoadBalancerHttp: { from: "load balancer", to: "instances", port: 80, decision: 28 },
};

/** The rules that posture "documented" has in addition, with the decision that allows each. */
const DOCUMENTED_TOO: Readonly<Record<Topology, Readonly<Record<string, Allowed>>>> = {
  "single-instance": { ...SSH, ...EGRESS },
  "load-balanced": { ...SSH, ...EGRESS, ...HTTP_TO_INSTANCES },
};

interface Row {
  readonly name: string;
  readonly rules: Rules;
}

const toCase = (posture: string, topology: Topology, labels: Labels) =>
  caseOf(topology, { posture, ...labels });
const hardened = HARDENED.map(([topology, labels, rules]): Row => ({
  name: toCase("hardened", topology, labels).name,
  rules: { ...rules, ...RESTRICTED_EGRESS },
}));
const documented = HARDENED.map(([topology, labels, rules]): Row => ({
  name: toCase("documented", topology, labels).name,
  rules: { ...rules, ...DOCUMENTED_TOO[topology] },
}));

let synthesized: ReadonlyMap<string, SynthesizedCase>;
beforeAll(() => {
  synthesized = synthesizeCases(
    ["hardened", "documented"].flatMap((posture) =>
      HARDENED.map(([topology, labels]) => toCase(posture, topology, labels)),
    ),
  );
});

function stackOf(name: string): SynthesizedStack {
  const found = synthesized.get(name);
  if (!found) throw new Error(`${name} was not synthesized`);
  return found.stack;
}

/** `aws_vpc_security_group_ingress_rule.LoadBalanced_SecurityGroups_Backend_FromVpcLink_0A1B2C3D` is `Backend_FromVpcLink`. */
const nameOf = ({ address }: SecurityGroupRule) =>
  address
    .replace(/^.*\.(?:LoadBalanced|SingleInstance)_(?:SecurityGroups_)?/, "")
    .replace(/_[0-9A-F]{8}$/, "");

describe("in hardened every rule is a hop of the request path or a way in that a setting names", () => {
  test.each(hardened)("$name", ({ name, rules }) => {
    expect(faultsOf(stackOf(name), rules)).toEqual([]);
  });
});

describe("in documented a decision allows each additional rule", () => {
  test.each(documented)("$name", ({ name, rules }) => {
    expect(faultsOf(stackOf(name), rules)).toEqual([]);
  });
});

const records = readdirSync("docs/decisions");

test.each(Object.entries({ ...SSH, ...EGRESS, ...HTTP_TO_INSTANCES }))(
  "the decision that allows %s has a record",
  (_, { decision }) => {
    expect(records.filter((file) => Number(file.slice(0, 4)) === decision)).toHaveLength(1);
  },
);

test("no group has an inline rule", () => {
  for (const { name } of [...hardened, ...documented]) {
    const groups = ["aws_security_group", "aws_default_security_group"].flatMap((type) =>
      stackOf(name).resources(type),
    );
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.flatMap(({ body }) => [body.ingress, body.egress]).filter(Boolean)).toEqual([]);
  }
});

/** The differences between a stack's rules and the listed ones: too many, too few, or another hop. */
function faultsOf(stack: SynthesizedStack, listed: Rules): string[] {
  const rules = rulesOf(stack);
  const names = rules.map(nameOf);
  return [
    ...rules.flatMap((rule) => {
      const hop = listed[nameOf(rule)];
      if (!hop) return [`${nameOf(rule)} is not listed`];
      return isHop(stack, rule, hop) ? [] : [`${nameOf(rule)} is not ${JSON.stringify(hop)}`];
    }),
    ...Object.keys(listed)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} does not exist`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} exists twice`),
  ];
}

/** Whether a rule connects the two ends of a hop, found by what refers to the groups, on the hop's port. */
function isHop(stack: SynthesizedStack, rule: SecurityGroupRule, { from, to, port }: Hop): boolean {
  const [own, other] = rule.direction === "ingress" ? [to, from] : [from, to];
  const { from_port: first, to_port: last, ip_protocol: protocol } = rule.body;
  const number = portOf(stack, port);
  return (
    groupsAt(stack, own).has(rule.group) &&
    isPeer(stack, rule, other) &&
    (number === undefined
      ? protocol === "-1" && first === undefined && last === undefined
      : protocol === "tcp" && first === number && last === number)
  );
}

function isPeer(stack: SynthesizedStack, rule: SecurityGroupRule, end: End): boolean {
  if (end === "CloudFront") return isCloudFront(rule);
  if (end === "internet") return rule.cidr === "0.0.0.0/0";
  if (end === "VPC") return rule.cidr === only(stack, Vpc).body.cidr_block;
  return groupsAt(stack, end).has(rule.peer);
}

function groupsAt(stack: SynthesizedStack, end: End): Set<string> {
  const groups = (type: string, attribute: string) =>
    referencesIn(stack.resources(type).map(({ body }) => body[attribute] ?? null));
  if (end === "VPC Link") return groups("aws_apigatewayv2_vpc_link", "security_group_ids");
  if (end === "load balancer") return groups("aws_lb", "security_groups");
  if (end === "Instance Connect Endpoint")
    return groups("aws_ec2_instance_connect_endpoint", "security_group_ids");
  if (end === "instances")
    return new Set(stack.resources("aws_launch_template").flatMap((one) => [...groupsOf(one)]));
  return new Set();
}

/** The number of a port; undefined for any. */
function portOf(stack: SynthesizedStack, port: Hop["port"]): number | undefined {
  if (port === "any") return undefined;
  if (port === "listener") {
    return Number(stack.target(only(stack, Apigatewayv2Integration).body.integration_uri)?.body.port);
  }
  if (port === "target group") return Number(only(stack, LbTargetGroup).body.port);
  if (port === "origin") {
    const origin = nested(only(stack, CloudfrontDistribution).body, "origin").find(
      ({ domain_name }) => stack.target(domain_name)?.type === "aws_eip",
    );
    return Number(nested(origin ?? {}, "custom_origin_config")[0]?.http_port);
  }
  return port;
}
