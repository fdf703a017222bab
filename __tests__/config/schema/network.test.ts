import {
  BLOCK,
  FLAG,
  ONLY_IN,
  RETENTION,
  testAcceptances,
  testFields,
  testRefusals,
} from "../../helpers/config-cases";

const SSH = `${BLOCK(8, 32)} To fix: use the block of your office or VPN, never the whole internet; Session Manager needs no open port.`;
const SSH_LIST =
  "Allowed: up to 50 different blocks, because a security group has 60 rules. To fix: remove duplicates, or join neighbouring blocks into a wider one.";
const blocks = (count: number) => Array.from({ length: count }, (_, index) => `10.${String(index)}.0.0/16`);

testFields([
  {
    path: "environments.prod.network.vpcCidr",
    good: ["10.0.0.0/16", "10.0.0.0/20"],
    bad: [
      "10.0.0.0/15",
      "10.0.0.0/29",
      "10.0.0.1/16",
      "10.0.0.0",
      "010.0.0.0/16",
      "10.0.0.0/16 ",
      "fd00::/16",
    ],
    advice: `${BLOCK(16, 28)} To fix: choose a private block, such as 10.0.0.0/16.`,
  },
  {
    path: "environments.prod.network.nat",
    good: ["none", "single", "per-az"],
    bad: ["perAz", true, "", null],
    advice: "Allowed: none, single, per-az. To fix: choose one of them.",
    nearest: { perAz: "per-az" },
  },
  { path: "environments.prod.network.egress.restricted", good: [true, false], bad: ["on", 1], advice: FLAG },
  { path: "environments.prod.network.interfaceEndpoints", good: [true, false], bad: ["on", 1], advice: FLAG },
  {
    path: "environments.prod.network.egress.tcpPorts",
    good: [[80, 443], [80, 443, 27_017], []],
    bad: [[443, 443], Array.from({ length: 21 }, (_, index) => index + 1)],
    advice: "Allowed: up to 20 different ports. To fix: remove duplicates and ports that nothing calls.",
  },
  { path: "environments.prod.network.flowLogs.enabled", good: [true, false], bad: ["on", 1], advice: FLAG },
  {
    path: "environments.prod.network.flowLogs.retentionDays",
    good: [1, 30],
    bad: [0, 2, "30"],
    advice: RETENTION,
    nearest: { "30": "30" },
  },
  {
    path: "environments.prod.ssh.instanceConnectEndpoint",
    good: [true, false],
    bad: ["true", null],
    advice: FLAG,
  },
  {
    path: "environments.prod.ssh.keyName",
    good: ["ops", "ops key 2026"],
    bad: ["", " ops", "-ops", "ops$(x)", "a".repeat(256)],
    advice:
      "Allowed: the name of an EC2 key pair. To fix: use a name that `aws ec2 describe-key-pairs` lists.",
  },
  {
    path: "environments.prod.network.primaryZone",
    good: ["us-east-1a", "us-east-1b"],
    bad: ["us-east-1", "a", "use1-az1"],
    advice:
      "Allowed: availability zone names, such as us-east-1a. To fix: use a name that `aws ec2 describe-availability-zones` lists.",
  },
]);

testRefusals([
  [
    "a NAT gateway and private subnets in single-instance",
    ({ environments }) => (environments.dev.network = { nat: "single", privateSubnets: {} }),
    `environments.dev.network.nat: "single". ${ONLY_IN("load-balanced", "dev")}`,
    `environments.dev.network.privateSubnets: {}. ${ONLY_IN("load-balanced", "dev")}`,
  ],
  [
    "a key that names no availability zone",
    ({ environments }) =>
      (environments.prod.network = { publicSubnets: { a: "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } }),
    'environments.prod.network.publicSubnets.a: "a". Allowed: availability zone names, such as us-east-1a. To fix: use a name that `aws ec2 describe-availability-zones` lists.',
  ],
  [
    "a subnet that is not a block",
    ({ environments }) =>
      (environments.prod.network = {
        publicSubnets: { "us-east-1a": "10.0.1.5/24", "us-east-1b": "10.0.2.0/24" },
      }),
    `environments.prod.network.publicSubnets["us-east-1a"]: "10.0.1.5/24". ${BLOCK(16, 28)} To fix: choose a block inside network.vpcCidr.`,
  ],
  [
    "SSH from the whole internet",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: ["0.0.0.0/0"] }),
    `environments.prod.ssh.allowedCidrs[0]: "0.0.0.0/0". ${SSH}`,
  ],
  [
    "SSH from the whole internet over IPv6",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: ["10.0.0.0/8", "::/0"] }),
    `environments.prod.ssh.allowedCidrs[1]: "::/0". ${SSH}`,
  ],
  [
    "SSH from the two halves of the internet",
    ({ environments }) => (environments.dev.ssh = { allowedCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
    `environments.dev.ssh.allowedCidrs[0]: "0.0.0.0/1". ${SSH}`,
    `environments.dev.ssh.allowedCidrs[1]: "128.0.0.0/1". ${SSH}`,
  ],
  [
    "a block for SSH given twice",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: ["10.0.0.0/16", "10.0.0.0/16"] }),
    `environments.prod.ssh.allowedCidrs: ["10.0.0.0/16","10.0.0.0/16"]. ${SSH_LIST}`,
  ],
  [
    "more blocks for SSH than the group has rules left",
    ({ environments }) => (environments.prod.ssh = { allowedCidrs: blocks(51) }),
    `environments.prod.ssh.allowedCidrs: ${JSON.stringify(blocks(51))}. ${SSH_LIST}`,
  ],
]);

testAcceptances([
  ["five blocks for SSH", ({ environments }) => (environments.dev.ssh = { allowedCidrs: blocks(5) })],
  ["no SSH", ({ environments }) => (environments.dev.ssh = { allowedCidrs: [] })],
]);
