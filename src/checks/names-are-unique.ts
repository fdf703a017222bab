import type { Check } from "./check";
import type { SynthesizedStack } from "./synthesized-stack";
import { text } from "./synthesized-stack";

/** Where AWS wants a name only once: in all accounts and regions, in one account, or in one region of it. */
type Scope = "global" | "account" | "region";

/** Types whose physical name must be unique, with the attribute that holds it. */
const NAMED: Readonly<Record<string, { readonly attribute: string; readonly scope: Scope }>> = {
  aws_autoscaling_group: { attribute: "name", scope: "region" },
  aws_cloudfront_function: { attribute: "name", scope: "account" },
  aws_cloudwatch_log_group: { attribute: "name", scope: "region" },
  aws_iam_instance_profile: { attribute: "name", scope: "account" },
  aws_iam_role: { attribute: "name", scope: "account" },
  aws_launch_template: { attribute: "name", scope: "region" },
  aws_lb: { attribute: "name", scope: "region" },
  aws_s3_bucket: { attribute: "bucket", scope: "global" },
};

interface PhysicalName {
  readonly owner: string;
  /** Equal for two resources that AWS would not allow together. */
  readonly key: string;
  readonly name: string;
}

function physicalNames(stack: SynthesizedStack): PhysicalName[] {
  const [provider] = stack.providers();
  return Object.entries(NAMED).flatMap(([type, { attribute, scope }]) =>
    stack.resources(type).flatMap(({ address, body }) => {
      const name = body[attribute];
      if (typeof name !== "string") return [];
      const key = [type, name, scope === "region" ? text(provider?.region) : ""].join("|");
      return [{ owner: `${stack.name}/${address}`, key, name }];
    }),
  );
}

export const namesAreUnique: Check = {
  id: "names-are-unique",
  rule: "No two resources of the account claim the same physical name.",
  findings: (stack, all) => {
    const everybody = all.flatMap(physicalNames);
    return physicalNames(stack).flatMap(({ owner, key, name }) =>
      everybody
        .filter((other) => other.key === key && other.owner !== owner)
        .map((other) => `${owner} and ${other.owner} are both named ${name}`),
    );
  },
};
