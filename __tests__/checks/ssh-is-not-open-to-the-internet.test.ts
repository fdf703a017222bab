import { sshIsNotOpenToTheInternet } from "../../src/checks/ssh-is-not-open-to-the-internet";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (changes: Mutable) =>
  findingsAfter(sshIsNotOpenToTheInternet, "careflowai-prod", (json) => {
    const rule = onlyIn(json, "aws_vpc_security_group_ingress_rule", "Ssh");
    delete rule.cidr_ipv4;
    Object.assign(rule, changes);
  });

test("no stack opens SSH to the internet", () => {
  expect(findingsOnSound(sshIsNotOpenToTheInternet)).toEqual([]);
});

test.each(["0.0.0.0/0", "128.0.0.0/1"])("SSH from %s is found", (block) => {
  expect(after({ cidr_ipv4: block })).toEqual([
    expect.stringMatching(
      new RegExp(`^aws_vpc_security_group_ingress_rule\\.\\S+ opens port 22 to ${block}$`),
    ),
  ]);
});

test.each(["::/0", "2000::/3"])("SSH from %s is found", (block) => {
  expect(after({ cidr_ipv6: block })).toEqual([
    expect.stringMatching(
      new RegExp(`^aws_vpc_security_group_ingress_rule\\.\\S+ opens port 22 to ${block}$`),
    ),
  ]);
});

test("SSH inside a range of ports is found", () => {
  expect(after({ cidr_ipv4: "0.0.0.0/0", from_port: 0, to_port: 1023 })).toHaveLength(1);
});

test("SSH among all protocols is found", () => {
  expect(after({ cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" })).toHaveLength(1);
});

test("another port may be open to the internet, and SSH to an office", () => {
  expect(after({ cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 })).toEqual([]);
  expect(after({ cidr_ipv4: "203.0.113.0/24" })).toEqual([]);
});
