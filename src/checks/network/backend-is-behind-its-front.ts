import type { Check } from "../check";
import type { SecurityGroupRule } from "../../synthesized/security-group-rules";
import { instanceGroups, isCloudFront, rulesOf } from "../../synthesized/security-group-rules";
import { referencesIn } from "../../synthesized/synthesized-stack";

/** SSH does not pass the front; ssh-is-not-open-to-the-internet judges its sources. */
const isSsh = ({ body }: SecurityGroupRule) => Number(body.from_port) === 22 && Number(body.to_port) === 22;

export const backendIsBehindItsFront: Check = {
  id: "backend-is-behind-its-front",
  rule: "Except for SSH, instances admit only the security group of the load balancer, or CloudFront's servers where there is no load balancer.",
  why: "A caller who reaches an instance directly passes by throttling, access logs and TLS (decisions 2 and 28).",
  findings: (stack) => {
    const instances = instanceGroups(stack);
    const loadBalancers = stack.resources("aws_lb");
    const front = loadBalancers.length > 0 ? "the load balancer" : "CloudFront";
    const groupsOfFront = referencesIn(loadBalancers.map(({ body }) => body.security_groups ?? null));
    const comesByFront = (rule: SecurityGroupRule) =>
      loadBalancers.length > 0 ? groupsOfFront.has(rule.peer) : isCloudFront(rule);
    return rulesOf(stack)
      .filter(({ direction, group }) => direction === "ingress" && instances.has(group))
      .filter((rule) => !isSsh(rule) && !comesByFront(rule))
      .map(({ address }) => `${address} admits more than ${front}`);
  },
};
