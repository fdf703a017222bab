import { namesAreUnique } from "../../src/checks/names-are-unique";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const inStaging = (change: (json: Mutable) => void) =>
  findingsAfter(namesAreUnique, "careflowai-staging", change);
const useAnotherRegion = (json: Mutable) => {
  json.provider.aws[0].region = "eu-central-1";
};

test("no physical name is shared", () => {
  expect(findingsOnSound(namesAreUnique)).toEqual([]);
});

test("two stacks that share a bucket's name are found, in whatever regions", () => {
  const findings = inStaging((json) => {
    useAnotherRegion(json);
    onlyIn(json, "aws_s3_bucket").bucket = "111122223333-careflowai-frontend";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^careflowai-staging\/aws_s3_bucket\.\S+ and careflowai-prod\/aws_s3_bucket\.\S+ are both named 111122223333-careflowai-frontend$/,
    ),
  ]);
});

test("two stacks that share a role's name are found, in whatever regions", () => {
  const findings = inStaging((json) => {
    useAnotherRegion(json);
    onlyIn(json, "aws_iam_role").name = "careflowai-dev-instance";
  });
  expect(findings).toEqual([
    expect.stringMatching(
      /^careflowai-staging\/aws_iam_role\.\S+ and careflowai-dev\/aws_iam_role\.\S+ are both named careflowai-dev-instance$/,
    ),
  ]);
});

test("two stacks that share a log group's name are found in one region", () => {
  const findings = inStaging((json) => {
    onlyIn(json, "aws_cloudwatch_log_group", "Backend").name = "/careflowai/backend";
  });
  expect(findings).toEqual([
    "careflowai-staging/aws_cloudwatch_log_group.BackendLogGroup and careflowai-prod/aws_cloudwatch_log_group.BackendLogGroup are both named /careflowai/backend",
  ]);
});

test("a log group's name may recur in another region", () => {
  const findings = inStaging((json) => {
    useAnotherRegion(json);
    onlyIn(json, "aws_cloudwatch_log_group", "Backend").name = "/careflowai/backend";
  });
  expect(findings).toEqual([]);
});

test("two resources of one stack that share a name are found", () => {
  const findings = findingsAfter(namesAreUnique, "careflowai-prod", (json) => {
    onlyIn(json, "aws_cloudwatch_log_group", "Api").name = "/careflowai/backend";
  });
  expect(findings).toHaveLength(2);
});
