import type { Check } from "./check";
import type { Rule } from "../synthesized/security-group-rules";
import { instanceGroups, isCloudFront, rulesOf } from "../synthesized/security-group-rules";
import { referencesIn } from "../synthesized/synthesized-stack";

/** SSH alone does not come by the front; who may use it is pitfall 2.4-5. */
const isSsh = ({ body }: Rule) => Number(body.from_port) === 22 && Number(body.to_port) === 22;

/** Pitfall 2.4-6: whoever reaches an instance directly passes by throttling, logs and TLS. */
export const backendIsBehindItsFront: Check = {
  id: "2.4-6",
  rule: "But for SSH, instances admit the load balancer's security group only, or CloudFront's servers where there is no load balancer.",
  findings: (stack) => {
    const instances = instanceGroups(stack);
    const loadBalancers = stack.resources("aws_lb");
    const front = loadBalancers.length > 0 ? "the load balancer" : "CloudFront";
    const groupsOfFront = referencesIn(loadBalancers.map(({ body }) => body.security_groups ?? null));
    const comesByFront = (rule: Rule) =>
      loadBalancers.length > 0 ? groupsOfFront.has(rule.peer) : isCloudFront(rule);
    return rulesOf(stack)
      .filter(({ direction, group }) => direction === "ingress" && instances.has(group))
      .filter((rule) => !isSsh(rule) && !comesByFront(rule))
      .map(({ address }) => `${address} lets others in than ${front}`);
  },
};
