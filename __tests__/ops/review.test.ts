import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keep, plan, remove, update } from "../review/plans";

jest.setTimeout(60_000);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "careflowai-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function review(changes: Parameters<typeof plan>[0], ...args: readonly string[]) {
  const file = join(folder, "plan.json");
  writeFileSync(file, JSON.stringify({ format_version: "1.2", ...plan(changes) }));
  return run(file, ...args);
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./src/fast-synth.cjs", "src/ops/review.ts", ...args],
    { cwd: join(__dirname, "../.."), encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test("exits with 0 if the plan changes nothing", () => {
  expect(review([keep("aws_vpc.V", { id: "v" })])).toEqual({
    status: 0,
    stdout: "Plan: no changes\n\n0 to create, 0 to update, 0 to replace, 0 to destroy, 0 dangerous.\n",
    stderr: "",
  });
});

test("exits with 2 if it changes something, and prints JSON on request", () => {
  const { status, stdout } = review([update("aws_vpc.V", { a: 1 }, { a: 2 })], "--json");
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject([{ isDangerous: false, isEmpty: false, counts: { update: 1 } }]);
});

test("exits with 3 if it changes something dangerous, and writes Markdown on request", () => {
  const file = join(folder, "review.md");
  expect(review([remove("aws_s3_bucket.B", { bucket: "b" })], "--markdown", file).status).toBe(3);
  expect(readFileSync(file, "utf8")).toMatch(/^## :rotating_light: Plan: 1 dangerous change\n/);
});

test("exits with 1 and one line if there is no plan", () => {
  expect(run()).toEqual({
    status: 1,
    stdout: "",
    stderr: "error: missing required argument 'plan'. To fix: see npm run review -- --help.\n",
  });
});

test("exits with 1 before it reads the plan if the Markdown cannot be written", () => {
  expect(run("none.json", "--markdown", join(folder, "none/review.md"))).toEqual({
    status: 1,
    stdout: "",
    stderr: `error: option '--markdown <file>' argument '${join(folder, "none/review.md")}' is invalid. Allowed: a file in a folder that exists. To fix: see npm run review -- --help.\n`,
  });
});

test("takes less than 1 GB for a plan of 50 MB, and not long", () => {
  const file = join(folder, "large.json");
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "a".repeat(4000) }],
  });
  const changes = Array.from({ length: 6000 }, (_, index) =>
    update(
      `aws_iam_policy.P${String(index)}`,
      { policy },
      { policy: policy.replace("s3:GetObject", "s3:PutObject") },
    ),
  );
  writeFileSync(file, JSON.stringify({ format_version: "1.2", ...plan(changes) }));
  const begin = performance.now();
  const { status } = spawnSync(
    process.execPath,
    ["--max-old-space-size=800", "--require", "./src/fast-synth.cjs", "src/ops/review.ts", file],
    { cwd: join(__dirname, "../.."), stdio: "ignore" },
  );
  expect(status).toBe(3);
  // 8 s on an idle machine; other tests run at the same time.
  expect(performance.now() - begin).toBeLessThan(30_000);
});
