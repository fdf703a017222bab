import type { Check } from "../check";
import { opens, rulesOf } from "../../synthesized/security-group-rules";

const SSH = 22;
/** The whole internet, or so much of it that a few such blocks add up to it. */
const NEARLY_EVERYBODY = /\/[0-7]$/;

export const sshIsNotOpenToTheInternet: Check = {
  id: "ssh-is-not-open-to-the-internet",
  rule: "No rule lets 0.0.0.0/0, ::/0 or a block wider than /8 reach port 22.",
  why: "Scanners find an open SSH port within minutes (Security Hub control EC2.13).",
  findings: (stack) =>
    rulesOf(stack)
      .filter((rule) => rule.direction === "ingress" && opens(rule, SSH) && NEARLY_EVERYBODY.test(rule.cidr))
      .map(({ address, cidr }) => `${address} opens port 22 to ${cidr}`),
};
