import { reviewPlan } from "../../src/review/review";
import { keep, policy, remove, update } from "./plans";

type Changes = Parameters<typeof reviewPlan>[0]["resource_changes"];

const drift = (drifted: Changes, resources: Changes = []) =>
  reviewPlan({ resource_drift: drifted, resource_changes: resources } as never).drift;

const GROUP = { id: "sg-1", name: "backend" };
const ssh = (cidr: string) => ({ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: [cidr] });
const RULE = keep("aws_vpc_security_group_ingress_rule.Ssh", {
  security_group_id: "sg-1",
  ip_protocol: "tcp",
  from_port: 22,
  to_port: 22,
  cidr_ipv4: "10.0.0.0/16",
});

test("a resource that was deleted by hand is named", () => {
  expect(drift([remove("aws_cloudwatch_metric_alarm.A", { alarm_name: "a" })])).toEqual([
    {
      address: "aws_cloudwatch_metric_alarm.A",
      type: "aws_cloudwatch_metric_alarm",
      action: "delete",
      differences: [],
    },
  ]);
});

test("an argument that was changed by hand is named, with both values", () => {
  expect(
    drift([update("aws_cloudwatch_metric_alarm.A", { threshold: 80 }, { threshold: 99 })])[0]?.differences,
  ).toEqual([{ path: "threshold", before: "80", after: "99" }]);
});

test("a rule that was added to a security group by hand is named; the stack's own is not", () => {
  const both = update("aws_security_group.B", GROUP, { ingress: [ssh("10.0.0.0/16"), ssh("0.0.0.0/0")] });
  const own = update("aws_security_group.B", GROUP, { ingress: [ssh("10.0.0.0/16")] });
  expect(drift([own], [RULE])).toEqual([]);
  expect(drift([both], [RULE])).toHaveLength(1);
  expect(drift([own])).toHaveLength(1);
});

test("policies that were given to a role by hand are named; the stack's own are not", () => {
  const own = keep("aws_iam_role_policy.P", { role: "r", name: "own", policy: policy() });
  const inline = (...names: string[]) =>
    update(
      "aws_iam_role.R",
      { id: "r", name: "r" },
      { inline_policy: names.map((name) => ({ name, policy: policy() })) },
    );
  expect(drift([inline("own")], [own])).toEqual([]);
  expect(drift([inline("own", "by-hand")], [own])).toHaveLength(1);
  const attached = update("aws_iam_role.R", { id: "r", name: "r" }, { managed_policy_arns: ["arn:admin"] });
  expect(drift([attached], [own])).toHaveLength(1);
});

test("a bucket policy that was added by hand is named", () => {
  const drifted = update(
    "aws_s3_bucket.B",
    { id: "b", bucket: "b" },
    { policy: policy({ Effect: "Allow" }) },
  );
  const lifecycle = keep("aws_s3_bucket_lifecycle_configuration.L", { bucket: "b" });
  expect(drift([drifted], [lifecycle])).toHaveLength(1);
  expect(drift([drifted], [keep("aws_s3_bucket_policy.P", { bucket: "b" })])).toEqual([]);
});

test("absent values that are read back as zero, false or empty are no drift", () => {
  expect(drift([update("aws_x.Y", { a: null, b: null, c: null }, { a: 0, b: false, c: [] })])).toEqual([]);
});

test("a plan with nothing but drift is not empty", () => {
  const drifted = [update("aws_cloudwatch_metric_alarm.A", { threshold: 80 }, { threshold: 99 })];
  expect(reviewPlan({ resource_drift: drifted }).isEmpty).toBe(false);
});
