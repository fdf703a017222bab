import { backendIsLiteral } from "../../../src/checks/state/backend-is-literal";
import type { Case } from "../../helpers/broken";
import { testCheck } from "../../helpers/broken";

testCheck(backendIsLiteral, {
  "careflowai-prod": [
    [
      "a reference in a backend",
      (json) => (json.terraform.backend.s3.bucket = "${var.state_bucket}"),
      "backend refers to ${var.state_bucket}, which Terraform cannot know yet",
    ],
  ],
  "careflowai-state": ["/home/operator/state.tfstate", "state.tfstate", "../state.tfstate"].map(
    (path): Case => [
      `a local state at ${path}`,
      (json) => (json.terraform.backend.local.path = path),
      `backend local keeps the state at ${path}, not next to the project's files`,
    ],
  ),
});
