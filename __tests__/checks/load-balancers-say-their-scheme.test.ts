import { loadBalancersSayTheirScheme } from "../../src/checks/load-balancers-say-their-scheme";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

test("every load balancer says its scheme", () => {
  expect(findingsOnSound(loadBalancersSayTheirScheme)).toEqual([]);
});

test("a load balancer that leaves it to AWS is found", () => {
  const findings = findingsAfter(loadBalancersSayTheirScheme, "careflowai-prod", (json) => {
    delete onlyIn(json, "aws_lb").internal;
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_lb\.\S+ does not say whether it is internal$/)]);
});

test("a load balancer that says it is open is sound", () => {
  const findings = findingsAfter(loadBalancersSayTheirScheme, "careflowai-prod", (json) => {
    onlyIn(json, "aws_lb").internal = false;
  });
  expect(findings).toEqual([]);
});
