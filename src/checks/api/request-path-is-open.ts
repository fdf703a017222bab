import type { Check } from "../check";
import { unless } from "../check";
import type { SecurityGroupRule } from "../../synthesized/security-group-rules";
import { groupsOf, isCloudFront, opens, rulesOf } from "../../synthesized/security-group-rules";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, referencesIn } from "../../synthesized/synthesized-stack";

/** Something on the path of a request, with its security groups. */
interface Hop {
  readonly address: string;
  readonly groups: ReadonlySet<string>;
}

/** Why one hop does not reach the next: both sides have to open the port, each to the other's group. */
function closedBetween(stack: SynthesizedStack, from: Hop, to: Hop, port: number): string[] {
  const rules = rulesOf(stack).filter((rule) => opens(rule, port));
  const opened = (direction: SecurityGroupRule["direction"], own: Hop, other: Hop) =>
    rules.some(
      (rule) => rule.direction === direction && own.groups.has(rule.group) && other.groups.has(rule.peer),
    );
  return [
    ...unless(opened("egress", from, to), `${from.address} may not send to ${to.address} on ${String(port)}`),
    ...unless(opened("ingress", to, from), `${to.address} does not admit ${from.address} on ${String(port)}`),
  ];
}

/** Integration -> VPC Link -> listener of a load balancer -> target group -> instances. */
function closedBehindGateway(stack: SynthesizedStack, { address, body }: Block): string[] {
  const link = stack.target(body.connection_id);
  const listener = stack.target(body.integration_uri);
  const loadBalancer = stack.target(listener?.body.load_balancer_arn);
  if (!link || !listener || !loadBalancer) return [`${address} leads to no load balancer`];

  const linkHop = { address: link.address, groups: referencesIn(link.body.security_group_ids) };
  const loadBalancerHop = {
    address: loadBalancer.address,
    groups: referencesIn(loadBalancer.body.security_groups),
  };
  const forwardsTo = referencesIn(listener.body.default_action);
  const instances = stack
    .resources("aws_lb_target_group")
    .filter((targetGroup) => forwardsTo.has(targetGroup.address))
    .flatMap((targetGroup) =>
      stack
        .resources("aws_autoscaling_group")
        .filter((group) => referencesIn(group.body.target_group_arns).has(targetGroup.address))
        .flatMap((group) => stack.launchTemplateOf(group) ?? [])
        .map((machine) => ({
          hop: { address: machine.address, groups: groupsOf(machine) },
          port: Number(targetGroup.body.port),
        })),
    );
  return [
    ...closedBetween(stack, linkHop, loadBalancerHop, Number(listener.body.port)),
    ...unless(instances.length > 0, `${listener.address} leads to no instances`),
    ...instances.flatMap(({ hop, port }) => closedBetween(stack, loadBalancerHop, hop, port)),
  ];
}

/** Distribution -> Elastic IP -> instance. */
function closedBehindCloudFront(stack: SynthesizedStack, { address, body }: Block): string[] {
  return nested(body, "origin").flatMap((origin) => {
    const elasticIp = stack.target(origin.domain_name);
    if (elasticIp?.type !== "aws_eip") return [];
    const [machine] = stack
      .attached("aws_eip_association", "allocation_id", elasticIp)
      .flatMap((association) => stack.target(association.body.instance_id) ?? [])
      .flatMap((instance) => stack.launchTemplateOf(instance) ?? []);
    if (!machine) return [`${elasticIp.address} leads to no instance`];

    const groups = groupsOf(machine);
    const port = Number(nested(origin, "custom_origin_config")[0]?.http_port);
    const admitted = rulesOf(stack).some(
      (rule) =>
        rule.direction === "ingress" && groups.has(rule.group) && isCloudFront(rule) && opens(rule, port),
    );
    return unless(admitted, `${machine.address} does not admit ${address} on ${String(port)}`);
  });
}

export const requestPathIsOpen: Check = {
  id: "request-path-is-open",
  rule: "Security groups let a request through from the VPC Link, or from CloudFront, to the instances, on the ports that listener, target group and origin use.",
  why: "A port that is closed anywhere on the way shows as a timeout, and no log says where (decisions 3 and 12).",
  findings: (stack) => [
    ...stack
      .resources("aws_apigatewayv2_integration")
      .filter(({ body }) => body.connection_type === "VPC_LINK")
      .flatMap((integration) => closedBehindGateway(stack, integration)),
    ...stack
      .resources("aws_cloudfront_distribution")
      .flatMap((distribution) => closedBehindCloudFront(stack, distribution)),
  ],
};
