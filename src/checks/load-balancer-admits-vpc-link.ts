import type { Check } from "./check";
import { unless } from "./check";
import type { Rule } from "../synthesized/security-group-rules";
import { opens, rulesOf } from "../synthesized/security-group-rules";
import { referencesIn, text } from "../synthesized/synthesized-stack";

/**
 * Pitfall 2.1-13, decisions 12 and 15: the gateway's traffic starts at the link's own interfaces, so the link
 * admits nobody; an internal load balancer admits nobody but the link.
 */
export const loadBalancerAdmitsVpcLink: Check = {
  id: "2.1-13",
  rule: "A VPC Link's groups admit nothing and lead to the load balancer alone; the load balancer's admit the link's and, if it is internal, nothing else.",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_integration").flatMap(({ body }) => {
      const link = stack.target(body.connection_id);
      const listener = stack.target(body.integration_uri);
      const loadBalancer = stack.target(listener?.body.load_balancer_arn);
      // An integration without them is another check's finding.
      if (!link || !listener || !loadBalancer) return [];

      const linkGroups = referencesIn(link.body.security_group_ids);
      const loadBalancerGroups = referencesIn(loadBalancer.body.security_groups);
      const rules = (direction: Rule["direction"], groups: ReadonlySet<string>) =>
        rulesOf(stack).filter((rule) => rule.direction === direction && groups.has(rule.group));
      const intoLoadBalancer = rules("ingress", loadBalancerGroups);
      return [
        ...rules("ingress", linkGroups).map(
          ({ address }) => `${address} opens ${link.address}, which receives nothing`,
        ),
        ...rules("egress", linkGroups)
          .filter(({ peer }) => !loadBalancerGroups.has(peer))
          .map(({ address }) => `${address} lets ${link.address} reach more than ${loadBalancer.address}`),
        ...unless(
          intoLoadBalancer.some(
            (rule) => linkGroups.has(rule.peer) && opens(rule, Number(listener.body.port)),
          ),
          `${loadBalancer.address} does not admit ${link.address} on port ${text(listener.body.port)}`,
        ),
        ...intoLoadBalancer
          .filter(({ peer }) => loadBalancer.body.internal === true && !linkGroups.has(peer))
          .map(
            ({ address }) =>
              `${address} opens the internal ${loadBalancer.address} to more than ${link.address}`,
          ),
      ];
    }),
};
