import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Block, Json, JsonObject, SynthesizedStack } from "../../src/synthesized/synthesized-stack";
import type { LoadBalancedSecurityGroupsProps } from "../../src/network/security-groups";
import { LoadBalancedSecurityGroups, SingleInstanceSecurityGroups } from "../../src/network/security-groups";
import { only, reference, resourcesOf, soundStack } from "../helpers/blocks";
import { synthConstruct } from "../helpers/construct";

const dev = soundStack("careflowai-dev");
const prod = soundStack("careflowai-prod");

const group = (name: string) => reference(prod, SecurityGroup, "id", { tags: { Name: name } });
const vpcLink = group("careflowai-prod-vpc-link");
const loadBalancer = group("careflowai-prod-alb");
const backend = group("careflowai-prod-backend");
const devBackend = reference(dev, SecurityGroup, "id");

const tcp = (port: number) => ({ ip_protocol: "tcp", from_port: port, to_port: port });
const inAnyOrder = (rules: readonly object[]) =>
  [...rules].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

/** Expects these rules, in any order of rules and keys. */
function expectRules(actual: readonly Block[], expected: readonly object[]): void {
  const sortKeys = (rule: object) =>
    Object.fromEntries(Object.entries(rule).sort(([a], [b]) => a.localeCompare(b)));
  expect(inAnyOrder(actual.map(({ body }) => sortKeys(body)))).toEqual(inAnyOrder(expected.map(sortKeys)));
}

describe("load-balanced", () => {
  test("three groups exist, each recreated before the old one is destroyed, without inline rules", () => {
    const group = (name: string, description: string) => ({
      name_prefix: `${name}-`,
      description,
      vpc_id: reference(prod, Vpc, "id"),
      tags: { Name: name },
      lifecycle: { create_before_destroy: true },
    });
    expectRules(resourcesOf(prod, SecurityGroup), [
      group("careflowai-prod-vpc-link", "VPC Link of the HTTP API"),
      group("careflowai-prod-alb", "Application Load Balancer"),
      group("careflowai-prod-backend", "Backend instances"),
    ]);
  });

  test("each hop admits only the hop before it, by its group, and SSH comes from the VPC only", () => {
    expectRules(resourcesOf(prod, VpcSecurityGroupIngressRule), [
      {
        security_group_id: loadBalancer,
        referenced_security_group_id: vpcLink,
        ...tcp(80),
        description: "Requests from the VPC Link",
      },
      {
        security_group_id: backend,
        referenced_security_group_id: loadBalancer,
        ...tcp(8000),
        description: "Requests and health checks from the load balancer",
      },
      {
        security_group_id: backend,
        referenced_security_group_id: loadBalancer,
        ...tcp(80),
        description: "nginx, from the load balancer's group only",
      },
      {
        security_group_id: backend,
        cidr_ipv4: "10.0.0.0/16",
        ...tcp(22),
        description: "SSH for operators",
      },
    ]);
  });

  test("each hop reaches only the next one, and instances reach MongoDB Atlas and Gemini", () => {
    expectRules(resourcesOf(prod, VpcSecurityGroupEgressRule), [
      {
        security_group_id: vpcLink,
        referenced_security_group_id: loadBalancer,
        ...tcp(80),
        description: "Requests to the load balancer's listener",
      },
      {
        security_group_id: loadBalancer,
        referenced_security_group_id: backend,
        ...tcp(8000),
        description: "Requests and health checks to Uvicorn",
      },
      {
        security_group_id: backend,
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
        description: "MongoDB Atlas, Gemini, package mirrors and AWS APIs",
      },
    ]);
  });
});

describe("single-instance", () => {
  test("there is one group", () => {
    expect(resourcesOf(dev, SecurityGroup).map(({ body }) => body)).toEqual([
      {
        name_prefix: "careflowai-dev-backend-",
        description: "Backend instance",
        vpc_id: reference(dev, Vpc, "id"),
        tags: { Name: "careflowai-dev-backend" },
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  test("it admits CloudFront to nginx by one rule, SSH from the VPC, and no one to Uvicorn", () => {
    expect(only(dev, DataAwsEc2ManagedPrefixList).body).toEqual({
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    expectRules(resourcesOf(dev, VpcSecurityGroupIngressRule), [
      {
        security_group_id: devBackend,
        prefix_list_id: reference(dev, DataAwsEc2ManagedPrefixList, "id"),
        ...tcp(80),
        description: "HTTP from CloudFront's origin-facing servers",
      },
      {
        security_group_id: devBackend,
        cidr_ipv4: "10.0.0.0/16",
        ...tcp(22),
        description: "SSH for operators",
      },
    ]);
  });

  test("it reaches MongoDB Atlas and Gemini", () => {
    expect(resourcesOf(dev, VpcSecurityGroupEgressRule).map(({ body }) => body)).toEqual([
      {
        security_group_id: devBackend,
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
        description: "MongoDB Atlas, Gemini, package mirrors and AWS APIs",
      },
    ]);
  });
});

/** What the document's Production architecture asks for. */
const DOCUMENTED = {
  name: "test",
  sshCidrs: ["10.0.0.0/16"],
  internetFacing: false,
  https: false,
  admitHttpToInstances: true,
};
type Switches = Partial<Omit<LoadBalancedSecurityGroupsProps, "vpc">>;

const loadBalancedOf = (switches: Switches) =>
  synthConstruct((scope) => {
    const vpc = new Vpc(scope, "Vpc", { cidrBlock: "10.0.0.0/16" });
    new LoadBalancedSecurityGroups(scope, "SecurityGroups", { ...DOCUMENTED, vpc, ...switches });
  });
const documented = loadBalancedOf({});

/** The rules that one of two stacks has and the other has not, by the name of their group. */
function differences(before: SynthesizedStack, after: SynthesizedStack) {
  const rules = (stack: SynthesizedStack) =>
    [VpcSecurityGroupIngressRule, VpcSecurityGroupEgressRule].flatMap(({ tfResourceType }) =>
      stack.resources(tfResourceType).map(({ type, body }) => {
        const { security_group_id, referenced_security_group_id, description, ...rule } = body;
        const nameOf = (id: Json | undefined) =>
          (stack.target(id)?.body.tags as JsonObject | undefined)?.Name;
        return JSON.stringify({
          rule: type.replace(/^aws_vpc_security_group_|_rule$/g, ""),
          of: nameOf(security_group_id),
          ...(referenced_security_group_id !== undefined && { group: nameOf(referenced_security_group_id) }),
          ...rule,
          description,
        });
      }),
    );
  const [old, own] = [rules(before), rules(after)];
  const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as JsonObject);
  return {
    gone: parsed(old.filter((rule) => !own.includes(rule))),
    added: parsed(own.filter((rule) => !old.includes(rule))),
  };
}

describe("a switch of load-balanced", () => {
  const toListener = {
    rule: "egress",
    of: "test-vpc-link",
    group: "test-alb",
    description: "Requests to the load balancer's listener",
  };
  const fromLink = {
    rule: "ingress",
    of: "test-alb",
    group: "test-vpc-link",
    description: "Requests from the VPC Link",
  };

  test("HTTPS moves the hop to the load balancer from port 80 to port 443, on both sides", () => {
    expect(differences(documented, loadBalancedOf({ https: true }))).toEqual({
      gone: [
        { ...fromLink, ...tcp(80) },
        { ...toListener, ...tcp(80) },
      ],
      added: [
        { ...fromLink, ...tcp(443) },
        { ...toListener, ...tcp(443) },
      ],
    });
  });

  test("HTTPS changes the rules in place", () => {
    const addresses = (stack: SynthesizedStack) => stack.resources().map(({ address }) => address);
    expect(addresses(loadBalancedOf({ https: true }))).toEqual(addresses(documented));
  });

  test.each([true, false])("internet-facing opens 80 and 443 to the internet, with HTTPS %s", (https) => {
    const anybody = { rule: "ingress", of: "test-alb", cidr_ipv4: "0.0.0.0/0" };
    expect(differences(loadBalancedOf({ https }), loadBalancedOf({ https, internetFacing: true }))).toEqual({
      gone: [],
      added: [
        { ...anybody, ...tcp(80), description: "HTTP from the internet" },
        { ...anybody, ...tcp(443), description: "HTTPS from the internet" },
      ],
    });
  });

  test("port 80 of the instances is closed without admitHttpToInstances, and nothing else changes", () => {
    expect(differences(documented, loadBalancedOf({ admitHttpToInstances: false }))).toEqual({
      gone: [
        {
          rule: "ingress",
          of: "test-backend",
          group: "test-alb",
          ...tcp(80),
          description: "nginx, from the load balancer's group only",
        },
      ],
      added: [],
    });
  });
});

describe.each([
  ["load-balanced", loadBalancedOf],
  [
    "single-instance",
    (switches: Switches) =>
      synthConstruct((scope) => {
        const vpc = new Vpc(scope, "Vpc", { cidrBlock: "10.0.0.0/16" });
        new SingleInstanceSecurityGroups(scope, "SecurityGroups", { ...DOCUMENTED, vpc, ...switches });
      }),
  ],
] as const)("port 22 in %s", (_topology, groupsOf) => {
  const sshRules = (stack: SynthesizedStack) =>
    resourcesOf(stack, VpcSecurityGroupIngressRule, { from_port: 22 });

  test("has a separate rule for each block", () => {
    // Blocks whose digits are alike must not share an address in the state.
    expect(
      sshRules(groupsOf({ sshCidrs: ["1.11.0.0/16", "11.1.0.0/16"] }))
        .map(({ body }) => body.cidr_ipv4)
        .sort(),
    ).toEqual(["1.11.0.0/16", "11.1.0.0/16"]);
  });

  test("has no rule without blocks, and nothing else changes", () => {
    const closed = groupsOf({ sshCidrs: [] });
    expect(sshRules(closed)).toEqual([]);
    expect(differences(groupsOf({}), closed)).toEqual({
      gone: [
        {
          rule: "ingress",
          of: "test-backend",
          cidr_ipv4: "10.0.0.0/16",
          ...tcp(22),
          description: "SSH for operators",
        },
      ],
      added: [],
    });
  });
});
