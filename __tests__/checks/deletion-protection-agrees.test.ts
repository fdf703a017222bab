import { deletionProtectionAgrees } from "../../src/checks/deletion-protection-agrees";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every load balancer is protected as the rest of its stack is", () => {
  expect(findingsOnSound(deletionProtectionAgrees)).toEqual([]);
});

test.each(["aws_apigatewayv2_api", "aws_s3_bucket", "aws_cloudfront_distribution"])(
  "an unprotected %s beside a protected load balancer is found",
  (type) => {
    const findings = findingsAfter(deletionProtectionAgrees, "careflowai-prod", (json) => {
      delete onlyIn(json, type).lifecycle;
    });
    expect(findings).toEqual([
      expect.stringMatching(
        new RegExp(`^aws_lb\\.\\S+ is protected from deletion, but ${type}\\.\\S+ is not$`),
      ),
    ]);
  },
);

test("a protected load balancer in an environment that is to go is found", () => {
  const findings = findingsAfter(deletionProtectionAgrees, "careflowai-staging", (json) => {
    onlyIn(json, "aws_lb").enable_deletion_protection = true;
  });
  expect(findings).toContainEqual(
    expect.stringMatching(/^aws_lb\.\S+ is protected from deletion, but aws_s3_bucket\.\S+ is not$/),
  );
});

test("a protected bucket beside an unprotected load balancer is found", () => {
  const findings = findingsAfter(deletionProtectionAgrees, "careflowai-staging", (json) => {
    onlyIn(json, "aws_s3_bucket").lifecycle = { prevent_destroy: true };
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+ is protected from deletion, but aws_lb\.\S+ is not$/),
  ]);
});

test.each([
  ["careflowai-prod", false, "is protected, but would be deleted when it is switched off"],
  ["careflowai-dev", true, "is not protected, but would be left behind by a destroy"],
])("a log group of %s that is left behind: %s is found", (stack, skipDestroy, fault) => {
  const findings = findingsAfter(deletionProtectionAgrees, stack, (json) => {
    onlyIn(json, "aws_cloudwatch_log_group", "BackendLogGroup").skip_destroy = skipDestroy;
  });
  expect(findings).toEqual([
    expect.stringMatching(new RegExp(`^aws_cloudwatch_log_group\\.BackendLogGroup ${fault}$`)),
  ]);
});
