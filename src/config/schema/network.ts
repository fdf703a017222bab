import { atMost, cidr, distinct, flag, integer, list, oneOf, retentionDays, section, text } from "./fields";
import { doc, subnets, zone } from "./forms";
import type { PostureDefaults } from "./postures";

export const network = (defaults: PostureDefaults) => ({
  vpcCidr: doc(cidr(16, 28, "choose a private block, such as 10.0.0.0/16").default("10.0.0.0/16"), {
    description:
      "The VPC's address block. Changing it replaces the VPC and everything in it: create a new environment instead.",
    source: "document, VPC Configuration",
  }),
  publicSubnets: doc(subnets().optional(), {
    description:
      "Public subnets, one per availability zone: zone name to address block. Left out: blocks 1 and 2 of vpcCidr, in two zones of region (10.0.1.0/24 and 10.0.2.0/24 of 10.0.0.0/16, in us-east-1a and us-east-1b). Adding a zone leaves the other subnets unchanged. Changing a block replaces its subnet.",
    source: "document, VPC Configuration; decision 51",
  }),
  egress: section({
    restricted: doc(flag().default(defaults.restrictEgress), {
      description: "Whether instances may only call TCP ports in tcpPorts, instead of every port.",
      source: "not in the document; hardened: decision 49",
    }),
    tcpPorts: doc(
      list(integer(1, 65_535), [
        (ports) => distinct(ports) && atMost(20)(ports),
        { allowed: "up to 20 different ports", fix: "remove duplicates and ports that nothing calls" },
      ]).default([80, 443, 27_015, 27_016, 27_017]),
      {
        description:
          "TCP ports that instances may call, if restricted: package mirrors (80), AWS, git, package indexes and Gemini (443), MongoDB Atlas (27015 to 27017). DNS, time and instance metadata of the VPC need no rule.",
        source: "document, Network Security (EC2 → Internet); MongoDB Atlas, Troubleshoot Connection Issues",
      },
    ),
  }).prefault({}),
  interfaceEndpoints: doc(flag().default(false), {
    description:
      "Whether instances reach Systems Manager and CloudWatch by VPC endpoints, and S3 by a gateway endpoint, instead of the internet.",
    source: "not in the document; off in hardened: decision 49",
    cost: "4 interface endpoints: USD 29.20 per zone with instances, USD 0.01 per GB (https://aws.amazon.com/privatelink/pricing/)",
  }),
  flowLogs: section({
    enabled: doc(flag().default(defaults.flowLogs), {
      description: "Whether a log group records the VPC's traffic.",
      source: "document, Monitoring & Compliance (optional)",
      cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
    }),
    retentionDays: doc(retentionDays().default(30), {
      description: "Retention of the flow logs.",
      unit: "days",
      source: "not in the document; same as the backend's logs",
    }),
  }).prefault({}),
});

export const balancedNetwork = (defaults: PostureDefaults) => ({
  ...network(defaults),
  nat: doc(oneOf(["none", "single", "per-az"]).default(defaults.nat), {
    description:
      "How instances reach the internet: from public subnets with public addresses (none), or from private subnets through one NAT gateway (single, in primaryZone) or one per zone (per-az).",
    source: "document, VPC Configuration (NAT Gateway if using private subnets)",
    cost: "single, per-az: USD 33 per gateway, USD 3.65 per address, USD 0.045 per GB; none: USD 3.65 per instance's address (https://aws.amazon.com/vpc/pricing/)",
  }),
  primaryZone: doc(zone().optional(), {
    description:
      "Zone of the single NAT gateway and of the EC2 Instance Connect Endpoint; a key of publicSubnets. Left out: the first of them by name. Changing it replaces both, and the NAT gateway's address.",
    source: "document, VPC Configuration",
  }),
  privateSubnets: doc(subnets().optional(), {
    description:
      "Subnets of the instances if nat is single or per-az, in the same zones as publicSubnets. Left out: block 11 of vpcCidr and the following ones (10.0.11.0/24 and 10.0.12.0/24 of 10.0.0.0/16). Changing a block replaces its subnet.",
    source: "decision 19; decision 51",
  }),
});

export const ssh = section({
  allowedCidrs: doc(
    list(
      // From /8: neither 0.0.0.0/0 nor its two halves.
      cidr(
        8,
        32,
        "use the block of your office or VPN, never the whole internet; Session Manager needs no open port",
      ),
      [
        (blocks) => distinct(blocks) && atMost(50)(blocks),
        {
          allowed: "up to 50 different blocks, because a security group has 60 rules",
          fix: "remove duplicates, or join neighbouring blocks into a wider one",
        },
      ],
    ).optional(),
    {
      description:
        "Blocks that may reach port 22, up to 5 in single-instance; an empty list admits none. Left out: network.vpcCidr, or none if posture is hardened.",
      source: "document, Access Control (restricted to specific IPs); default: decision 20",
    },
  ),
  keyName: doc(
    text(/^[A-Za-z0-9][A-Za-z0-9 ._@+=:/-]{0,254}$/, {
      allowed: "the name of an EC2 key pair",
      fix: "use a name that `aws ec2 describe-key-pairs` lists",
    }).optional(),
    {
      description:
        "EC2 key pair for SSH. Left out: no key; use EC2 Instance Connect or Session Manager. Changing it replaces instances.",
      source: "document, Access Control (key-based authentication only)",
    },
  ),
  instanceConnectEndpoint: doc(flag().default(false), {
    description:
      "Whether operators reach port 22 through an EC2 Instance Connect Endpoint, without a public address. It is in the instance's zone, or in network.primaryZone.",
    source: "decision 20; AWS, Connect using EC2 Instance Connect Endpoint",
    cost: "none; USD 0.01 per GB to instances in another zone (https://aws.amazon.com/ec2/pricing/on-demand/)",
  }),
}).prefault({});
