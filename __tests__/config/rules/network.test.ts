import type { Refusal } from "../../helpers/config-cases";
import { testAcceptances, testRefusals } from "../../helpers/config-cases";

testRefusals([
  [
    "a subnet outside the VPC",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.1.1.0/24", "us-east-1b": "10.0.2.0/24" },
      }),
    'environments.prod.network.publicSubnets["us-east-1a"]: "10.1.1.0/24". Allowed: a block inside network.vpcCidr 10.0.0.0/16. To fix: move the subnet into the VPC\'s block.',
  ],
  [
    "subnets that overlap",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.2.0/23", "us-east-1b": "10.0.3.0/24" },
      }),
    'environments.prod.network.publicSubnets["us-east-1b"]: "10.0.3.0/24". Allowed: a block that does not overlap 10.0.2.0/23 of us-east-1a. To fix: give each subnet a separate block.',
  ],
  [
    "one zone where a load balancer needs two",
    ({ environments }) => (environments.prod.network = { publicSubnets: { "us-east-1a": "10.0.1.0/24" } }),
    'environments.prod.network.publicSubnets: ["us-east-1a"]. Allowed: subnets in at least two availability zones for load-balanced. To fix: add a zone with a separate block.',
  ],
  [
    "no zone",
    ({ environments }) => (environments.dev.network = { publicSubnets: {} }),
    "environments.dev.network.publicSubnets: []. Allowed: subnets in at least one availability zone for single-instance. To fix: add a zone with a separate block.",
  ],
  [
    "a zone of another region",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.1.0/24", "us-west-2b": "10.0.2.0/24" },
      }),
    'environments.prod.network.publicSubnets["us-west-2b"]: "us-west-2b". Allowed: availability zones of region us-east-1. To fix: use zones such as us-east-1a, or correct region.',
  ],
  [
    "a VPC too small for the default subnets",
    ({ environments }) => (environments.dev.network = { vpcCidr: "10.0.0.0/28" }),
    'environments.dev.network.publicSubnets["us-east-1a"]: "10.0.0.16/28" (default). Allowed: a block inside network.vpcCidr 10.0.0.0/28. To fix: move the subnet into the VPC\'s block.',
    'environments.dev.network.publicSubnets["us-east-1b"]: "10.0.0.32/28" (default). Allowed: a block inside network.vpcCidr 10.0.0.0/28. To fix: move the subnet into the VPC\'s block.',
  ],
  [
    "a single instance in a zone without subnet",
    ({ environments }) => (environments.dev.instance = { availabilityZone: "us-east-1c" }),
    'environments.dev.instance.availabilityZone: "us-east-1c". Allowed: a zone of network.publicSubnets: us-east-1a, us-east-1b. To fix: choose one of them, or add a subnet in this zone.',
  ],
  ...[
    { network: { nat: "single" } },
    { ssh: { instanceConnectEndpoint: true } },
    { posture: "hardened" },
  ].map((use): Refusal => [
    `a primary zone without subnet, with ${JSON.stringify(use)}`,
    ({ environments }) => {
      Object.assign(environments.prod, use);
      environments.prod.network = { ...environments.prod.network, primaryZone: "us-east-1c" };
    },
    'environments.prod.network.primaryZone: "us-east-1c". Allowed: a zone of network.publicSubnets: us-east-1a, us-east-1b. To fix: choose one of them, or add a subnet in this zone.',
  ]),
  [
    "a private subnet outside the VPC",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "single",
        privateSubnets: { "us-east-1a": "10.1.11.0/24", "us-east-1b": "10.0.12.0/24" },
      }),
    'environments.prod.network.privateSubnets["us-east-1a"]: "10.1.11.0/24". Allowed: a block inside network.vpcCidr 10.0.0.0/16. To fix: move the subnet into the VPC\'s block.',
  ],
  [
    "a private subnet that overlaps a public one",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "per-az",
        privateSubnets: { "us-east-1a": "10.0.2.0/25", "us-east-1b": "10.0.12.0/24" },
      }),
    'environments.prod.network.privateSubnets["us-east-1a"]: "10.0.2.0/25". Allowed: a block that does not overlap 10.0.2.0/24 of us-east-1b. To fix: give each subnet a separate block.',
  ],
  [
    "private subnets that overlap",
    ({ environments }) =>
      Object.assign(environments.prod, {
        posture: "hardened",
        network: { privateSubnets: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.11.128/25" } },
      }),
    'environments.prod.network.privateSubnets["us-east-1b"]: "10.0.11.128/25". Allowed: a block that does not overlap 10.0.11.0/24 of us-east-1a. To fix: give each subnet a separate block.',
  ],
  [
    "private subnets in other zones than the public ones",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "single",
        publicSubnets: { "us-east-1c": "10.0.1.0/24", "us-east-1a": "10.0.2.0/24" },
        privateSubnets: { "us-east-1b": "10.0.12.0/24", "us-east-1a": "10.0.11.0/24" },
      }),
    'environments.prod.network.privateSubnets: ["us-east-1a","us-east-1b"]. Allowed: the zones of network.publicSubnets: us-east-1a, us-east-1c. To fix: give each zone one public and one private subnet.',
  ],
  [
    "a public subnet where a private one is by default",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "single",
        publicSubnets: { "us-east-1a": "10.0.10.0/23", "us-east-1b": "10.0.2.0/24" },
      }),
    'environments.prod.network.privateSubnets["us-east-1a"]: "10.0.11.0/24" (default). Allowed: a block that does not overlap 10.0.10.0/23 of us-east-1a. To fix: give each subnet a separate block.',
  ],
  [
    "private subnets in fewer zones than the public ones",
    ({ environments }) =>
      (environments.prod.network = { nat: "single", privateSubnets: { "us-east-1b": "10.0.12.0/24" } }),
    'environments.prod.network.privateSubnets: ["us-east-1b"]. Allowed: the zones of network.publicSubnets: us-east-1a, us-east-1b. To fix: give each zone one public and one private subnet.',
  ],
  [
    "more SSH rules than CloudFront's prefix list and an endpoint leave room for",
    ({ environments }) =>
      (environments.dev.ssh = {
        instanceConnectEndpoint: true,
        allowedCidrs: [1, 2, 3, 4, 5].map((octet) => `10.0.${String(octet)}.0/24`),
      }),
    'environments.dev.ssh.allowedCidrs: ["10.0.1.0/24","10.0.2.0/24","10.0.3.0/24","10.0.4.0/24","10.0.5.0/24"]. Allowed: up to 4 blocks with an EC2 Instance Connect Endpoint, whose rule is the group\'s last. To fix: join neighbouring blocks into a wider one, or set ssh.instanceConnectEndpoint to false.',
  ],
]);

testAcceptances([
  [
    "private subnets anywhere, if instances are in public ones",
    ({ environments }) =>
      (environments.prod.network = {
        privateSubnets: { "us-west-2a": "192.168.0.0/24", "us-west-2b": "192.168.0.0/25" },
      }),
  ],
  [
    "private subnets in the zones of the public ones, in any order",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "per-az",
        privateSubnets: { "us-east-1b": "10.0.12.0/24", "us-east-1a": "10.0.11.0/24" },
      }),
  ],
  [
    "a primary zone without subnet, if no resource is in it",
    ({ environments }) => (environments.prod.network = { primaryZone: "us-east-1c" }),
  ],
  [
    "a single instance in one zone",
    ({ environments }) => (environments.dev.network = { publicSubnets: { "us-east-1a": "10.0.1.0/24" } }),
  ],
  ["another region alone", ({ environments }) => (environments.prod.region = "eu-west-1")],
  [
    "another region alone, where a posture has private subnets",
    ({ environments }) => Object.assign(environments.prod, { posture: "hardened", region: "ap-northeast-1" }),
  ],
  ["another VPC alone", ({ environments }) => (environments.prod.network = { vpcCidr: "10.9.0.0/20" })],
  [
    "other public subnets alone, where instances are in private ones",
    ({ environments }) =>
      (environments.prod.network = {
        nat: "single",
        publicSubnets: { "us-east-1c": "10.0.1.0/24", "us-east-1d": "10.0.2.0/24" },
      }),
  ],
]);
