import { statesAreApart } from "../../../src/checks/state/states-are-apart";
import { testCheck } from "../../helpers/broken";

testCheck(statesAreApart, {
  "careflowai-staging": [
    [
      "one state of two stacks",
      (json) => (json.terraform.backend.s3.key = "prod/terraform.tfstate"),
      "state is at s3://111122223333-careflowai-tfstate/prod/terraform.tfstate, and so is that of careflowai-prod",
    ],
    [
      "one local file of two stacks",
      (json) => (json.terraform.backend = { local: { path: "../../../careflowai-state.tfstate" } }),
      "state is at ../../../careflowai-state.tfstate, and so is that of careflowai-state",
    ],
    [
      "a state without encryption",
      (json) => (json.terraform.backend.s3.encrypt = false),
      "backend s3 does not encrypt",
    ],
    [
      "a bucket that no stack makes",
      (json) => (json.terraform.backend.s3.bucket = "somewhere-else"),
      "backend s3 uses somewhere-else, which no stack makes",
    ],
    ["a stack without a backend", (json) => delete json.terraform.backend, "there is no backend"],
  ],
});
