import { stateIsLocked } from "../../src/checks/state-is-locked";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

test("every state in S3 is locked", () => {
  expect(findingsOnSound(stateIsLocked)).toEqual([]);
});

test("a state without lock is found", () => {
  const findings = findingsAfter(stateIsLocked, "careflowai-prod", (json) => {
    delete json.terraform.backend.s3.use_lockfile;
  });
  expect(findings).toEqual(["backend s3 does not set use_lockfile"]);
});

test.each([">= 1.9", undefined])("a required Terraform version of %s is found", (version) => {
  const findings = findingsAfter(stateIsLocked, "careflowai-prod", (json) => {
    json.terraform.required_version = version;
  });
  expect(findings).toEqual([
    expect.stringMatching(/^Terraform .+ is required, but locks are stable from 1\.11 on$/),
  ]);
});

test("a lock table is found", () => {
  const findings = findingsAfter(stateIsLocked, "careflowai-prod", (json) => {
    json.terraform.backend.s3.dynamodb_table = "locks";
  });
  expect(findings).toEqual(["backend s3 sets dynamodb_table, which is deprecated"]);
});
