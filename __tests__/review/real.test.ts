import { join } from "node:path";
import { readPlan } from "../../src/review/plan";
import { reviewPlan } from "../../src/review/review";
import { findingsIn } from "./plans";

/** Plans of the AWS provider, reduced to a few resources. */
const real = (name: string) => readPlan(join(__dirname, "real", `${name}.json`));

test.each([
  ["asg-max", []],
  [
    "log-group",
    [
      "data aws_cloudwatch_log_group.api: The log group /aws/apigateway/CareFlowAI is replaced. All its log events are deleted.",
    ],
  ],
  [
    "new-release",
    [
      "interruption aws_instance.SingleInstance_768A54C9: The instance careflowai-dev is replaced. Requests fail until another instance has booted: several minutes. Files on its disk are lost.",
    ],
  ],
  [
    "hardened",
    [
      "interruption aws_s3_bucket_website_configuration.Website_Configuration_70548387: The website of the bucket 111122223333-careflowai-frontend is destroyed. Pages that CloudFront has not cached fail for minutes, until it reads them from the bucket itself.",
    ],
  ],
])("%s", (name, findings) => {
  expect(findingsIn(real(name))).toEqual(findings);
});

test("a higher maximum without a new launch template refreshes no instance", () => {
  expect(reviewPlan(real("asg-max")).notes).toEqual([
    "Costs: careflowai-2026112301293808280000000e changes max_size from 3 to 4.",
  ]);
});

test("a rolling refresh is announced with its time", () => {
  expect(reviewPlan(real("hardened")).notes[0]).toBe(
    "careflowai-prod replaces its 1 running instance one by one (rolling refresh). New instances serve before old ones are terminated, so there is no downtime. Expect up to 10 minutes.",
  );
});

test("user data is compared by the lines of its files", () => {
  const changes = reviewPlan(real("new-release")).groups.flatMap((group) => group.changes);
  expect(changes.find(({ type }) => type === "aws_launch_template")?.differences).toEqual([
    {
      path: "user_data.write_files[/etc/careflowai/boot.env].content",
      lines: ["- REF='v1.0.0'", "+ REF='v2.0.0'"],
    },
  ]);
});

test("an unknown policy is compared by what its data source says", () => {
  const changes = reviewPlan(real("hardened")).groups.flatMap((group) => group.changes);
  expect(
    changes.find(({ type }) => type === "aws_s3_bucket_policy")?.differences.map(({ path }) => path),
  ).toEqual([
    "policy.Statement[PublicRead]",
    "policy.Statement[DistributionRead]",
    "policy.Statement[DenyInsecureTransport]",
  ]);
});

test("what AWS shows of other resources of the stack is no drift", () => {
  expect(reviewPlan(real("new-release")).drift.map(({ address }) => address)).toEqual([
    "aws_vpc_security_group_ingress_rule.SecurityGroups_Backend_FromCloudFront_6BE246DB",
  ]);
});
