import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { LoadBalancedSecurityGroups, SingleInstanceSecurityGroups } from "../../src/network/security-groups";
import { find, reference, soundStack } from "../helpers/blocks";
import { resourcesOf, synthConstruct } from "../helpers/synth";

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

/** All rules of a direction, whatever the order of their keys. */
function expectRules(actual: readonly object[], expected: readonly object[]): void {
  const sortKeys = (rule: object) =>
    Object.fromEntries(Object.entries(rule).sort(([a], [b]) => a.localeCompare(b)));
  expect(inAnyOrder(actual.map(sortKeys))).toEqual(inAnyOrder(expected.map(sortKeys)));
}

describe("load-balanced", () => {
  test("there are three groups, each replaced by a successor that stands first, with rules of their own only", () => {
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

  test("each hop admits the hop before it, by its group, and SSH comes from the VPC only", () => {
    expectRules(resourcesOf(prod, VpcSecurityGroupIngressRule), [
      {
        security_group_id: loadBalancer,
        referenced_security_group_id: vpcLink,
        ...tcp(80),
        description: "HTTP from the VPC Link",
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
      { security_group_id: backend, cidr_ipv4: "10.0.0.0/16", ...tcp(22), description: "SSH for operators" },
    ]);
  });

  test("each hop reaches the next one only, and instances reach MongoDB Atlas and Gemini", () => {
    expectRules(resourcesOf(prod, VpcSecurityGroupEgressRule), [
      {
        security_group_id: vpcLink,
        referenced_security_group_id: loadBalancer,
        ...tcp(80),
        description: "HTTP to the load balancer's listener",
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
    expect(resourcesOf(dev, SecurityGroup)).toEqual([
      {
        name_prefix: "careflowai-dev-backend-",
        description: "Backend instance",
        vpc_id: reference(dev, Vpc, "id"),
        tags: { Name: "careflowai-dev-backend" },
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });

  test("it admits CloudFront to nginx by one rule, SSH from the VPC, and nobody to Uvicorn", () => {
    expect(find(dev, DataAwsEc2ManagedPrefixList).body).toEqual({
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
    expect(resourcesOf(dev, VpcSecurityGroupEgressRule)).toEqual([
      {
        security_group_id: devBackend,
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
        description: "MongoDB Atlas, Gemini, package mirrors and AWS APIs",
      },
    ]);
  });
});

describe.each([
  ["load-balanced", LoadBalancedSecurityGroups],
  ["single-instance", SingleInstanceSecurityGroups],
] as const)("port 22 in %s", (_topology, SecurityGroups) => {
  const sshRules = (sshCidrs: string[]) => {
    const stack = synthConstruct((scope) => {
      const vpc = new Vpc(scope, "Vpc", { cidrBlock: "10.0.0.0/16" });
      new SecurityGroups(scope, "SecurityGroups", { name: "test", vpc, sshCidrs });
    });
    return resourcesOf(stack, VpcSecurityGroupIngressRule).filter(({ from_port }) => from_port === 22);
  };

  test("has a rule of its own for each block", () => {
    // Blocks whose digits are alike must not share an address in the state.
    expect(
      sshRules(["1.11.0.0/16", "11.1.0.0/16"])
        .map(({ cidr_ipv4 }) => cidr_ipv4)
        .sort(),
    ).toEqual(["1.11.0.0/16", "11.1.0.0/16"]);
  });

  test("has no rule without blocks", () => {
    expect(sshRules([])).toEqual([]);
  });
});
