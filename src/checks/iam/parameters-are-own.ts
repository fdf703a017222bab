import type { Check } from "../check";
import { unless } from "../check";
import { covers, permissionsOf } from "../../synthesized/policy-documents";
import type { Block, SynthesizedStack } from "../../synthesized/synthesized-stack";
import { text } from "../../synthesized/synthesized-stack";

const READS = ["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"].map(
  (action) => `ssm:${action}`,
);
/** A path of at least two segments, or all parameters below it; no wildcard elsewhere, and no empty segment. */
const PATH = /^arn:aws:ssm:[a-z0-9-]+:\d{12}:parameter(?:\/[\w.-]+){2,}(?:\/\*)?$/;
/** Allows `ssm:GetParameter` on everything. */
const MANAGED_POLICY = "AmazonSSMManagedInstanceCore";

/** AWS's own parameters, which everyone may read. */
const PUBLIC = /^arn:aws:ssm:[a-z0-9*-]+::parameter\/aws\/service\//;

/** The parameters that a role may read by its own policies. */
function readableBy(stack: SynthesizedStack, role: Block): string[] {
  return permissionsOf(stack, role)
    .filter((statement) => statement.allows && READS.some((read) => covers(statement, read)))
    .flatMap(({ resources, notResources }) => [...resources, ...notResources.map((one) => `not ${one}`)])
    .filter((parameter) => !PUBLIC.test(parameter));
}

/** Whether all parameters but those are denied. */
function deniesOthers(stack: SynthesizedStack, role: Block, own: readonly string[]): boolean {
  return permissionsOf(stack, role).some(
    (statement) =>
      !statement.allows &&
      statement.conditions.length === 0 &&
      READS.every((read) => covers(statement, read)) &&
      statement.notResources.length > 0 &&
      [...statement.notResources].sort().join() === [...own].sort().join(),
  );
}

export const parametersAreOwn: Check = {
  id: "parameters-are-own",
  rule: "A role reads parameters below its own paths, and by those paths too; where AWS's managed policy would let it read all parameters, the others are denied.",
  why: "Reads by path are authorized on the path itself, and AmazonSSMManagedInstanceCore allows every parameter of the account, other environments' secrets included (decision 11).",
  findings: (stack, all) => {
    const others = all
      .filter(({ name }) => name !== stack.name)
      .flatMap((other) => {
        const read = other.resources("aws_iam_role").flatMap((role) => readableBy(other, role));
        return read.map((parameter) => ({ reader: other.name, parameter }));
      });
    return stack.resources("aws_iam_role").flatMap((role) => {
      const own = readableBy(stack, role);
      const isOpened = stack
        .attached("aws_iam_role_policy_attachment", "role", role)
        .some(({ body }) => text(body.policy_arn).endsWith(`/${MANAGED_POLICY}`));
      return [
        ...own.flatMap((parameter) => {
          if (!PATH.test(parameter))
            return [`${role.address} reads ${parameter}, which is none of its own paths`];
          const pair = parameter.endsWith("/*") ? parameter.slice(0, -2) : `${parameter}/*`;
          return [
            ...unless(own.includes(pair), `${role.address} reads ${parameter}, but not ${pair}`),
            ...others
              .filter((other) => other.parameter === parameter)
              .map(({ reader }) => `${role.address} reads ${parameter}, and so does ${reader}`),
          ];
        }),
        ...unless(
          !isOpened || deniesOthers(stack, role, own),
          `${role.address} has ${MANAGED_POLICY}, but is not denied all parameters except its own`,
        ),
      ];
    });
  },
};
