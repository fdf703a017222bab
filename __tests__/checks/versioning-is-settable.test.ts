import { versioningIsSettable } from "../../src/checks/versioning-is-settable";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every versioning can be set on a bucket that exists", () => {
  expect(findingsOnSound(versioningIsSettable)).toEqual([]);
});

test("disabled versioning is found", () => {
  const findings = findingsAfter(versioningIsSettable, "careflowai-prod", (json) => {
    onlyIn(json, "aws_s3_bucket_versioning").versioning_configuration.status = "Disabled";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_s3_bucket_versioning\.\S+ is neither Enabled nor Suspended$/),
  ]);
});
