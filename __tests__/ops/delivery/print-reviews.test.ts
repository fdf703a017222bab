import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printReviews } from "../../../src/ops/delivery/print-reviews";
import type { PlanJson } from "../../../src/review/plan";
import { reviewPlan } from "../../../src/review/review";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
  jest.spyOn(console, "log").mockImplementation();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
  process.exitCode = 0;
});

/** A review of log groups that are created, or destroyed. */
const review = (count: number, action: "create" | "delete") => {
  const body = { name: "x".repeat(200) };
  const [before, after] = action === "create" ? [null, body] : [body, null];
  return reviewPlan({
    format_version: "1.2",
    resource_changes: Array.from({ length: count }, (_, position) => ({
      address: `aws_cloudwatch_log_group.Group${String(position)}`,
      mode: "managed",
      type: "aws_cloudwatch_log_group",
      change: { actions: [action], before, after, after_unknown: {} },
    })),
  } as PlanJson);
};

test.each([
  ["no change", [review(0, "create")], 0],
  ["changes", [review(0, "create"), review(1, "create")], 2],
  ["a dangerous change", [review(1, "delete"), review(1, "create")], 3],
])("%s: the exit code says so", (_what, reviews, code) => {
  printReviews(reviews, {});
  expect(process.exitCode).toBe(code);
});

test("reviews of several stacks fit into one comment on GitHub", () => {
  const markdown = join(folder, "review.md");
  printReviews([review(400, "create"), review(400, "create"), review(400, "create")], { markdown });
  const text = readFileSync(markdown, "utf8");
  expect(text.length).toBeLessThan(65_536);
  expect(text.match(/^## /gm)).toHaveLength(3);
});

test("JSON is an array of the reviews", () => {
  printReviews([review(1, "create")], { json: true });
  expect(JSON.parse(jest.mocked(console.log).mock.calls.flat().join(""))).toMatchObject([
    { counts: { create: 1 } },
  ]);
});
