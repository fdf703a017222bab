import { referencesResolve } from "../../src/checks/references-resolve";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every reference leads to a block", () => {
  expect(findingsOnSound(referencesResolve)).toEqual([]);
});

test("an expression that refers to nothing is found", () => {
  const findings = findingsAfter(referencesResolve, "careflowai-prod", (json) => {
    onlyIn(json, "aws_lb_listener").load_balancer_arn = "${aws_lb.Missing.arn}";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_lb_listener\.\S+ refers to aws_lb\.Missing, which does not exist$/),
  ]);
});

test("a depends_on that names nothing is found", () => {
  const findings = findingsAfter(referencesResolve, "careflowai-dev", (json) => {
    onlyIn(json, "aws_eip").depends_on = ["aws_internet_gateway.Missing"];
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_eip\.\S+ refers to aws_internet_gateway\.Missing, which does not exist$/),
  ]);
});

test("an output that refers to nothing is found", () => {
  const findings = findingsAfter(referencesResolve, "careflowai-state", (json) => {
    json.output.state_bucket.value = "${data.aws_s3_bucket.Missing.bucket}";
  });
  expect(findings).toEqual(["output refers to data.aws_s3_bucket.Missing, which does not exist"]);
});
