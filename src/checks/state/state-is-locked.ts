import type { Check } from "../check";
import { unless } from "../check";
import { backendOf } from "../../synthesized/state-backend";
import { nested, text } from "../../synthesized/synthesized-stack";

/** The lock file is stable from 1.11 on. */
const KNOWS_LOCK_FILES = /^>= 1\.(?:1[1-9]|[2-9]\d)\b/;

export const stateIsLocked: Check = {
  id: "state-is-locked",
  rule: "State in S3 is locked with a lock file in S3, not with a DynamoDB table, and by a Terraform version that can.",
  why: "Two applies at a time would overwrite each other's state; DynamoDB locking is deprecated, and CDKTF has no field for the lock file (Terraform, S3 backend; decision 22).",
  findings: (stack) => {
    const backend = backendOf(stack, "s3");
    if (!backend) return [];
    const version = text(nested(stack.json, "terraform")[0]?.required_version);
    return [
      ...unless(backend.use_lockfile === true, "backend s3 does not set use_lockfile"),
      ...Object.keys(backend)
        .filter((key) => key.startsWith("dynamodb_"))
        .map((key) => `backend s3 sets ${key}, which is deprecated`),
      ...unless(
        KNOWS_LOCK_FILES.test(version),
        `Terraform ${version} is required, but locks are stable from 1.11 on`,
      ),
    ];
  },
};
