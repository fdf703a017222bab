import type { Refusal } from "../../helpers/config-cases";
import { testAcceptances, testRefusals } from "../../helpers/config-cases";

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
    "a region without the default zones",
    ({ environments }) => (environments.prod.region = "eu-west-1"),
    'environments.prod.network.publicSubnets["us-east-1a"]: "us-east-1a" (default). Allowed: availability zones of region eu-west-1. To fix: use zones such as eu-west-1a, or correct region.',
    'environments.prod.network.publicSubnets["us-east-1b"]: "us-east-1b" (default). Allowed: availability zones of region eu-west-1. To fix: use zones such as eu-west-1a, or correct region.',
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
      }),
    'environments.prod.network.privateSubnets: ["us-east-1a","us-east-1b"] (default). Allowed: the zones of network.publicSubnets: us-east-1a, us-east-1c. To fix: give each zone one public and one private subnet.',
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
    "another region without private subnets in it, if instances are in public ones",
    ({ environments }) =>
      Object.assign(environments.prod, {
        posture: "hardened",
        region: "eu-west-1",
        network: {
          nat: "none",
          publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
        },
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
    "another region with its zones",
    ({ environments }) => {
      environments.prod.region = "eu-west-1";
      environments.prod.network = {
        publicSubnets: { "eu-west-1a": "10.0.1.0/24", "eu-west-1b": "10.0.2.0/24" },
      };
    },
  ],
]);
