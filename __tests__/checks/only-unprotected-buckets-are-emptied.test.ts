import { onlyUnprotectedBucketsAreEmptied } from "../../src/checks/only-unprotected-buckets-are-emptied";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every bucket is protected or emptied", () => {
  expect(findingsOnSound(onlyUnprotectedBucketsAreEmptied)).toEqual([]);
});

test("a protected bucket that would be emptied is found", () => {
  const findings = findingsAfter(onlyUnprotectedBucketsAreEmptied, "careflowai-state", (json) => {
    onlyIn(json, "aws_s3_bucket").force_destroy = true;
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket is protected, but would be emptied"]);
});

test("an unprotected bucket that would stop a destroy is found", () => {
  const findings = findingsAfter(onlyUnprotectedBucketsAreEmptied, "careflowai-dev", (json) => {
    onlyIn(json, "aws_s3_bucket").force_destroy = false;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket\.\S+ is neither protected nor emptied, so destroy fails$/),
  ]);
});
