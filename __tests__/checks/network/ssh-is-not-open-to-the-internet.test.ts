import { sshIsNotOpenToTheInternet } from "../../../src/checks/network/ssh-is-not-open-to-the-internet";
import type { Case, Mutable } from "../../helpers/broken";
import { onlyIn, testCheck } from "../../helpers/broken";

const RULE = "aws_vpc_security_group_ingress_rule";
/** The rule for SSH with another source. */
const rule = (what: string, changes: Mutable, ...sources: string[]): Case => [
  what,
  (json) => {
    const ssh = onlyIn(json, RULE, "Ssh");
    delete ssh.cidr_ipv4;
    Object.assign(ssh, changes);
  },
  ...sources.map((source) => `${RULE}.~ opens port 22 to ${source}`),
];

testCheck(sshIsNotOpenToTheInternet, {
  "careflowai-prod": [
    ...["0.0.0.0/0", "128.0.0.0/1"].map((block) => rule(`SSH from ${block}`, { cidr_ipv4: block }, block)),
    ...["::/0", "2000::/3"].map((block) => rule(`SSH from ${block}`, { cidr_ipv6: block }, block)),
    rule("SSH inside a range of ports", { cidr_ipv4: "0.0.0.0/0", from_port: 0, to_port: 1023 }, "0.0.0.0/0"),
    rule("SSH among all protocols", { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }, "0.0.0.0/0"),
    rule("another port", { cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 }),
    rule("SSH from an office", { cidr_ipv4: "203.0.113.0/24" }),
  ],
});
