import { burstCreditsAreExplicit } from "../../src/checks/burst-credits-are-explicit";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterTemplate = (change: (template: Mutable) => void) =>
  findingsAfter(burstCreditsAreExplicit, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_launch_template"));
  });
const finding = [
  expect.stringMatching(/^aws_launch_template\.\S+ launches t2\.micro without a credit_specification$/),
];

test("every burstable template says what happens without credits", () => {
  expect(findingsOnSound(burstCreditsAreExplicit)).toEqual([]);
});

test("a burstable template without credit specification is found", () => {
  expect(
    afterTemplate((template) => {
      delete template.credit_specification;
    }),
  ).toEqual(finding);
});

test("a credit specification without mode is found", () => {
  expect(
    afterTemplate((template) => {
      template.credit_specification = {};
    }),
  ).toEqual(finding);
});

test("a type without credits needs no credit specification", () => {
  const findings = afterTemplate((template) => {
    template.instance_type = "m7i-flex.large";
    delete template.credit_specification;
  });
  expect(findings).toEqual([]);
});
