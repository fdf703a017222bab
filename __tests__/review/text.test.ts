import { reviewPlan } from "../../src/review/review";
import { renderText } from "../../src/review/text";
import { create, plan, replace, update } from "./plans";

const review = reviewPlan(
  {
    ...plan([
      replace(
        "aws_instance.Backend",
        { tags: { Name: "careflowai-dev" }, ami: "ami-1" },
        { ami: "ami-2" },
        { replace_paths: [["ami"]] },
      ),
      update("aws_launch_template.T", { text: "a\nb\nc" }, { text: "a\nB\nc" }),
      create("aws_subnet.S", { cidr_block: "10.0.1.0/24", vpc_id: "vpc-1" }),
    ]),
    output_changes: { address: { actions: ["update"], before: "a", after: "b" } },
    resource_drift: [update("aws_vpc.V", { a: "1" }, { a: null })],
  },
  "careflowai-dev",
);

test("danger comes first, then changes, outputs, drift and counts", () => {
  expect(renderText(review, { color: false })).toBe(
    `Plan of careflowai-dev: 1 dangerous change

DANGER: Service is interrupted
  aws_instance.Backend
    The instance careflowai-dev is replaced. Requests fail until another instance has booted: several minutes. Files on its disk are lost.
  Why: A single instance serves all requests of its environment.

Compute
  -/+ replace aws_instance.Backend
      ami: ami-1 -> ami-2  # forces replacement
  ~ update aws_launch_template.T
      text:
        - b
        + B

Network
  + create aws_subnet.S
      cidr_block: 10.0.1.0/24, vpc_id: vpc-1

Outputs
  address: a -> b

Changed in AWS outside Terraform since the last apply
  ~ update aws_vpc.V
      a: 1 -> (none)

1 to create, 1 to update, 1 to replace, 0 to destroy, 1 output, 1 changed outside Terraform, 1 dangerous.`,
  );
});

test("color is added only on request", () => {
  expect(renderText(review, { color: true })).toContain(
    "\u001B[31mPlan of careflowai-dev: 1 dangerous change\u001B[0m",
  );
});
