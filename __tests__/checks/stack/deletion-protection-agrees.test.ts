import { deletionProtectionAgrees } from "../../../src/checks/stack/deletion-protection-agrees";
import type { Case } from "../../helpers/broken";
import { finding, findingsAfter, onlyIn, testCheck } from "../../helpers/broken";

const leavesBehind = (skipDestroy: boolean, fault: string): Case => [
  `a log group with skip_destroy ${String(skipDestroy)}`,
  (json) => (onlyIn(json, "aws_cloudwatch_log_group", "BackendLogs").skip_destroy = skipDestroy),
  `aws_cloudwatch_log_group.BackendLogs~ ${fault}`,
];

testCheck(deletionProtectionAgrees, {
  "careflowai-prod": [
    ...["aws_apigatewayv2_api", "aws_s3_bucket", "aws_cloudfront_distribution"].map((type): Case => [
      `an unprotected ${type} next to a protected load balancer`,
      (json) => delete onlyIn(json, type).lifecycle,
      `aws_lb.~ is protected from deletion, but ${type}.~ is not`,
    ]),
    leavesBehind(false, "is protected, but would be deleted when its setting is switched off"),
  ],
  "careflowai-staging": [
    [
      "a protected bucket next to an unprotected load balancer",
      (json) => (onlyIn(json, "aws_s3_bucket").lifecycle = { prevent_destroy: true }),
      "aws_s3_bucket.~ is protected from deletion, but aws_lb.~ is not",
    ],
  ],
  "careflowai-dev": [leavesBehind(true, "is not protected, but would be left behind by a destroy")],
});

test("a protected load balancer in an environment that is meant to go is found", () => {
  const findings = findingsAfter(deletionProtectionAgrees, "careflowai-staging", (json) => {
    onlyIn(json, "aws_lb").enable_deletion_protection = true;
  });
  expect(findings).toContainEqual(finding("aws_lb.~ is protected from deletion, but aws_s3_bucket.~ is not"));
});
