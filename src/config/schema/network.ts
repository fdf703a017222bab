import { z } from "zod";
import { advise, cidr, flag, oneOf, retentionDays, section, text } from "../fields";
import { doc, subnets, zone } from "./forms";
import type { PostureDefaults } from "./postures";

export const network = (defaults: PostureDefaults) => ({
  vpcCidr: doc(cidr(16, 28, "choose a private block, such as 10.0.0.0/16").default("10.0.0.0/16"), {
    description:
      "The VPC's address block. Changing it replaces the VPC and everything in it: make a new environment beside the old one instead.",
    source: "document, VPC Configuration",
  }),
  publicSubnets: doc(subnets().default({ "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" }), {
    description:
      "Public subnets, one an availability zone: zone name to address block. The key is the subnet's identity, so adding a zone moves none. Changing a block replaces its subnet.",
    source: "document, VPC Configuration",
  }),
  flowLogs: section({
    enabled: doc(flag().default(defaults.flowLogs), {
      description: "Whether the VPC's traffic is recorded in a log group.",
      source: "document, Monitoring & Compliance (optional)",
      cost: "USD 0.50 per GB, USD 0.03 per GB kept (https://aws.amazon.com/cloudwatch/pricing/)",
    }),
    retentionDays: doc(retentionDays().default(30), {
      description: "Retention of the flow logs.",
      unit: "days",
      source: "not in the document; as the backend's logs",
    }),
  }).prefault({}),
});

export const balancedNetwork = (defaults: PostureDefaults) => ({
  ...network(defaults),
  nat: doc(oneOf(["none", "single", "per-az"]).default(defaults.nat), {
    description:
      "How instances reach the internet: from public subnets with addresses of their own (none), or from private subnets through one NAT gateway (single, in primaryZone) or one a zone (per-az).",
    source: "document, VPC Configuration (NAT Gateway if using private subnets)",
    cost: "single, per-az: USD 33 per gateway, USD 3.65 per address, USD 0.045 per GB; none: USD 3.65 per instance's address (https://aws.amazon.com/vpc/pricing/)",
  }),
  primaryZone: doc(zone().default("us-east-1a"), {
    description:
      "Zone of what there is one of: the NAT gateway where nat is single, and the EC2 Instance Connect Endpoint. A key of publicSubnets. Changing it replaces both, and the NAT gateway's address.",
    source: "document, VPC Configuration",
  }),
  privateSubnets: doc(subnets().default({ "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" }), {
    description:
      "Subnets of the instances where nat is single or per-az; in the zones of publicSubnets. Changing a block replaces its subnet.",
    source: "decision 19",
  }),
});

export const ssh = section({
  allowedCidrs: doc(
    z
      .array(
        // From /8: 0.0.0.0/0 is refused, and so are the two halves that add up to it.
        cidr(
          8,
          32,
          "name your office's or VPN's block, never the whole internet; Session Manager needs no open port",
        ),
      )
      .refine((blocks) => new Set(blocks).size === blocks.length && blocks.length <= 5, {
        error: () =>
          advise({
            allowed:
              "up to 5 different blocks, because CloudFront's prefix list takes 55 of a group's 60 rules",
            mend: "remove duplicates, or join neighbouring blocks into a wider one",
          }),
      })
      .optional(),
    {
      description:
        "Blocks that may reach port 22; an empty list opens nothing. Left out: the VPC's own block, or nothing where posture is hardened.",
      source: "document, Access Control (restricted to specific IPs); default: decision 20",
    },
  ),
  keyName: doc(
    text(/^[A-Za-z0-9][A-Za-z0-9 ._@+=:/-]{0,254}$/, {
      allowed: "the name of an EC2 key pair",
      mend: "use a name that `aws ec2 describe-key-pairs` lists",
    }).optional(),
    {
      description:
        "EC2 key pair for SSH. Left out: no key; use EC2 Instance Connect or Session Manager. A change replaces instances.",
      source: "document, Access Control (key-based authentication only)",
    },
  ),
  instanceConnectEndpoint: doc(flag().default(false), {
    description:
      "Whether operators reach port 22 through an EC2 Instance Connect Endpoint, without a public address. It stands in the instance's zone, or in network.primaryZone.",
    source: "decision 20; AWS, Connect using EC2 Instance Connect Endpoint",
    cost: "none; USD 0.01 per GB to instances of another zone (https://aws.amazon.com/ec2/pricing/on-demand/)",
  }),
}).prefault({});
