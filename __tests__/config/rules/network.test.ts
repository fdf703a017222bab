import type { Acceptance, Refusal } from "../../helpers/config-cases";
import { testAcceptances, testRefusals } from "../../helpers/config-cases";

const SSH_BLOCKS = [1, 2, 3, 4, 5, 6].map((octet) => `10.0.${String(octet)}.0/24`);
const WIDEN = "To fix: widen the subnet; a subnet that exists is replaced.";

testRefusals([
  [
    "restricted ports without those that a boot calls",
    ({ environments }) => {
      environments.prod.network = { egress: { restricted: true, tcpPorts: [443, 27_017] } };
    },
    "environments.prod.network.egress.tcpPorts: [443,27017]. Allowed: a list with 80, 443, 27017: package mirrors, HTTPS, MongoDB and backend.repository. To fix: add the missing ports, or set network.egress.restricted to false.",
  ],
  [
    "restricted ports without the repository's",
    ({ environments }) => {
      environments.prod.network = { egress: { restricted: true } };
      environments.prod.backend.repository = "https://git.example.com:8443/team/backend.git";
    },
    "environments.prod.network.egress.tcpPorts: [80,443,27015,27016,27017] (default). Allowed: a list with 80, 443, 27017, 8443: package mirrors, HTTPS, MongoDB and backend.repository. To fix: add the missing ports, or set network.egress.restricted to false.",
  ],
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
  ...[
    { count: 6, instanceConnectEndpoint: false, most: "5 blocks" },
    {
      count: 5,
      instanceConnectEndpoint: true,
      most: "4 blocks with an EC2 Instance Connect Endpoint",
    },
  ].map(({ count, instanceConnectEndpoint, most }): Refusal => [
    `more SSH rules than CloudFront's prefix list leaves room for: ${String(count)}`,
    ({ environments }) =>
      (environments.dev.ssh = { instanceConnectEndpoint, allowedCidrs: SSH_BLOCKS.slice(0, count) }),
    `environments.dev.ssh.allowedCidrs: ${JSON.stringify(SSH_BLOCKS.slice(0, count))}. Allowed: up to ${most}, because CloudFront's prefix list takes 55 of a group's 60 rules. To fix: join neighbouring blocks into a wider one.`,
  ]),
  ...["8.8.0.0/16", "172.32.0.0/16", "100.128.0.0/16"].map((vpcCidr): Refusal => [
    `a VPC of public addresses, ${vpcCidr}`,
    ({ environments }) => (environments.dev.network = { vpcCidr }),
    `environments.dev.network.vpcCidr: "${vpcCidr}". Allowed: a block of private addresses: in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10. To fix: choose one of these; the VPC would not reach the hosts that have its addresses.`,
  ]),
  [
    "public subnets too small for a load balancer",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.1.0/27", "us-east-1b": "10.0.2.0/28" },
      }),
    `environments.prod.network.publicSubnets["us-east-1b"]: "10.0.2.0/28". Allowed: a block of /27 or larger, for 16 addresses: 5 that AWS reserves, 8 for the load balancer, 1 for the VPC Link, 2 for instances. ${WIDEN}`,
  ],
  [
    "public subnets too small for the instances in them",
    ({ environments }) => {
      environments.prod.ssh = { instanceConnectEndpoint: true };
      environments.prod.autoScaling = { maxSize: 35 };
      environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.1.0/27", "us-east-1b": "10.0.2.0/27" },
      };
    },
    `environments.prod.network.publicSubnets["us-east-1a"]: "10.0.1.0/27". Allowed: a block of /26 or larger, for 33 addresses: 5 that AWS reserves, 8 for the load balancer, 1 for the VPC Link, 1 for the EC2 Instance Connect Endpoint, 18 for instances. ${WIDEN}`,
  ],
  [
    "private subnets too small for the instances in them",
    ({ environments }) => {
      environments.prod.ssh = { instanceConnectEndpoint: true };
      environments.prod.autoScaling = { maxSize: 23 };
      environments.prod.network = {
        nat: "per-az",
        primaryZone: "us-east-1b",
        privateSubnets: { "us-east-1a": "10.0.11.0/28", "us-east-1b": "10.0.12.0/27" },
      };
    },
    `environments.prod.network.privateSubnets["us-east-1a"]: "10.0.11.0/28". Allowed: a block of /27 or larger, for 17 addresses: 5 that AWS reserves, 12 for instances. ${WIDEN}`,
  ],
  [
    "a VPC whose default subnets are too small for a load balancer",
    ({ environments }) => (environments.prod.network = { vpcCidr: "10.0.0.0/24" }),
    ...["a", "b"].map(
      (letter, index) =>
        `environments.prod.network.publicSubnets["us-east-1${letter}"]: "10.0.0.${String(16 + 16 * index)}/28" (default). Allowed: a block of /27 or larger, for 16 addresses: 5 that AWS reserves, 8 for the load balancer, 1 for the VPC Link, 2 for instances. ${WIDEN}`,
    ),
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
  [
    "5 SSH blocks without an endpoint, and 50 behind a load balancer",
    ({ environments }) => {
      environments.dev.ssh = { allowedCidrs: SSH_BLOCKS.slice(0, 5) };
      environments.prod.ssh = {
        allowedCidrs: Array.from({ length: 50 }, (_, index) => `10.${String(index)}.0.0/16`),
      };
    },
  ],
  ...["10.1.0.0/16", "172.31.0.0/16", "192.168.0.0/20", "100.64.0.0/16"].map((vpcCidr): Acceptance => [
    `a VPC of private addresses, ${vpcCidr}`,
    ({ environments }) => (environments.dev.network = { vpcCidr }),
  ]),
  [
    "the smallest subnets of a load balancer and of its instances",
    ({ environments }) =>
      Object.assign(environments.prod, {
        autoScaling: { maxSize: 22 },
        network: {
          nat: "single",
          publicSubnets: { "us-east-1a": "10.0.1.0/27", "us-east-1b": "10.0.2.0/27" },
          privateSubnets: { "us-east-1a": "10.0.11.0/28", "us-east-1b": "10.0.12.0/28" },
        },
      }),
  ],
  [
    "a small subnet of a single instance",
    ({ environments }) => (environments.dev.network = { publicSubnets: { "us-east-1a": "10.0.1.0/28" } }),
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
