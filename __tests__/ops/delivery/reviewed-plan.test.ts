import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReviewedPlan } from "../../../src/ops/delivery/reviewed-plan";

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

const FIX = "To fix: run npm run plan -- dev and review it";

/** A plan that was made from a stack and sealed. */
function sealedPlan(): ReviewedPlan {
  const plan = new ReviewedPlan(outdir, "careflowai-dev");
  writeFileSync(plan.file, "plan");
  plan.seal("stack");
  return plan;
}

test("the plan and the stack that were sealed are accepted", () => {
  expect(() => {
    sealedPlan().verify("stack");
  }).not.toThrow();
});

test("another stack is refused, because the configuration has changed", () => {
  expect(() => {
    sealedPlan().verify("other");
  }).toThrow(`plan of careflowai-dev: the configuration has changed since the plan. ${FIX} again.`);
});

test("another plan file is refused", () => {
  const plan = sealedPlan();
  writeFileSync(plan.file, "other");
  expect(() => {
    plan.verify("stack");
  }).toThrow(`plan of careflowai-dev: the plan file is not the one that was reviewed. ${FIX}.`);
});

test("without a plan, the next command is named", () => {
  expect(() => {
    new ReviewedPlan(outdir, "careflowai-dev").verify("stack");
  }).toThrow(`plan of careflowai-dev: none. ${FIX}.`);
});
