import { statesAreApart } from "../../src/checks/states-are-apart";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound } from "../helpers/broken";

const after = (change: (json: Mutable) => void) =>
  findingsAfter(statesAreApart, "careflowai-staging", change);

test("every stack has a state of its own", () => {
  expect(findingsOnSound(statesAreApart)).toEqual([]);
});

test("two stacks with one state are found", () => {
  const findings = after((json) => {
    json.terraform.backend.s3.key = "prod/terraform.tfstate";
  });
  expect(findings).toEqual([
    "state is at s3://111122223333-careflowai-tfstate/prod/terraform.tfstate, and so is that of careflowai-prod",
  ]);
});

test("two stacks with one local file are found", () => {
  const findings = after((json) => {
    json.terraform.backend = { local: { path: "../../../careflowai-state.tfstate" } };
  });
  expect(findings).toEqual([
    "state is at ../../../careflowai-state.tfstate, and so is that of careflowai-state",
  ]);
});

test("a state without encryption is found", () => {
  const findings = after((json) => {
    json.terraform.backend.s3.encrypt = false;
  });
  expect(findings).toEqual(["backend s3 does not encrypt"]);
});

test("a bucket that no stack makes is found", () => {
  const findings = after((json) => {
    json.terraform.backend.s3.bucket = "somewhere-else";
  });
  expect(findings).toEqual(["backend s3 uses somewhere-else, which no stack makes"]);
});

test("a stack without backend is found", () => {
  const findings = after((json) => {
    delete json.terraform.backend;
  });
  expect(findings).toEqual(["there is no backend"]);
});
