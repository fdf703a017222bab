import { reviewPlan } from "../../../src/review/review";
import type { Case } from "../plans";
import { configured, create, findingsIn, keep, plan, remove, replaceInOrder, update } from "../plans";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const GROUP = keep("aws_security_group.Backend", { id: "sg-1", name: "backend" });
const PEER = keep("aws_security_group.Lb", { id: "sg-2", name: "load-balancer" });
const VPC = keep("aws_vpc.Vpc", { id: "vpc-1", cidr_block: "10.0.0.0/16" });

const tcp = (port: number, peer: object) => ({
  security_group_id: "sg-1",
  ip_protocol: "tcp",
  from_port: port,
  to_port: port,
  ...peer,
});
const from = (cidr: string) => tcp(22, { cidr_ipv4: cidr });
const fromPeer = tcp(8000, { referenced_security_group_id: "sg-2" });

const LEGACY = "aws_security_group_rule";
const legacy = (type: "ingress" | "egress", peer: object) => ({
  security_group_id: "sg-1",
  type,
  protocol: "tcp",
  from_port: 22,
  to_port: 22,
  self: false,
  ...peer,
});

const CASES: readonly Case[] = [
  [
    "SSH from the internet",
    [GROUP, create(`${INGRESS}.Ssh`, from("0.0.0.0/0"))],
    [`exposure ${INGRESS}.Ssh: backend admits TCP on port 22 from 0.0.0.0/0 (the internet).`],
  ],
  [
    "half of the internet, to a new group",
    [
      create("aws_security_group.New", { name: "new", id: "sg-1" }),
      create(`${INGRESS}.Ssh`, from("128.0.0.0/1")),
    ],
    [`exposure ${INGRESS}.Ssh: new admits TCP on port 22 from 128.0.0.0/1 (the internet).`],
  ],
  [
    "all traffic from the internet by IPv6",
    [GROUP, create(`${INGRESS}.All`, { security_group_id: "sg-1", ip_protocol: "-1", cidr_ipv6: "::/0" })],
    [`exposure ${INGRESS}.All: backend admits all traffic from ::/0 (the internet).`],
  ],
  [
    "another office",
    [GROUP, create(`${INGRESS}.Ssh`, from("192.0.2.0/24"))],
    [`network ${INGRESS}.Ssh: backend admits TCP on port 22 from 192.0.2.0/24.`],
  ],
  [
    "an office, to a new group",
    [
      create("aws_security_group.New", { name: "new", id: "sg-1" }),
      create(`${INGRESS}.Ssh`, from("192.0.2.0/24")),
    ],
    [],
  ],
  [
    "a wider block",
    [GROUP, update(`${INGRESS}.Ssh`, from("10.0.1.0/24"), { cidr_ipv4: "10.0.0.0/16" })],
    [`network ${INGRESS}.Ssh: backend admits TCP on port 22 from 10.0.0.0/16.`],
  ],
  [
    "a narrower block",
    [GROUP, update(`${INGRESS}.Ssh`, from("10.0.0.0/16"), { cidr_ipv4: "10.0.1.0/24" })],
    [],
  ],
  [
    "a range of ports",
    [GROUP, update(`${INGRESS}.Ssh`, from("10.0.0.0/16"), { to_port: 1024 })],
    [`network ${INGRESS}.Ssh: backend admits TCP on ports 22 to 1024 from 10.0.0.0/16.`],
  ],
  [
    "another port for a block",
    [GROUP, update(`${INGRESS}.Ssh`, from("10.0.0.0/16"), { from_port: 443, to_port: 443 })],
    [`network ${INGRESS}.Ssh: backend admits TCP on port 443 from 10.0.0.0/16.`],
  ],
  [
    "another port for the same group",
    [GROUP, PEER, update(`${INGRESS}.FromLb`, fromPeer, { from_port: 443, to_port: 443 })],
    [],
  ],
  [
    "a further group",
    [GROUP, PEER, create(`${INGRESS}.FromLb`, fromPeer)],
    [`network ${INGRESS}.FromLb: backend admits TCP on port 8000 from load-balancer.`],
  ],
  [
    "a group in a VPC whose every address was admitted",
    [
      VPC,
      GROUP,
      PEER,
      remove(`${INGRESS}.Ssh`, from("10.0.0.0/16")),
      create(`${INGRESS}.SshFromLb`, tcp(22, { referenced_security_group_id: "sg-2" })),
    ],
    [],
  ],
  [
    "the same from another rule",
    [GROUP, remove(`${INGRESS}.Old`, from("10.0.0.0/16")), create(`${INGRESS}.New`, from("10.0.0.0/16"))],
    [],
  ],
  ["a description", [GROUP, update(`${INGRESS}.Ssh`, from("10.0.0.0/16"), { description: "SSH" })], []],
  ["a rule that is destroyed", [GROUP, remove(`${INGRESS}.Ssh`, from("0.0.0.0/0"))], []],
  [
    "a rule inside its group",
    [
      update(
        "aws_security_group.Backend",
        { id: "sg-1", name: "backend", ingress: [] },
        {
          ingress: [
            {
              protocol: "tcp",
              from_port: 22,
              to_port: 22,
              cidr_blocks: ["0.0.0.0/0", "10.0.0.0/8"],
              self: true,
            },
          ],
        },
      ),
    ],
    [
      "exposure aws_security_group.Backend: backend admits TCP on port 22 from 0.0.0.0/0 (the internet).",
      "network aws_security_group.Backend: backend admits TCP on port 22 from 10.0.0.0/8.",
      "network aws_security_group.Backend: backend admits TCP on port 22 from backend.",
    ],
  ],
  [
    "the way out to the internet",
    [
      GROUP,
      create(`${EGRESS}.Out`, { security_group_id: "sg-1", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }),
    ],
    [`network ${EGRESS}.Out: backend lets its members send all traffic to 0.0.0.0/0 (the internet).`],
  ],
  [
    "the way out to a large part of the internet",
    [GROUP, update(`${EGRESS}.Out`, from("10.0.0.0/16"), { cidr_ipv4: "64.0.0.0/2" })],
    [`network ${EGRESS}.Out: backend lets its members send TCP on port 22 to 64.0.0.0/2 (the internet).`],
  ],
  [
    "a way out to the internet that gets narrower",
    [GROUP, update(`${EGRESS}.Out`, from("0.0.0.0/0"), { from_port: 22, cidr_ipv4: "10.0.0.0/8" })],
    [],
  ],
  [
    "a legacy rule for the internet, the VPC, a group and its own members",
    [
      GROUP,
      PEER,
      create(
        `${LEGACY}.Ssh`,
        legacy("ingress", { cidr_blocks: ["0.0.0.0/0", "10.0.0.0/16"], ipv6_cidr_blocks: ["::/0"] }),
      ),
      create(`${LEGACY}.FromLb`, legacy("ingress", { source_security_group_id: "sg-2" })),
      create(`${LEGACY}.Self`, legacy("ingress", { self: true })),
    ],
    [
      `exposure ${LEGACY}.Ssh: backend admits TCP on port 22 from 0.0.0.0/0 (the internet).`,
      `exposure ${LEGACY}.Ssh: backend admits TCP on port 22 from ::/0 (the internet).`,
      `network ${LEGACY}.Ssh: backend admits TCP on port 22 from 10.0.0.0/16.`,
      `network ${LEGACY}.FromLb: backend admits TCP on port 22 from load-balancer.`,
      `network ${LEGACY}.Self: backend admits TCP on port 22 from backend.`,
    ],
  ],
  [
    "a legacy rule that replaces a new one, and gets narrower",
    [
      GROUP,
      remove(`${INGRESS}.Ssh`, from("10.0.0.0/16")),
      create(`${LEGACY}.Ssh`, legacy("ingress", { cidr_blocks: ["10.0.1.0/24"] })),
    ],
    [],
  ],
  [
    "a legacy way out to the internet",
    [GROUP, create(`${LEGACY}.Out`, legacy("egress", { cidr_blocks: ["0.0.0.0/0"] }))],
    [`network ${LEGACY}.Out: backend lets its members send TCP on port 22 to 0.0.0.0/0 (the internet).`],
  ],
  [
    "a legacy rule that is destroyed",
    [GROUP, remove(`${LEGACY}.Ssh`, legacy("ingress", { cidr_blocks: ["0.0.0.0/0"] }))],
    [],
  ],
  [
    "a rule inside its group for another group",
    [
      PEER,
      update(
        "aws_security_group.Backend",
        { id: "sg-1", name: "backend" },
        { ingress: [{ protocol: "tcp", from_port: 80, to_port: 80, security_groups: ["sg-2"] }] },
      ),
    ],
    [`network aws_security_group.Backend: backend admits TCP on port 80 from load-balancer.`],
  ],
  [
    "rules inside their group that become rule resources",
    [
      update(
        "aws_security_group.Backend",
        {
          id: "sg-1",
          name: "backend",
          ingress: [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["10.0.0.0/16"] }],
        },
        { ingress: [] },
      ),
      create(`${INGRESS}.Ssh`, from("10.0.0.0/16")),
    ],
    [],
  ],
  [
    "the way out to the internet, inside a group",
    [
      update(
        "aws_security_group.Backend",
        { id: "sg-1", name: "backend" },
        { egress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }] },
      ),
    ],
    [
      "network aws_security_group.Backend: backend lets its members send all traffic to 0.0.0.0/0 (the internet).",
    ],
  ],
  ["the way out to a group", [GROUP, PEER, create(`${EGRESS}.ToLb`, fromPeer)], []],
  [
    "a prefix list, to an existing group",
    [GROUP, create(`${INGRESS}.FromCloudFront`, tcp(80, { prefix_list_id: "pl-1" }))],
    [`network ${INGRESS}.FromCloudFront: backend admits TCP on port 80 from pl-1.`],
  ],
];

test.each(CASES)("security groups: %s", (_name, changes, findings) => {
  expect(findingsIn(plan(changes))).toEqual(findings);
});

test("a group that is replaced has its rules as before", () => {
  const rule = tcp(8000, { referenced_security_group_id: "sg-2" });
  const unknown = { after_unknown: { security_group_id: true } };
  const changes = [
    replaceInOrder("aws_security_group.Backend", { id: "sg-1", name: "backend" }),
    PEER,
    replaceInOrder(`${INGRESS}.FromLb`, rule, { security_group_id: undefined }, unknown),
  ];
  const resource = configured(`${INGRESS}.FromLb`, { security_group_id: "${aws_security_group.Backend.id}" });
  expect(findingsIn(plan(changes, resource))).toEqual([]);
});

test("a new group that is admitted is named", () => {
  const changes = [
    GROUP,
    create("aws_security_group.New", { name: "new" }),
    create(`${INGRESS}.FromNew`, tcp(22, {}), { after_unknown: { referenced_security_group_id: true } }),
  ];
  const resource = configured(`${INGRESS}.FromNew`, {
    referenced_security_group_id: "${aws_security_group.New.id}",
  });
  expect(findingsIn(plan(changes, resource))).toEqual([
    `network ${INGRESS}.FromNew: backend admits TCP on port 22 from new.`,
  ]);
});

test.each([
  ["another network", { cidr_ipv4: "10.1.0.0/16" }],
  ["a prefix list", { prefix_list_id: "pl-1" }],
  ["a group", { referenced_security_group_id: "sg-2" }],
])("a way out to %s is no danger, but an ordinary change", (_name, peer) => {
  const { findings, groups } = reviewPlan(plan([GROUP, PEER, create(`${EGRESS}.Out`, tcp(443, peer))]));
  expect(findings).toEqual([]);
  expect(groups).toMatchObject([
    { area: "Network", changes: [{ address: `${EGRESS}.Out`, action: "create" }] },
  ]);
});

test("a new group that a legacy rule admits is named", () => {
  const changes = [
    GROUP,
    create("aws_security_group.New", { name: "new" }),
    create(`${LEGACY}.FromNew`, legacy("ingress", {}), { after_unknown: { source_security_group_id: true } }),
  ];
  const resource = configured(`${LEGACY}.FromNew`, {
    source_security_group_id: "${aws_security_group.New.id}",
  });
  expect(findingsIn(plan(changes, resource))).toEqual([
    `network ${LEGACY}.FromNew: backend admits TCP on port 22 from new.`,
  ]);
});
