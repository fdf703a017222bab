import { noDependencyCycle } from "../../src/checks/no-dependency-cycle";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("no blocks depend on each other in a circle", () => {
  expect(findingsOnSound(noDependencyCycle)).toEqual([]);
});

test("a circle of expressions is found", () => {
  const findings = findingsAfter(noDependencyCycle, "careflowai-state", (json) => {
    onlyIn(json, "aws_s3_bucket").bucket = "${aws_s3_bucket_versioning.Versioning.id}";
  });
  expect(findings).toEqual([
    "aws_s3_bucket.Bucket -> aws_s3_bucket_versioning.Versioning -> aws_s3_bucket.Bucket",
  ]);
});

test("a circle closed by depends_on is found", () => {
  const findings = findingsAfter(noDependencyCycle, "careflowai-state", (json) => {
    onlyIn(json, "aws_s3_bucket").depends_on = ["aws_s3_bucket_public_access_block.PublicAccessBlock"];
  });
  expect(findings).toEqual([
    "aws_s3_bucket.Bucket -> aws_s3_bucket_public_access_block.PublicAccessBlock -> aws_s3_bucket.Bucket",
  ]);
});
