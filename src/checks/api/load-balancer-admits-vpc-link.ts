import type { Check } from "../check";
import { unless } from "../check";
import type { SecurityGroupRule } from "../../synthesized/security-group-rules";
import { opens, rulesOf } from "../../synthesized/security-group-rules";
import { referencesIn, text } from "../../synthesized/synthesized-stack";

export const loadBalancerAdmitsVpcLink: Check = {
  id: "load-balancer-admits-vpc-link",
  rule: "The security groups of a VPC Link admit nothing and lead to the load balancer alone; those of the load balancer admit the link and, if the load balancer is internal, nothing else.",
  why: "The gateway's traffic starts at the link's own interfaces, so every further rule opens a way past the gateway's throttling and logs (decisions 12 and 15).",
  findings: (stack) =>
    stack.resources("aws_apigatewayv2_integration").flatMap(({ body }) => {
      const link = stack.target(body.connection_id);
      const listener = stack.target(body.integration_uri);
      const loadBalancer = stack.target(listener?.body.load_balancer_arn);
      // An integration without them is another check's finding.
      if (!link || !listener || !loadBalancer) return [];

      const linkGroups = referencesIn(link.body.security_group_ids);
      const loadBalancerGroups = referencesIn(loadBalancer.body.security_groups);
      const rules = (direction: SecurityGroupRule["direction"], groups: ReadonlySet<string>) =>
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
