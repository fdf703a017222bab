import { stateIsLocked } from "../../../src/checks/state/state-is-locked";
import type { Case } from "../../helpers/broken";
import { testCheck } from "../../helpers/broken";

testCheck(stateIsLocked, {
  "careflowai-prod": [
    [
      "a state without a lock",
      (json) => delete json.terraform.backend.s3.use_lockfile,
      "backend s3 does not set use_lockfile",
    ],
    ...([">= 1.9", undefined] as const).map((version): Case => [
      `a required Terraform version of ${version ?? "null"}`,
      (json) => (json.terraform.required_version = version),
      `Terraform ${version ?? "null"} is required, but locks are stable from 1.11 on`,
    ]),
    [
      "a lock table",
      (json) => (json.terraform.backend.s3.dynamodb_table = "locks"),
      "backend s3 sets dynamodb_table, which is deprecated",
    ],
  ],
});
