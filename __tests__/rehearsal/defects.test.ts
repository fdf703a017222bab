import type { TerraformError } from "../../src/ops/terraform-cli/terraform";
import { describeRehearsal, rehearsalForAll, textOf } from "./rehearsal";

jest.setTimeout(120_000);

type Body = Record<string, any>;
type Stack = Record<"resource", Record<string, Record<string, Body>>>;

/** A defect in `careflowai-dev` that only the provider, or AWS, can see. */
interface Defect {
  readonly what: string;
  /** The type of the faulty resource. */
  readonly type: string;
  readonly plant: (body: Body, stack: Stack) => void;
  readonly command: "validate" | "plan" | "apply";
  readonly says: string;
}

const DEFECTS: readonly Defect[] = [
  {
    what: "a value that the API does not have",
    type: "aws_s3_bucket_versioning",
    plant: (body) => (body.versioning_configuration.status = "On"),
    command: "validate",
    says: 'expected versioning_configuration.0.status to be one of ["Enabled" "Suspended" "Disabled"]',
  },
  {
    what: "arguments that exclude each other",
    type: "aws_iam_role",
    plant: (body) => (body.name_prefix = "careflowai-"),
    command: "validate",
    says: '"name": conflicts with name_prefix',
  },
  {
    what: "a reference to an attribute that does not exist",
    type: "aws_route_table",
    plant: (body) => (body.vpc_id = body.vpc_id.replace(".id}", ".identifier}")),
    command: "validate",
    says: 'This object has no argument, nested block, or exported attribute named "identifier"',
  },
  {
    what: "an invalid ARN",
    type: "aws_iam_role_policy_attachment",
    plant: (body) => (body.policy_arn = "arn:aws:iam:policy/AmazonSSMManagedInstanceCore"),
    command: "validate",
    says: "is an invalid ARN",
  },
  {
    what: "a name that is too long",
    type: "aws_iam_role",
    plant: (body) => (body.name = "x".repeat(65)),
    command: "validate",
    says: "expected length of name to be in the range (1 - 64)",
  },
  {
    what: "a policy that is not JSON",
    type: "aws_iam_role_policy",
    plant: (body) => (body.policy = '{"Version":"2012-10-17","Statement":['),
    command: "validate",
    says: '"policy" contains an invalid JSON policy',
  },
  {
    what: "a missing block",
    type: "aws_cloudfront_distribution",
    plant: (body) => delete body.restrictions,
    command: "validate",
    says: 'At least 1 "restrictions" blocks are required',
  },
  {
    what: "a value of the wrong type",
    type: "aws_cloudwatch_metric_alarm",
    plant: (body) => (body.evaluation_periods = "three"),
    command: "validate",
    says: "a number is required",
  },
  {
    what: "a cycle",
    type: "aws_internet_gateway",
    plant: (body, stack) => (body.depends_on = [addressOf("aws_route", stack)]),
    command: "validate",
    says: "Cycle:",
  },
  {
    what: "a rule that its security group has already",
    type: "aws_vpc_security_group_ingress_rule",
    plant: (body, stack) => {
      const { aws_vpc = {}, aws_security_group = {} } = stack.resource;
      const rules = { First: body, Second: body };
      stack.resource = { aws_vpc, aws_security_group, aws_vpc_security_group_ingress_rule: rules };
    },
    command: "apply",
    says: "InvalidPermission.Duplicate",
  },
];

function addressOf(type: string, { resource }: Stack): string {
  const [name = ""] = Object.keys(resource[type] ?? {});
  return `${type}.${name}`;
}

describeRehearsal("a defect stops the rehearsal, which names the resource", () => {
  const rehearsal = rehearsalForAll((started) => started.createStateBucket());

  test.each(DEFECTS)("$what: $type", async ({ what, type, plant, command, says }) => {
    const stack = JSON.parse(textOf("careflowai-dev")) as Stack & Body;
    const address = addressOf(type, stack);
    const [body = {}] = Object.values(stack.resource[type] ?? {});
    plant(body, stack);
    delete stack.output;
    const deployed = rehearsal()
      .stack(`careflowai-${what.replaceAll(" ", "-")}`)
      .deploy(JSON.stringify(stack));
    const error = await deployed.catch((reason: unknown) => reason as TerraformError);
    expect(error).toMatchObject({ command });
    const lines = error?.lines.join("\n");
    expect(lines).toContain(says);
    expect(lines).toContain(command === "apply" ? type : address);
  });
});
