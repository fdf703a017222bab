import type { Block, Json, SynthesizedStack } from "../../src/synthesized/synthesized-stack";

/** The outputs of a stack by name. */
export const outputsOf = ({ json }: SynthesizedStack) =>
  json.output as Record<string, { value: Json; description: string }>;

/** The one block that a value refers to, which must be of that type. */
export function follow(stack: SynthesizedStack, type: string, value: Json | undefined): Block {
  const block = stack.target(value);
  if (block?.type !== type) throw new Error(`${JSON.stringify(value)} is no reference to ${type}`);
  return block;
}

/** The rules of a security group for a port, in one direction. */
export function rulesOf(
  stack: SynthesizedStack,
  direction: "ingress" | "egress",
  group: Block,
  port: Json | undefined,
) {
  return stack
    .resources(`aws_vpc_security_group_${direction}_rule`)
    .map(({ body }) => body)
    .filter(
      (rule) =>
        stack.target(rule.security_group_id)?.address === group.address &&
        rule.from_port === port &&
        rule.to_port === port,
    );
}
