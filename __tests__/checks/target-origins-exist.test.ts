import { targetOriginsExist } from "../../src/checks/target-origins-exist";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const after = (change: (distribution: Mutable) => void) =>
  findingsAfter(targetOriginsExist, "careflowai-hardened-balanced", (json) => {
    change(onlyIn(json, "aws_cloudfront_distribution"));
  });
const found = (fault: string) => [
  expect.stringMatching(new RegExp(`^aws_cloudfront_distribution\\.\\S+${fault.replaceAll("*", "\\*")}$`)),
];

test("every behaviour leads to an origin", () => {
  expect(findingsOnSound(targetOriginsExist)).toEqual([]);
});

test("a default behaviour that leads nowhere is found", () => {
  const findings = after(({ default_cache_behavior }) => {
    default_cache_behavior.target_origin_id = "bucket";
  });
  expect(findings).toEqual(found(": behaviour default leads to bucket, which is no origin"));
});

test("behaviours whose origin is gone are found", () => {
  const findings = after(({ origin }) => {
    origin.pop();
  });
  expect(findings).toHaveLength(6);
  expect(findings.slice(0, 1)).toEqual(
    found(": behaviour /api/reference/* leads to api, which is no origin"),
  );
});

test("two origins of one id are found", () => {
  const findings = after(({ origin }) => {
    origin.push(origin[0]);
  });
  expect(findings).toEqual(found(" has more than one origin website"));
});

test("two behaviours of one path are found", () => {
  const findings = after(({ ordered_cache_behavior }) => {
    ordered_cache_behavior.push(ordered_cache_behavior[2]);
  });
  expect(findings).toEqual(found(" has more than one behaviour /api/*"));
});
