import { backendIsLiteral } from "../../src/checks/backend-is-literal";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

test("every backend is written out", () => {
  expect(findingsOnSound(backendIsLiteral)).toEqual([]);
});

test("a reference in a backend is found", () => {
  const findings = findingsAfter(backendIsLiteral, "careflowai-prod", (json) => {
    json.terraform.backend.s3.bucket = "${var.state_bucket}";
  });
  expect(findings).toEqual(["backend refers to ${var.state_bucket}, which Terraform cannot know yet"]);
});

test.each(["/home/somebody/state.tfstate", "state.tfstate", "../state.tfstate"])(
  "a local state at %s is found",
  (path) => {
    const findings = findingsAfter(backendIsLiteral, "careflowai-state", (json) => {
      json.terraform.backend.local.path = path;
    });
    expect(findings).toEqual([`backend local keeps the state at ${path}, not beside the project's files`]);
  },
);
