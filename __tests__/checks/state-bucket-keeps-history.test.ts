import { stateBucketKeepsHistory } from "../../src/checks/state-bucket-keeps-history";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(stateBucketKeepsHistory, "careflowai-state", change);
const denialIn = (json: Mutable) => onlyIn(json, "aws_iam_policy_document").statement[1];

test("the state bucket keeps its history", () => {
  expect(findingsOnSound(stateBucketKeepsHistory)).toEqual([]);
});

test("suspended versioning is found", () => {
  const findings = after((json) => {
    onlyIn(json, "aws_s3_bucket_versioning").versioning_configuration.status = "Suspended";
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket keeps no old versions"]);
});

test("missing encryption is found", () => {
  const findings = after((json) => {
    delete json.resource.aws_s3_bucket_server_side_encryption_configuration;
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket is not encrypted"]);
});

test("missing protection is found", () => {
  const findings = after((json) => {
    delete onlyIn(json, "aws_s3_bucket").lifecycle;
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket is not protected from destroy"]);
});

test.each(["s3:DeleteBucket", "s3:DeleteObjectVersion"])("%s that is not denied is found", (action) => {
  const findings = after((json) => {
    denialIn(json).actions = denialIn(json).actions.filter((one: string) => one !== action);
  });
  expect(findings).toEqual([`aws_s3_bucket.Bucket does not deny ${action}`]);
});

test("a Deny for one role only is found", () => {
  const findings = after((json) => {
    denialIn(json).principals = [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/ci"] }];
  });
  expect(findings).toHaveLength(2);
});

test("locks that could not be released are found", () => {
  const findings = after((json) => {
    denialIn(json).actions = ["s3:Delete*"];
  });
  expect(findings).toEqual(["aws_s3_bucket.Bucket denies s3:DeleteObject, so no lock could be released"]);
});
