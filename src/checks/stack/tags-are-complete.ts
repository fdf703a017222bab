import type { Check } from "../check";
import type { SynthesizedStack } from "../../synthesized/synthesized-stack";
import { nested, text } from "../../synthesized/synthesized-stack";

/** Tags that every resource carries. */
const REQUIRED = ["Project", "Environment", "ManagedBy"];

/** The tags that the provider gives to each resource whose type takes tags. */
function defaultTags(stack: SynthesizedStack): string[] {
  const [provider] = stack.providers();
  return provider ? nested(provider, "default_tags").flatMap(({ tags }) => Object.keys(tags ?? {})) : [];
}

const missing = (expected: readonly string[], actual: readonly string[]) =>
  expected.filter((tag) => !actual.includes(tag));

export const tagsAreComplete: Check = {
  id: "tags-are-complete",
  rule: "Project, Environment and ManagedBy are default tags, and Auto Scaling groups, instances and volumes carry all default tags too.",
  why: "Default tags reach neither an Auto Scaling group nor the instances and volumes of a template, so their cost and owner are unknown (provider documentation: default_tags).",
  findings: (stack) => {
    const defaults = defaultTags(stack);
    const groups = stack.resources("aws_autoscaling_group").flatMap(({ address, body }) => {
      const propagated = nested(body, "tag").filter((tag) => tag.propagate_at_launch === true);
      return missing(
        defaults,
        propagated.map((tag) => text(tag.key)),
      ).map((tag) => `${address} does not propagate ${tag}`);
    });
    const templates = stack.resources("aws_launch_template").flatMap(({ address, body }) =>
      ["instance", "volume"].flatMap((resourceType) => {
        const specification = nested(body, "tag_specifications").find(
          (one) => one.resource_type === resourceType,
        );
        return missing(defaults, Object.keys(specification?.tags ?? {})).map(
          (tag) => `${address} does not give ${tag} to each ${resourceType}`,
        );
      }),
    );
    return [...missing(REQUIRED, defaults).map((tag) => `default tags lack ${tag}`), ...groups, ...templates];
  },
};
